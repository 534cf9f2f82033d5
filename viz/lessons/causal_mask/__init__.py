"""The pictures of the lesson on the causal mask: the mask at work, training, and what is timed."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.causal_mask.patterns import patterns
from core.lessons.causal_mask.settings import CausalMask, Lesson
from core.traces.base import Array
from core.traces.two_ways import TwoWaysTrace
from core.traces.written import WrittenTrace
from viz.lessons.causal_mask.masks import SUBSTEPS, clock_labels, masks, visible
from viz.marks import Line
from viz.theme import colour
from viz.view import Clock, Stage
from viz.views.lines import lines
from viz.views.typed import typed

SPEED, TRAINING, WRITING = 2.5, 8.0, 16.0  # steps per second
SHOWN = 3  # the place (from 0) at which a revealed picture stands
COLOURS = {"masked": "lstm", "unmasked": "rnn"}

Words = Mapping[str, str]


def stage(
    lesson: Lesson, settings: CausalMask, *, words: Words, covered: bool, guess: str | None = None
) -> Stage:
    """Return the mask at work on the text; covered, without the derivatives.

    ``guess``: the code of the pattern that was guessed, outlined over what was measured.
    """
    tokens = lesson.stream.tokens
    names = {"depth": words[f"depth.{settings.depth}"], "mask": words[f"mask.{settings.mask}"]}
    found = patterns(settings.mask, settings.matrix, settings.size)
    view = masks(
        lesson,
        words,
        covered=covered,
        guess=found[guess] if guess else None,
        painted=settings.mask == "painted",
        names=names,
    )
    labels = clock_labels(tokens, words)
    shown = (min(SHOWN, len(tokens) - 1) + 1) * len(SUBSTEPS)
    start = 0 if covered else shown - 1
    clock = Clock(length=len(labels), label="", labels=labels, speed=SPEED, start=start)
    return Stage(
        name="causal_mask",
        clock=clock,
        views=(view,),
        words=words,
        picked=settings.picked,
        asked=(shown - len(SUBSTEPS), shown - 1),
    )


def training(cards: Mapping[str, Mapping[str, Any]], *, words: Words) -> Stage:
    """Return the loss of both models while they learn, on a logarithmic axis."""
    curves = {name: card["curve"] for name, card in cards.items()}
    steps = next(iter(curves.values()))["step"]
    series = [
        Line(words[f"model.{name}"], COLOURS[name], np.array(curve["bits"]))
        for name, curve in curves.items()
    ]
    shown = lines(
        series,
        x_label=words["training_x"],
        y_label=words["training_y"],
        words=words,
        every=steps[0],
        columns=12,
        height=280,
        title=words["training_title"],
    )
    labels = tuple(words["clock_training"].format(step=step) for step in steps)
    clock = Clock(length=len(labels), label="", labels=labels, speed=TRAINING)
    return Stage(name="training", clock=clock, views=(shown,), words=words)


def writers(written: Mapping[str, WrittenTrace], *, words: Words) -> Stage:
    """Return what both models write after the same prompt."""
    names = {code: words[f"model.{code}"] for code in written}
    rows = {names[code]: trace for code, trace in written.items()}
    shown = typed(rows, {names[code]: COLOURS[code] for code in written}, words)
    length = max(len(trace.tokens) for trace in written.values())
    clock = Clock(length=length, label=words["clock_writing"], speed=WRITING, loop=False)
    return Stage(name="writers", clock=clock, views=(shown,), words=words)


def expectations(
    text: str, found: Mapping[str, Array], words: Words, *, dark: bool = False
) -> go.Figure:
    """Return the probability of the character that comes next, at each place, in several ways."""
    pairs = [f"{visible(a)} → {visible(b)}" for a, b in pairwise(text)]
    places = list(range(1, len(text)))
    looks = {"masked": ("lstm", ""), "seeing": ("rnn", ""), "alone": ("rnn", "/")}
    made = [
        go.Bar(
            x=places,
            y=values,
            name=words[f"expects.{name}"],
            marker={"color": colour(looks[name][0], dark), "pattern": {"shape": looks[name][1]}},
        )
        for name, values in found.items()
    ]
    ticks = {"tickvals": places, "ticktext": pairs, "title": words["expects_x"]}
    return _laid_out(go.Figure(made), ticks, {"title": words["expects_y"], "range": [0, 1]})


def race(
    trace: TwoWaysTrace, names: Sequence[str], words: Words, x_label: str, *, dark: bool = False
) -> go.Figure:
    """Return the seconds of both ways over the length, both axes logarithmic."""
    ways = zip((trace.once, trace.again), names, (("lstm", "solid"), ("rnn", "dash")), strict=True)
    curves = [
        go.Scatter(
            x=trace.length,
            y=1000 * seconds,
            name=name,
            mode="lines+markers",
            line={"dash": dash, "width": 2, "color": colour(code, dark)},
        )
        for seconds, name, (code, dash) in ways
    ]
    ticks = {"type": "log", "tickvals": list(trace.length), "title": x_label}
    times = 1000 * np.concatenate([trace.once, trace.again])
    y = {"type": "log", "tickvals": _round(float(times.min()), float(times.max()))}
    return _laid_out(go.Figure(curves), ticks, y | {"title": words["race_y"]})


def _round(low: float, high: float) -> list[float]:
    """One, two and five of each power of ten, from the last below ``low`` to the first above."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    every = [float(f"{digit}e{power}") for power in powers for digit in (1, 2, 5)]
    first = max(k for k, value in enumerate(every) if value <= low)
    last = min(k for k, value in enumerate(every) if value >= high)
    return every[first : last + 1]


def _laid_out(figure: go.Figure, x: dict[str, Any], y: dict[str, Any]) -> go.Figure:
    return figure.update_layout(
        height=340,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "y": -0.3, "x": 0},
        xaxis=x,
        yaxis=y,
    )
