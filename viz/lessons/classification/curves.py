"""The logistic curve over two classes, and trainings with one input."""

from collections.abc import Mapping

import numpy as np

from core.lessons.classification.curves import (
    WRONG,
    Lines,
    Two,
    logistic,
    steepness,
)
from core.traces.base import Array
from viz.view import Clock, Stage, View
from viz.views.plot import Axis, Curve, Points, plot

SPEED = 4.0  # steps of a clock per second
FINE = 61  # points of a curve
REACH = 3.0  # standard deviations from the mean
MOVES = 41  # places of the tangent
HALF = 0.7  # standard deviations that it reaches to either side
CLASSES = ("v", "q")  # colours of the classes 0 and 1
TRAININGS = {"losses": ("entropy", "squared"), "penalty": ("free", "kept")}
COLOURS = ("k", "gradient")  # of two trainings side by side
Words = Mapping[str, str]


def curve_stage(
    two: Two, names: tuple[str, ...], curve: Mapping[str, float], *, words: Words
) -> Stage:
    """Return L/(1 + e^(−k(z − z₀))) over two classes, with its tangent at a point that moves.

    ``names`` are those of the measure and of the classes 0 and 1; ``curve`` has `ceiling`, `slope`
    and `middle`.
    """
    z = np.linspace(-REACH, REACH, MOVES)
    y, rise = logistic(z, **curve), steepness(z, **curve)
    ends = np.stack([z - HALF, z + HALF], axis=1)
    heights = y[:, None] + rise[:, None] * (ends - z[:, None])
    view = plot(
        x=Axis(label=words["standardised"].format(name=names[0]), low=-REACH, high=REACH),
        y=Axis(label=words["class_axis"], low=-0.1, high=1.6),
        points=[
            *_classes(two, names[1:]),
            Points(name=words["at_z"], colour="ink", shape="ring", places=_pairs(z, y)[:, None]),
        ],
        curves=[
            Curve(name=words["curve_name"], colour="k", places=_curve(**curve)),
            Curve(name=words["tangent"], colour="gradient", places=_pairs(ends, heights)),
        ],
        summary=words["curve_summary"],
        height=300,
        columns=12,
    )
    labels = tuple(
        words["tangent_at"].format(z=_signed(a), y=_signed(b), slope=_signed(c))
        for a, b, c in zip(z, y, rise, strict=True)
    )
    clock = Clock(
        length=MOVES, label=labels[0], labels=labels, start=MOVES // 2, speed=6.0, autoplay=False
    )
    return Stage(name="classification_curve", clock=clock, views=(view,), words=words)


def gradients_stage(two: Two, lines: Lines, names: tuple[str, ...], *, words: Words) -> Stage:
    """Return both gradients by the score, and two trainings from a start that is sure and wrong."""
    z = np.linspace(WRONG, -WRONG, FINE)
    p = logistic(z)
    y = Axis(label=words["gradient_axis"], low=-1.05, high=0.05)
    found = {"entropy": p - 1, "squared": (p - 1) * p * (1 - p)}
    gradients = plot(
        x=Axis(label=words["score_axis"], low=WRONG, high=-WRONG),
        y=y,
        curves=[
            Curve(name=words[f"training.{name}"], colour=colour, places=_pairs(z, found[name]))
            for name, colour in zip(TRAININGS["losses"], COLOURS, strict=True)
        ],
        summary=words["gradients_summary"],
        title=words["gradients"],
        height=280,
    )
    training = _training(two, lines, names, "losses", words)
    return _over_steps("classification_losses", lines, (gradients, training), words)


def penalty_stage(two: Two, lines: Lines, names: tuple[str, ...], *, words: Words) -> Stage:
    """Return two trainings on classes that a point divides, without a penalty and with one."""
    training = _training(two, lines, names, "penalty", words, columns=12)
    return _over_steps("classification_penalty", lines, (training,), words)


def _training(
    two: Two, lines: Lines, names: tuple[str, ...], which: str, words: Words, columns: int = 6
) -> View:
    w, b = lines.w, lines.b
    z = np.linspace(-REACH, REACH, FINE)
    p = 1 / (1 + np.exp(-np.clip(z[:, None] * w[:, None] + b[:, None], -500, 500)))
    return plot(
        x=Axis(label=words["standardised"].format(name=words["petal"]), low=-REACH, high=REACH),
        y=Axis(label=words["class_axis"], low=-0.1, high=1.1),
        points=_classes(two, names),
        curves=[
            Curve(
                name=words[f"training.{name}"],
                colour=COLOURS[k],
                places=np.stack([np.broadcast_to(z, p.shape[:2]), p[:, :, k]], axis=-1),
                dash="7 4" if k else None,
            )
            for k, name in enumerate(TRAININGS[which])
        ],
        summary=words["training_summary"],
        title=words["trainings"],
        height=280,
        columns=columns,
    )


def _over_steps(name: str, lines: Lines, views: tuple[View, ...], words: Words) -> Stage:
    labels = tuple(words["clock"].format(step=f"{step:,}") for step in lines.moments)
    clock = Clock(
        length=len(labels), label=labels[0], labels=labels, speed=SPEED, autoplay=False, loop=False
    )
    return Stage(name=name, clock=clock, views=views, words=words)


def _classes(two: Two, names: tuple[str, ...]) -> list[Points]:
    z = np.clip(two.z, -REACH, REACH)
    return [
        Points(
            name=f"{k}: {name}",
            colour=CLASSES[k],
            shape="square" if k else "disc",
            places=_pairs(z[two.y == k], np.full((two.y == k).sum(), float(k))),
        )
        for k, name in enumerate(names)
    ]


def _curve(ceiling: float, slope: float, middle: float) -> Array:
    z = np.linspace(-REACH, REACH, FINE)
    return _pairs(z, logistic(z, ceiling, slope, middle))


def _pairs(x: Array, y: Array) -> Array:
    return np.stack([x, y], axis=-1)


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−").replace("−0.00", "0.00")
