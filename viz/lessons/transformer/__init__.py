"""The moving picture of the lesson: the state of one unit, over time and at the clock."""

from collections.abc import Mapping
from dataclasses import replace

from core.lessons.transformer.settings import READING, Transformer
from core.traces.recurrent import RNNTrace
from viz.marks import Card, Line
from viz.view import Clock, Stage, View
from viz.views.cards import cards
from viz.views.lines import lines

SPEED = 4.0  # steps per second
HEIGHT = 240  # px, of the curve
Words = Mapping[str, str]


def stage(trace: RNNTrace, settings: Transformer, *, words: Words, covered: bool) -> Stage:
    """Return the moving picture; covered, without the steps at which the network reads."""
    cover = READING if covered else None
    length = len(trace.h)
    clock = Clock(length=length, speed=SPEED, label=words["clock"])
    views = (_curve(trace, settings, words, cover), _number(trace, settings, words, cover))
    asked = (0, length - 1)  # played when the answer shows
    return Stage(name="transformer", clock=clock, views=views, words=words, asked=asked)


def _curve(trace: RNNTrace, settings: Transformer, words: Words, cover: int | None) -> View:
    """The state over time."""
    return lines(
        [Line(words["h"], "h", trace.h[:, settings.unit])],
        x_label=words["time"],
        y_label=words["h"],
        words=words,
        log=False,
        bounds=(-1, 1),
        cover=cover,
        columns=8,
        height=HEIGHT,
        title=words["picture"].format(reading=READING),
    )


def _number(trace: RNNTrace, settings: Transformer, words: Words, cover: int | None) -> View:
    """The state at the clock, and the sum that it comes from."""
    a, h = trace.a[:, settings.unit], trace.h[:, settings.unit]
    name = words["unit_name"].format(unit=settings.unit)
    card = Card(name, "", "h", h, words["equation"], slots={"a": a, "h": h})
    return replace(cards([card], words, cover=cover), columns=4)
