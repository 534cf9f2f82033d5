"""Each update as a vector in the plane of the weights, its line in that of the data, mistakes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from core.lessons.perceptron.examples import SIDE, Examples
from core.lessons.perceptron.film import FIRST, FilmTrace
from core.lessons.perceptron.settings import KINDS, Perceptron
from core.traces.base import Array
from viz.numbers import short
from viz.view import Clock, Stage, View
from viz.views.equations import Equation, equations
from viz.views.plot import Arrow, Axis, Curve, Note, Points, plot

SPEED = 1.5  # steps per second
HEIGHT = 264  # px of a plot
COLOURS = ("q", "v")  # of the classes
SHAPES: tuple[Literal["disc"], Literal["square"]] = ("disc", "square")
OWN = ("own_a", "own_b")
ROOM = 0.1  # beyond the outermost point, as a share of the axis
FAR = 3.0  # axes from the middle, where a line is drawn that is farther away
LONG = 4.0  # axes: half of a line
RULE = {  # each on a line of its own on a phone, whatever the numbers
    "before": r"(\text{w0},\text{w1},\text{w2})",
    "added": r"(\text{y}-\text{hat})\,(\text{x0},\text{x1},\text{x2})",
    "after": r"(\text{n0},\text{n1},\text{n2})",
}
Words = Mapping[str, str]


@dataclass(frozen=True)
class Named:
    """What measures and classes are called, and one example or several."""

    measures: tuple[str, ...]
    classes: tuple[str, str]
    one: str
    several: str

    @classmethod
    def of(cls, these: Examples, words: Words, *, flowers: bool) -> "Named":
        """The words of the lesson; a file's own ones have no label and stay."""
        measures = tuple(words.get(f"measure.{code}", code) for code in these.measures)
        first, second = (words.get(f"class.{code}", code) for code in these.classes)
        kind = "flower" if flowers else "example"
        return cls(measures, (first, second), words[kind], words[f"{kind}s"])


def stage(
    trace: FilmTrace,
    settings: Perceptron,
    named: Named,
    *,
    words: Words,
    covered: bool,
    guess: str | None = None,
) -> Stage:
    """Return the moving picture; covered, it ends with the first updates.

    Args:
        trace: the run at its moments.
        settings: of the lesson.
        named: what is measured and told apart.
        words: of the lesson.
        covered: whether the answer is not to be told yet.
        guess: the code of what the reader took for the share that is wrong at the end.
    """
    last = len(trace.read) - 1
    length = min(FIRST + 1, last) if covered else last + 1
    labels = tuple(moment(trace, t, named, words) for t in range(length))
    views = (
        _data(trace, settings, named, length, words),
        _weights(trace, settings, length, words),
        _mistakes(trace, length, settings.which, words, covered, guess),
        rule(trace, named, length, words),
    )
    return Stage(
        name="perceptron",
        clock=Clock(length=length, label=labels[0], labels=labels, speed=SPEED, loop=False),
        views=views,
        words=words,
        picked=settings.picked if settings.data == "own" else {},
        asked=(min(int(np.argmax(trace.read >= trace.read[-1] / 2)), length - 1), length - 1),
    )


def moment(trace: FilmTrace, t: int, named: Named, words: Words) -> str:
    """What the clock says of a step."""
    if t == 0:
        return words["clock.start"]
    number = {"p": trace.passes[t], "n": trace.example[t] + 1, "one": named.one}
    number["kind"] = named.classes[int(trace.y[trace.example[t]])]
    if trace.updated[t]:
        return words["clock.mistake"].format(**number)
    return words["clock.end"].format(**number, m=trace.mistakes[trace.passes[t] - 1])


def axis_of(values: Array, label: str) -> Axis:
    """An axis with room around the values."""
    low, high = float(values.min()), float(values.max())
    room = ROOM * (high - low) or 1.0
    return Axis(label=label, low=low - room, high=high + room)


def sides(weights: Array, offset: Array, x: Axis, y: Axis) -> tuple[Array, Array, Array]:
    """The line w · (x, y) + offset = 0 at each step, and what lies on its sides, within two axes.

    Args:
        weights: w, (time, 2).
        offset: what is added, (time,).
        x: the axis across; a line far from both axes is drawn just beyond them, on its side.
        y: the axis up.

    Returns:
        The line (time, 2, 2), and the corners of the sides where the sum is negative and where it
        is not, (time, 4, 2) each.
    """
    low, size = np.array([x.low, y.low]), np.array([x.high - x.low, y.high - y.low])
    slope = weights * size  # as shares of the axes
    middle = weights @ (low + size / 2) + offset
    steep = np.linalg.norm(slope, axis=1)
    flat = steep < 1e-12
    across = np.where(flat[:, None], [0.0, 1.0], slope / np.where(flat, 1, steep)[:, None])
    apart = np.where(flat, np.where(middle < 0, FAR, -FAR), -middle / np.where(flat, 1, steep))
    foot = 0.5 + np.clip(apart, -FAR, FAR)[:, None] * across
    along = LONG * across[:, ::-1] * [-1, 1]
    ends = np.stack([foot - along, foot + along], axis=1)
    beyond = 2 * LONG * across[:, None]
    negative, positive = (
        np.concatenate([ends, (ends + way * beyond)[:, ::-1]], axis=1) for way in (-1, 1)
    )
    return ends * size + low, negative * size + low, positive * size + low


def _data(trace: FilmTrace, settings: Perceptron, named: Named, length: int, words: Words) -> View:
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
    ring = places[ringed(trace)[:length]][:, None]
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


def ringed(trace: FilmTrace) -> Array:
    """The example with the ring: the last mistake; at the beginning the first one to come."""
    first = trace.example[min(1, len(trace.example) - 1)]
    return np.maximum(np.where(trace.example < 0, first, trace.example), 0)


def _shown(trace: FilmTrace, settings: Perceptron) -> Array:
    """The weights whose line is drawn."""
    kinds = (trace.after, trace.best, trace.averaged)
    return kinds[KINDS.index(settings.which)]


def _weights(trace: FilmTrace, settings: Perceptron, length: int, words: Words) -> View:
    """The two weights as an arrow, what was added at its tip, and the example as a line."""
    before, after = trace.before[:length, :2], trace.after[:length, :2]
    shown = _shown(trace, settings)[:length, :2]
    all_of_them = np.concatenate([np.zeros((1, 2)), before, after, shown])
    x, y = (axis_of(all_of_them[:, k], words[f"weight.{k + 1}"]) for k in range(2))
    origin = np.zeros_like(before)
    ring = trace.x[ringed(trace)[:length]]
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


def _mistakes(
    trace: FilmTrace, length: int, which: str, words: Words, covered: bool, guess: str | None
) -> View:
    """What was wrong while it was read, and what the weights of the moment get wrong of all."""
    passes, n = len(trace.epochs), trace.count
    reading = np.stack([trace.epochs, 100 * trace.mistakes / n], axis=1)
    curves = [Curve(name=words["curve.reading"], colour="k", places=reading)]
    notes = []
    if covered:
        notes.append(Note(text="?", at=(passes, 50)))
    else:
        now = trace.read[:length] / n
        curves[0] = replace(
            curves[0], places=np.stack([now, 100 * trace.recent[:length]], axis=1), trail=True
        )
        for kind in dict.fromkeys((KINDS[0], which)):
            wrong = 100 * trace.wrong[:length, KINDS.index(kind)]
            name, colour = words[f"curve.{kind}"], "ink" if kind == KINDS[0] else "gold"
            places = np.stack([now, wrong], axis=1)
            curves.append(Curve(name=name, colour=colour, places=places, trail=True))
        if guess:
            level = np.array([[0, int(guess)], [passes, int(guess)]])
            name = words["your_guess"]
            curves.append(Curve(name=name, colour="accent", places=level, dash="2 5"))
    return plot(
        x=Axis(label=words["passes"], low=0, high=passes * 1.04),
        y=Axis(label=words["share_wrong"], low=0, high=105),
        curves=curves,
        notes=notes,
        summary=words["mistakes_summary"].format(
            first=int(trace.mistakes[0]), last=int(trace.mistakes[-1]), passes=passes
        ),
        height=HEIGHT,
        columns=4,
        title=words["mistakes_title"],
    )


def rule(trace: FilmTrace, named: Named, length: int, words: Words) -> View:
    """The last update as an equation with its numbers; none before the first."""
    ring = ringed(trace)[:length]
    vectors = {"w": trace.before[:length], "x": trace.x[ring], "n": trace.after[:length]}
    slots = {
        f"{name}{k}": written(values[:, k]) for name, values in vectors.items() for k in range(3)
    }
    slots |= {"y": written(trace.y[ring]), "hat": written(1 - trace.y[ring])}
    known = trace.example[:length] >= 0
    slots = {
        name: [value if there else "–" for value, there in zip(slot, known, strict=True)]
        for name, slot in slots.items()
    }
    items = [
        Equation(
            label=words[f"rule.{name}"],
            parts=(formula,),
            slots={slot: value for slot, value in slots.items() if rf"\text{{{slot}}}" in formula},
        )
        for name, formula in RULE.items()
    ]
    return equations(items, length=length, summary=words["rule_summary"])


def written(values: Array) -> list[str]:
    """Numbers of an equation: whole, or with one digit as the flowers are measured."""
    return [_number(float(value)) for value in values]


def _number(value: float) -> str:
    rounded = round(value, 1) + 0.0
    if abs(value - rounded) > 1e-6 or abs(value) >= 1000:
        return short(value, 3)
    return f"{rounded:g}".replace("-", "−")
