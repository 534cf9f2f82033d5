"""Four paths down one valley, the loss along each, and how many steps each valley takes."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.lessons.descent.lesson import GOAL, REACH, STEPS, DescentTrace, hessian, loss_of
from core.lessons.descent.settings import ANGLES, METHODS, TURNED, Descent
from core.traces.base import Array
from viz.marks import Scale
from viz.numbers import short
from viz.view import Clock, Stage, View
from viz.views.equations import Equation, equations
from viz.views.plot import Axis, Curve, Field, Note, Points, plot

SPEED = 40.0  # steps per second
HEIGHT = 262  # px
CELLS = (90, 120)  # rows and columns of the field
BANDS = 12  # of the field
LOSSES = (1e-10, 1e4)  # that the curves show
MOST = 2 * STEPS  # steps on the axis: the upper half says that the film is too short
Words = Mapping[str, str]
Found = Mapping[str, Sequence[int | None]]


def stage(
    trace: DescentTrace, settings: Descent, found: Found, *, words: Words, covered: bool
) -> Stage:
    """Return the moving picture; covered, without the valleys that are turned.

    Args:
        trace: what the four optimizers do.
        settings: of the lesson.
        found: how many steps each needs, at each of `ANGLES`; None: more than the film has.
        words: of the lesson.
        covered: whether the answer is not to be told yet.
    """
    views = (
        _valley(trace, settings, words),
        _losses(trace, words),
        _needed(found, words, covered),
    )
    return Stage(
        name="descent",
        clock=Clock(length=STEPS + 1, speed=SPEED, label=words["clock"], loop=False),
        views=views,
        words=words,
        picked=settings.picked,
        asked=(0, STEPS),
    )


def _named(words: Words) -> dict[str, str]:
    return {method: words[f"method.{method}"] for method in METHODS}


def _valley(trace: DescentTrace, settings: Descent, words: Words) -> View:
    """The loss as a map, and the path of each optimizer so far."""
    x, y = (
        Axis(label=words[f"w{k}"], low=-float(reach), high=float(reach))
        for k, reach in enumerate(REACH, 1)
    )
    rows, columns = CELLS
    places = np.stack(
        np.meshgrid(
            x.at((np.arange(columns) + 0.5) / columns), y.at((np.arange(rows) + 0.5) / rows)
        ),
        axis=-1,
    )
    kappa = float(settings.kappa)
    values = loss_of(hessian(kappa, float(settings.angle)), places)
    field = Field(values=values, scale=Scale("log", 1e-3, 10 * kappa, words["loss"]), bands=BANDS)
    seen = np.clip(trace.w, -1e3, 1e3).astype(np.float32)
    names = _named(words)
    now = [
        Points(name=names[method], colour=method, places=seen[k][:, None])
        for k, method in enumerate(trace.methods)
    ]
    return plot(
        x=x,
        y=y,
        points=[
            Points(name=words["lowest"], colour="ink", places=np.zeros((1, 2)), shape="diamond"),
            *now,
            Points(
                name=words["start_point"],
                colour="ink",
                places=trace.w[0, :1],
                shape="square",
                pick="start",
            ),
        ],
        curves=[
            Curve(name="", colour=method, places=seen[k], trail=True)
            for k, method in enumerate(trace.methods)
        ],
        field=field,
        height=HEIGHT,
        columns=5,
        title=words["valley"].format(kappa=settings.kappa, angle=settings.angle),
        summary=words["valley_summary"],
    )


def _losses(trace: DescentTrace, words: Words) -> View:
    """The loss of each over the steps."""
    low, high = LOSSES
    steps, names = np.arange(STEPS + 1), _named(words)
    curves = [
        Curve(
            name=names[method],
            colour=method,
            places=_over(steps, trace.loss[k], low, high),
            trail=True,
        )
        for k, method in enumerate(trace.methods)
    ]
    goal = np.array([[0, GOAL], [STEPS, GOAL]])
    now = [
        Points(name=name, colour=method, places=curve.places[:, None])
        for curve, (method, name) in zip(curves, _named(words).items(), strict=True)
    ]
    return plot(
        x=Axis(label=words["step"], low=0, high=STEPS),
        y=Axis(label=words["loss"], low=low, high=high, log=True),
        points=now,
        curves=[Curve(name=words["goal"], colour="dim", places=goal, dash="4 4"), *curves],
        notes=[Note(text=words["goal"], at=(0.93 * STEPS, 20 * GOAL), colour="dim")],
        key=False,
        height=HEIGHT,
        columns=4,
        title=words["losses"],
        summary=words["losses_summary"].format(
            ends=", ".join(
                f"{name} {short(float(trace.loss[k, -1]))}"
                for k, name in enumerate(_named(words).values())
            )
        ),
    )


def _over(steps: Array, loss: Array, low: float, high: float) -> Array:
    return np.stack([steps, np.clip(loss, low, high)], axis=-1).astype(np.float32)


def _needed(found: Found, words: Words, covered: bool) -> View:
    """How many steps each optimizer needs, over the angle of the valley."""
    angles = np.array([float(angle) for angle in ANGLES])
    shown = 1 if covered else len(angles)
    needed = {
        method: np.stack(
            [angles[:shown], [MOST if n is None else max(n, 1) for n in found[method][:shown]]],
            axis=-1,
        )
        for method in METHODS
    }
    limit = np.array([[angles[0], STEPS], [angles[-1], STEPS]])
    names = _named(words)
    return plot(
        x=Axis(label=words["angle_axis"], low=-3, high=angles[-1] + 3),
        y=Axis(label=words["needed_axis"], low=10, high=MOST * 1.5, log=True),
        points=[Points(name=names[m], colour=m, places=places) for m, places in needed.items()],
        curves=[
            Curve(name=words["longer"], colour="dim", places=limit, dash="4 4"),
            *(
                []
                if covered
                else [Curve(name=names[m], colour=m, places=p) for m, p in needed.items()]
            ),
        ],
        notes=[
            Note(text=words["longer"], at=(float(angles.mean()), 1.4 * STEPS), colour="dim"),
            *([Note(text="?", at=(float(TURNED) - 2, 100), colour="accent")] if covered else []),
        ],
        key=False,
        height=HEIGHT,
        columns=3,
        title=words["needed"],
        summary=words["needed_summary"],
    )


_STEPS_AS_SYMBOLS = {
    "sgd": (r"w \leftarrow w - \eta\, g",),
    "momentum": (r"m \leftarrow \beta\, m + g", r"w \leftarrow w - \eta\, m"),
    "rmsprop": (
        r"v \leftarrow \alpha\, v + (1-\alpha)\, g^2",
        r"w \leftarrow w - \eta\,\dfrac{g}{\sqrt{v}+\varepsilon}",
    ),
    "adam": (
        r"m \leftarrow \beta_1 m + (1-\beta_1)\, g",
        r"v \leftarrow \beta_2 v + (1-\beta_2)\, g^2",
        r"w \leftarrow w - \eta\,\dfrac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)}+\varepsilon}",
    ),
}
_IN_NUMBERS = r"\text{next} = \text{w} - \text{rate}\cdot\text{along}"


def equation_stage(trace: DescentTrace, method: str, *, words: Words) -> Stage:
    """Return the step of one optimizer: as symbols, and for each weight in numbers."""
    k = trace.methods.index(method)
    w, g = trace.w[k], trace.g[k]
    steps = len(w) - 1
    rate = float(trace.rate[k])
    along = (w[:-1] - w[1:]) / rate
    items = [
        Equation(label=words["rule"], parts=[part], slots={}) for part in _STEPS_AS_SYMBOLS[method]
    ]
    for axis in range(2):
        slots = {
            "g": [short(float(value), 4) for value in g[:-1, axis]],
            "w": [short(float(value), 4) for value in w[:-1, axis]],
            "next": [short(float(value), 4) for value in w[1:, axis]],
            "rate": [short(rate, 3)] * steps,
            "along": [f"({short(float(value), 4)})" for value in along[:, axis]],
        }
        label = words["weight_step"].format(n="₁₂"[axis], g="{g}")
        items.append(Equation(label=label, parts=[_IN_NUMBERS], slots=slots))
    view = equations(items, length=steps, summary=words["equation_summary"], stacked=True)
    clock = Clock(length=steps, speed=2.0, label=words["clock_step"], autoplay=False, loop=False)
    return Stage(name="descent_step", clock=clock, views=(view,), words=words)
