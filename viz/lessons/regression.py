"""A line among its examples, the plane of slope and intercept, and the loss, on one clock."""

from collections.abc import Mapping

import numpy as np

from core.lessons.regression.descent import DescentTrace
from core.lessons.regression.examples import AXIS, Examples
from core.lessons.regression.parabola import MILLION, Parabola
from core.lessons.regression.settings import (
    FASTER,
    GUESSES,
    OPENING,
    STEPS,
    Regression,
)
from core.traces.base import Array
from viz.marks import Scale
from viz.numbers import decades, short
from viz.view import Clock, Stage, View
from viz.views.equations import Equation, equations
from viz.views.plot import Axis, Curve, Field, Note, Points, Squares, plot

HEIGHT, LEGEND = 278, 34  # px of a plot, and of the legend of the plane
SPEED = 5.0  # recorded moments per second
CELLS, BANDS = 104, 12  # of the field of the loss along one axis, and its colours
MARGIN = 0.1  # of what the examples span, beyond them
ROOM = 1.35  # how much farther than the start and its mirror images the plane reaches
BEYOND = 3.0  # heights of the axes up to which a line is drawn; it is cut off at their border
LEAST = 1e-12  # of the loss at its axis
DEEP = 1e-4  # of the largest loss in the plane, at the low end of its colours
COVERED = (1e-2, 1e9)  # the axis of the loss before the guess
HUNDRED = 100  # steps, the unit of the axis
ASKED, ABOVE = (8.8, 10**4.6), (8.2, 10**6.8)  # where the question mark and its words stand
VALLEY = 4  # where the chart of the rates opens
SQUARES = 30  # drawn at most; of more examples only some have one
Words = Mapping[str, str]


def stage(
    trace: DescentTrace,
    given: Examples,
    found: Parabola,
    settings: Regression,
    *,
    words: Words,
    covered: bool,
    guess: str | None = None,
    beside: tuple[str, DescentTrace] | None = None,
) -> Stage:
    """Return the moving picture; covered, with a question mark for the faster descent.

    Args:
        trace: the descent on show.
        given: its examples.
        found: their loss as a parabola.
        settings: of the lesson.
        words: of the lesson, with "x" and "y" for these examples.
        covered: whether the answer is not to be told yet.
        guess: the code of what the reader took for the loss, or None.
        beside: another rate, as a share of the limit, and its descent.
    """
    length = len(trace.step)
    marked = guess if settings.rate == FASTER and settings.batch == "all" else None
    views = (
        _examples(trace, given, settings, words),
        _plane(trace, found, settings, words),
        _loss(trace, found, words, covered, marked, beside),
        _steps(trace, found, settings, words),
    )
    labels = tuple(
        words["clock_at"].format(k=k, loss=short(loss, 3))
        for k, loss in zip(trace.step, trace.loss, strict=True)
    )
    clock = Clock(length=length, label=labels[0], labels=labels, speed=SPEED, loop=False)
    return Stage(
        name="regression",
        clock=clock,
        views=views,
        words=words,
        picked=settings.picked,
        asked=(0, length - 1),
    )


def _axis(label: str, values: Array, zero: bool = False) -> Axis:
    """An axis around all values; around 0 too where that is wanted and not too far away."""
    low, high = float(values.min()), float(values.max())
    span = (high - low) or 1.0
    if zero and 0 < low < 2 * span:
        low = 0.0
    return Axis(label=label, low=low - MARGIN * span, high=high + MARGIN * span)


def _examples(trace: DescentTrace, given: Examples, settings: Regression, words: Words) -> View:
    """The examples as they were measured, the line, and the squares of its errors."""
    places = np.stack([given.x, given.y], axis=1)
    own = settings.data == "own"
    if own:
        x, y = (Axis(label=words[name], low=0, high=AXIS) for name in "xy")
    else:
        x, y = _axis(words["x"], places[:, 0]), _axis(words["y"], places[:, 1], zero=True)
    far = BEYOND * (y.high - y.low)
    ends = (y.low - far, y.high + far)
    slope = trace.w / given.deviation
    at_zero = trace.b - slope * given.mean
    pairs = zip(slope, at_zero, strict=True)
    line = np.array([between(float(s), float(z), (x.low, x.high), ends) for s, z in pairs])
    every = -(-len(given) // SQUARES)
    some = slice(None, None, every)
    fitted = np.clip(trace.w[:, None] * given.inputs[some] + trace.b[:, None], *ends)
    pick = "points" if own else ""
    return plot(
        x=x,
        y=y,
        points=[Points(name=words["example"], colour="dim", places=places, pick=pick)],
        curves=[Curve(name=words["line"], colour="q", places=line)],
        squares=[
            Squares(
                name=words["square"] if every == 1 else words["some_squares"].format(n=every),
                colour="v",
                places=places[some],
                fitted=fitted,
            )
        ],
        adds=pick,
        summary=words["examples_summary"].format(n=len(given)),
        title=words["add" if own else "examples"],
        height=HEIGHT,
        columns=4,
    )


def between(
    slope: float, at_zero: float, x: tuple[float, float], y: tuple[float, float]
) -> list[tuple[float, float]]:
    """The two ends of a line where it lies within x and y; a point beyond where it does not."""
    ends = np.array(x)
    if slope:
        first, last = sorted((edge - at_zero) / slope for edge in y)
        ends = np.clip(ends, first, last)
    return [(float(end), float(np.clip(slope * end + at_zero, *y))) for end in ends]


def _plane(trace: DescentTrace, found: Parabola, settings: Regression, words: Words) -> View:
    """The loss of every slope and intercept, the way so far, and the minimum."""
    minimum = found.minimum
    reach = ROOM * (np.abs(found.errors)[:, None] * np.abs(found.directions)).sum(0)
    reach[reach == 0] = 1.0
    names = (words[f"slope.{settings.scale}"], words[f"intercept.{settings.scale}"])
    x, y = (
        Axis(label=name, low=float(m - r), high=float(m + r))
        for name, m, r in zip(names, minimum, reach, strict=True)
    )
    part = (np.arange(CELLS) + 0.5) / CELLS
    away = np.stack(np.meshgrid(x.at(part), y.at(part)), axis=-1) - minimum
    loss = found.least + (found.eigenvalues / 2 * (away @ found.directions.T) ** 2).sum(-1)
    high = float(loss.max())
    scale = Scale("log", max(found.least, DEEP * high), high, words["loss"])
    path = np.stack([trace.w, trace.b], axis=1)
    return plot(
        x=x,
        y=y,
        points=[
            Points(
                name=words["closed_form"], colour="gold", places=minimum[None], shape="diamond"
            ),
            Points(name=words["now"], colour="q", places=path[:, None], shape="ring"),
        ],
        curves=[Curve(name=words["path"], colour="ink", places=leaving(path, minimum, reach),
                      trail=True)],
        field=Field(values=loss, scale=scale, bands=BANDS),
        summary=words["plane_summary"],
        title=words["plane"],
        height=HEIGHT - LEGEND,
        columns=4,
    )  # fmt: skip


def leaving(path: Array, middle: Array, reach: Array) -> Array:
    """The path (time, 2) up to its first place far beyond the axes; there it rests."""
    outside = np.flatnonzero((np.abs(path - middle) > BEYOND * reach).any(1))
    last = outside[0] if len(outside) else len(path) - 1
    return path[np.minimum(np.arange(len(path)), last)]


def _loss(
    trace: DescentTrace,
    found: Parabola,
    words: Words,
    covered: bool,
    guess: str | None,
    beside: tuple[str, DescentTrace] | None,
) -> View:
    """The loss over the steps; covered, with room for what is asked."""
    marks, notes = [], []
    seen = [*trace.loss, found.least]
    curve = np.stack([trace.step / HUNDRED, trace.loss], axis=1)
    curves = [Curve(name=words["loss"], colour="v", places=curve, trail=True)]
    if beside:
        share, other = beside
        seen += [*other.loss]
        places = np.stack([other.step / HUNDRED, other.loss], axis=1)
        name = words["beside"].format(share=share)
        curves.append(Curve(name=name, colour="dim", places=places, trail=True, dash="5 4"))
    if guess:
        before = float(found.loss(float(OPENING)))
        guessed = dict(
            zip(GUESSES, (before, 2 * before, float(found.loss(0.0)), MILLION), strict=True)
        )[guess]
        place = np.array([[STEPS / HUNDRED, guessed]])
        marks = [Points(name=words["your_guess"], colour="gold", places=place, shape="diamond")]
        seen.append(guessed)
    if covered:
        seen += COVERED
        notes = [Note(text="?", at=ASKED), Note(text=words["asked"], at=ABOVE)]
    low, high = decades(max(min(seen), LEAST), max(*seen, 10 * LEAST))
    return plot(
        x=Axis(label=words["step"], low=0, high=STEPS / HUNDRED),
        y=Axis(label=words["loss_log"], low=low, high=high, log=True),
        points=[Points(name=words["now"], colour="q", places=curve[:, None]), *marks],
        curves=curves,
        notes=notes,
        summary=words["loss_summary"].format(
            first=short(trace.loss[0], 3), last=short(trace.loss[-1], 3), k=trace.step[-1]
        ),
        title=words["over_steps"],
        height=HEIGHT,
        columns=4,
    )


def _steps(trace: DescentTrace, found: Parabola, settings: Regression, words: Words) -> View:
    """The step that comes next, in numbers."""
    rate = float(settings.rate) * found.limit
    items = []
    for name, word in (("w", "slope"), ("b", "intercept")):
        now, slope = getattr(trace, name), getattr(trace, f"d{name}")
        following = now - rate * slope
        slots = {
            "now": [short(value, 4) for value in now],
            "rate": [short(rate, 4)] * len(now),
            "slope": [f"({said})" if "−" in said else said for said in
                      (short(value, 4) for value in slope)],
            "next": [short(value, 4) for value in following],
        }  # fmt: skip
        parts = [
            rf"{name}-\eta\,\partial L/\partial {name}\;",
            r"=\;\text{now}-\text{rate}\cdot\text{slope}",
            r"\;=\;\text{next}",
        ]
        items.append(Equation(label=words[f"next_{word}"], parts=parts, slots=slots))
    summary = words["steps_summary"]
    return equations(items, length=len(trace.step), summary=summary, stacked=True)


def valley_stage(found: Parabola, rates: Array, moments: tuple[int, ...], *, words: Words) -> Stage:
    """Return the loss for every rate (shares of the limit), at more and more steps."""
    loss = np.array([found.loss(rates, k) for k in moments])  # (time, rate)
    places = np.stack(np.broadcast_arrays(rates, loss), axis=-1)
    low = 10 ** np.floor(np.log10(max(found.least, LEAST)))
    view = plot(
        x=Axis(label=words["rate_axis"], low=float(rates[0]), high=float(rates[-1])),
        y=Axis(label=words["loss_log"], low=float(low), high=float(low) * 1e22, log=True),
        curves=[
            Curve(name=words["loss"], colour="v", places=places),
            Curve(name=words["limit"], colour="wrong", dash="4 4",
                  places=np.array([[1.0, low], [1.0, low * 1e22]])),
        ],
        summary=words["valley_summary"],
        height=300,
        columns=12,
    )  # fmt: skip
    labels = tuple(words["after_steps"].format(k=k) for k in moments)
    clock = Clock(
        length=len(moments),
        label=labels[0],
        labels=labels,
        start=VALLEY,
        speed=1.0,
        autoplay=False,
        loop=False,
    )
    return Stage(name="regression_valley", clock=clock, views=(view,), words=words)
