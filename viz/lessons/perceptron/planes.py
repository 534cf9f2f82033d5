"""The plane of the data and that of the two weights, in which an update is a vector."""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from core.lessons.perceptron.examples import SIDE
from core.lessons.perceptron.film import FilmTrace
from core.lessons.perceptron.settings import KINDS, Perceptron
from core.traces.base import Array
from viz.lessons.perceptron.named import Named
from viz.lessons.perceptron.sides import axis_of, sides
from viz.view import View
from viz.views.plot import Arrow, Axis, Curve, Points, plot

HEIGHT = 264  # px of a plot
COLOURS = ("q", "v")  # of the classes
SHAPES: tuple[Literal["disc"], Literal["square"]] = ("disc", "square")
OWN = ("own_a", "own_b")
Words = Mapping[str, str]


def data_plane(
    trace: FilmTrace, settings: Perceptron, named: Named, length: int, words: Words
) -> View:
    """The examples, the line where w · x = 0, and what the perceptron calls its sides."""
    places, own = trace.x[:, :2], settings.data == "own"
    if own:
        x, y = (Axis(label=name, low=-SIDE / 2, high=SIDE / 2) for name in named.measures)
    else:
        x, y = (axis_of(places[:, k], named.measures[k]) for k in range(2))
    before, shown = trace.before[:length], _shown(trace, settings)[:length]
    line, *areas = sides(shown[:, :2], shown[:, 2], x, y)
    old, *_ = sides(before[:, :2], before[:, 2], x, y)
    curves = [
        Curve(name="", colour=colour, places=area, area=True)
        for colour, area in zip(COLOURS, areas, strict=True)
    ]
    if settings.which == "last":
        curves.append(Curve(name=words["line.before"], colour="dim", places=old, dash="4 4"))
    curves.append(Curve(name=words[f"line.{settings.which}"], colour="ink", places=line))
    points = [
        Points(
            name=named.classes[k],
            colour=COLOURS[k],
            shape=SHAPES[k],
            places=places[trace.y == k],
            pick=OWN[k] if own else "",
        )
        for k in range(2)
    ]
    ring = places[trace.ringed[:length]][:, None]
    points.append(Points(name=words["ring"], colour="ink", places=ring, shape="ring"))
    return plot(
        x=x,
        y=y,
        points=points,
        curves=curves,
        adds=f"own_{settings.adds}" if own else "",
        summary=words["data_summary"].format(count=trace.count),
        height=HEIGHT,
        columns=4,
        title=words["data_title_own" if own else "data_title"],
    )


def weight_plane(trace: FilmTrace, settings: Perceptron, length: int, words: Words) -> View:
    """The two weights as an arrow, what was added at its tip, and the example as a line."""
    before, after = trace.before[:length, :2], trace.after[:length, :2]
    shown = _shown(trace, settings)[:length, :2]
    all_of_them = np.concatenate([np.zeros((1, 2)), before, after, shown])
    x, y = (axis_of(all_of_them[:, k], words[f"weight.{k + 1}"]) for k in range(2))
    origin = np.zeros_like(before)
    ring = trace.x[trace.ringed[:length]]
    line, *_ = sides(ring[:, :2], trace.before[:length, 2] * ring[:, 2], x, y)
    arrows = [(origin, before, "dim", "arrow.before"), (before, after, "k", "arrow.added")]
    arrows.append((origin, after, "ink", "arrow.after"))
    points = []
    if settings.which != "last":
        name = words[f"kind.{settings.which}"]
        points.append(Points(name=name, colour="gold", places=shown[:, None], shape="diamond"))
    return plot(
        x=x,
        y=y,
        points=points,
        curves=[Curve(name=words["line.example"], colour="k", places=line, dash="2 4")],
        arrows=[
            Arrow(name=words[name], colour=colour, places=np.stack([tail, tip], axis=1))
            for tail, tip, colour, name in arrows
        ],
        summary=words["weights_summary"],
        height=HEIGHT,
        columns=4,
        title=words["weights_title"],
    )


def _shown(trace: FilmTrace, settings: Perceptron) -> Array:
    """The weights whose line is drawn."""
    kinds = (trace.after, trace.best, trace.averaged)
    return kinds[KINDS.index(settings.which)]
