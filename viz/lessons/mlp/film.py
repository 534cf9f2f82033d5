"""The training as a film: with activation functions, in the hidden layer, and without them."""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from core.lessons.mlp.film import FilmTrace
from core.lessons.mlp.points import HIGH, LOW
from core.lessons.mlp.settings import CLASSES, DEEP, EVERY, Mlp
from core.traces.base import Array
from viz.marks import Line, Scale
from viz.view import Clock, Stage, View
from viz.views.lines import lines
from viz.views.plot import Axis, Curve, Field, Note, Points, plot

SPEED = 4.0  # recorded steps per second
HEIGHT = 290  # px
AROUND = 1.4  # times the farthest point: as far as the hidden layer is shown
COLOURS = {"inside": "q", "outside": "v"}
SHAPES: dict[str, Literal["disc", "square"]] = {"inside": "disc", "outside": "square"}
Words = Mapping[str, str]


def stage(trace: FilmTrace, settings: Mlp, *, words: Words, covered: bool) -> Stage:
    """Return the moving picture; covered, without what linear layers do."""
    length = len(trace.steps)
    labels = tuple(words["clock"].format(n=n) for n in trace.steps.tolist())
    views = (
        _plane(trace, settings, words),
        _hidden(trace, words),
        _plain(trace, words, covered=covered),
        _accuracy(trace, settings, words, covered=covered),
    )
    return Stage(
        name="mlp",
        clock=Clock(length=length, label=labels[0], labels=labels, speed=SPEED, loop=False),
        views=views,
        words=words,
        picked={name: getattr(settings, name) for name in CLASSES},
        asked=(0, length - 1),
    )


def square(words: Words) -> tuple[Axis, Axis]:
    """The two axes of the plane."""
    return Axis(label=words["x"], low=LOW, high=HIGH), Axis(label=words["y"], low=LOW, high=HIGH)


def single(array: Array) -> Array:
    """An array in single precision, which is enough for a picture."""
    return array.astype(np.float32)


def marks(inside: Array, outside: Array, words: Words, settings: Mlp | None = None) -> list[Points]:
    """The points of both classes; with settings of own points, points that can be dragged."""
    own = settings is not None and settings.data == "own"
    return [
        Points(name=words[name], colour=COLOURS[name], shape=SHAPES[name], places=places,
               pick=name if own else "")
        for name, places in zip(CLASSES, (inside, outside), strict=True)
    ]  # fmt: skip


def field(p: Array, words: Words) -> Field:
    """The plane in the colours of the classes: p(inside) − p(outside)."""
    scale = Scale(kind="diverging", low=-1, high=1, label=words["field"])
    return Field(values=2 * p - 1, scale=scale)


def _named(label: str, activation: str, layers: str, words: Words) -> str:
    """A label with what a network is made of."""
    return words[label].format(activation=words[f"activation.{activation}"], layers=layers)


def _plane(trace: FilmTrace, settings: Mlp, words: Words) -> View:
    x, y = square(words)
    return plot(
        x=x,
        y=y,
        points=marks(trace.inside, trace.outside, words, settings),
        field=field(trace.p, words),
        adds=settings.adds if settings.data == "own" else "",
        height=HEIGHT,
        columns=3,
        title=_named("plane", settings.activation, settings.layers, words),
        summary=words["plane_summary"],
    )


def _hidden(trace: FilmTrace, words: Words) -> View:
    """The mesh and the points as the last hidden layer has them."""
    both = np.concatenate([trace.seen_inside[-1], trace.seen_outside[-1]])
    far = np.maximum(AROUND * np.abs(both).max(0), 1)
    x, y = (
        Axis(label=words[name], low=-end, high=end)
        for name, end in zip(("hidden_x", "hidden_y"), far.tolist(), strict=True)
    )
    cut = np.array([[0, y.low], [0, y.high]])
    return plot(
        x=x,
        y=y,
        points=marks(single(trace.seen_inside), single(trace.seen_outside), words),
        curves=[
            Curve(name=words["mesh"], colour="edge", places=single(trace.mesh)),
            Curve(name=words["cut"], colour="ink", places=cut, dash="5 4"),
        ],
        height=HEIGHT,
        columns=3,
        title=words["hidden"],
        summary=words["hidden_summary"],
    )


def _plain(trace: FilmTrace, words: Words, *, covered: bool) -> View:
    """The plane as a network has it of linear layers only."""
    x, y = square(words)
    return plot(
        x=x,
        y=y,
        points=marks(trace.inside, trace.outside, words),
        field=None if covered else field(trace.plain, words),
        notes=[Note(text="?", at=(0, 0))] if covered else [],
        height=HEIGHT,
        columns=3,
        title=_named("plane", "none", str(DEEP), words),
        summary=words["plain_covered" if covered else "plain_summary"],
    )


def _accuracy(trace: FilmTrace, settings: Mlp, words: Words, *, covered: bool) -> View:
    """The share of points on the right side over training."""
    name = _named("curve", settings.activation, settings.layers, words)
    found = [Line(name, "accent", trace.accuracy)]
    if not covered:
        found.append(
            Line(_named("curve", "none", str(DEEP), words), "gold", trace.plain_accuracy, "5 4")
        )
    return lines(
        found,
        x_label=words["step"],
        y_label=words["accuracy"],
        words=words,
        log=False,
        bounds=(0, 1),
        columns=3,
        height=HEIGHT,
        first=0,
        every=EVERY,
    )
