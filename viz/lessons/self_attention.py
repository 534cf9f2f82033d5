"""The pictures of the lesson on self-attention: all heads on a sentence; the softmax over d_k."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from core.lessons.self_attention.lesson import asked, strongest
from core.lessons.self_attention.settings import Lesson, SelfAttention
from core.lessons.self_attention.softmax_scale import ScaleTrace
from core.traces.timing import TimeTrace
from viz.marks import Line
from viz.numbers import short
from viz.theme import colour
from viz.view import Clock, Stage
from viz.views.asks import SUBSTEPS, asks, clock_labels
from viz.views.bars import BarGroup, bars
from viz.views.lines import lines

SPEED, SLOW = 2.5, 1.5  # steps per second
COLOURS = ("lstm", "rnn")  # with the division, without
RACERS = {"loop": ("rnn", "dot"), "fused": ("rnn", "solid"), "attention": ("lstm", "solid")}

Words = Mapping[str, str]


def stage(
    lesson: Lesson,
    settings: SelfAttention,
    *,
    words: Words,
    covered: bool,
    guess: int | None = None,
) -> Stage:
    """Return the moving picture of the sentence; covered, without what the asked word looks at.

    ``guess``: the place (from 0) that was guessed, marked beside the answer.
    """
    place = asked(lesson.words)
    view = asks(
        lesson.layers,
        words,
        scaled=settings.scale == "root",
        vectors=lesson.vectors.x,
        large=settings.head,
        marks=None if covered else _marks(lesson, settings.head, guess),
        hidden=place if covered else None,
    )
    labels = clock_labels(lesson.words, words)
    first = place * len(SUBSTEPS)
    clock = Clock(
        length=len(labels),
        label="",
        labels=labels,
        speed=SPEED,
        start=0 if covered else first,
        until=first if covered else None,
    )
    return Stage(
        name="self_attention",
        clock=clock,
        views=(view,),
        words=words,
        picked=settings.picked,
        asked=(first, first + len(SUBSTEPS) - 1),
    )


def _marks(lesson: Lesson, head: int, guess: int | None) -> dict[str, int | None]:
    """The asked question in the head that is shown: what was guessed, and what is so."""
    place = asked(lesson.words)
    best = strongest(lesson, head, place)
    return {"query": place, "head": head, "you": guess, "answer": best}


def scale_stage(trace: ScaleTrace, *, words: Words) -> Stage:
    """Return the softmax of random questions while d_k grows, with √d_k and without."""
    names = [words["scale.root"], words["scale.none"]]
    weights = np.swapaxes(trace.weights, 1, 2)  # (way, key, size)
    groups = [BarGroup(n, c, w) for n, c, w in zip(names, COLOURS, weights, strict=True)]
    last = {"size": trace.size[-1], **dict(zip(("root", "none"), _last(trace), strict=True))}
    shown = bars(
        groups,
        x_label=words["scale_keys"],
        summary=words["scale_summary"].format(**last),
        title=words["scale_title"],
    )
    curve = lines(
        [Line(n, c, v) for n, c, v in zip(names, COLOURS, trace.slope, strict=True)],
        x_label=words["scale_x"],
        y_label=words["scale_y"],
        words=words,
        first=0,
        columns=6,
        height=226,
        title=words["scale_slope"],
    )
    labels = tuple(words["clock_scale"].format(size=size) for size in trace.size)
    clock = Clock(length=len(labels), label="", labels=labels, speed=SLOW)
    return Stage(name="scale", clock=clock, views=(shown, curve), words=words)


def race(trace: TimeTrace, words: Words, *, dark: bool = False) -> go.Figure:
    """Return the time of three ways to read a sequence over its length, both axes logarithmic."""
    curves = [
        go.Scatter(
            x=trace.length,
            y=1000 * getattr(trace, name),
            name=words[f"race.{name}"],
            mode="lines+markers",
            line={"dash": dash, "width": 2, "color": colour(code, dark)},
        )
        for name, (code, dash) in RACERS.items()
    ]
    ticks = {"type": "log", "tickvals": list(trace.length)}
    return go.Figure(curves).update_layout(
        height=340,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "y": -0.3, "x": 0},
        xaxis={"title": words["race_x"], **ticks},
        yaxis={"title": words["race_y"], "type": "log", "dtick": 1},
    )


def _last(trace: ScaleTrace) -> list[str]:
    """The largest weight at the largest d_k, both ways."""
    return [short(float(value)) for value in trace.largest[:, -1]]
