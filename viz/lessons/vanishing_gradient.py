"""The pictures of the vanishing gradient: from a recorded lesson to a stage, a map and a race."""

from collections.abc import Mapping, Sequence
from itertools import islice

import numpy as np

from core.lessons.vanishing_gradient.settings import VanishingGradient
from core.measures.fading import main_path, steps_until_faded
from core.traces.recurrent import GatedGradient, GradientTrace, RNNGradient
from viz.marks import Card, ChainRow, Line, Scale
from viz.numbers import short
from viz.view import Clock, Stage, View
from viz.views.cards import cards
from viz.views.chain import chain
from viz.views.gradients import (
    DASH,
    HIGH,
    LOW,
    SHOWN_BEFORE_GUESS,
    Row,
    curve_bounds,
    marks,
    speed,
)
from viz.views.lines import lines

ABOVE = 1e3  # times the highest measured norm: where the curves' axis ends at most
CURVE_HEIGHT = 292  # px
Words = Mapping[str, str]


def stage(
    rows: Sequence[Row],
    *,
    words: Words,
    options: Sequence[str],
    covered: bool,
) -> Stage:
    """Return the moving picture. ``options``: of the guess."""
    length = len(rows[0].gradient.dh)
    cover = length - shown_before_guess(rows) if covered else None
    views = [_chain(rows, words, options, cover), _lines(rows, words, cover)]
    if not covered:
        views.append(_cards(rows, words))
    clock = Clock(
        length=length,
        direction=-1,
        speed=speed(length),
        loop=False,
        label=words["clock"],
        until=cover,
    )
    return Stage(
        name="vanishing_gradient",
        clock=clock,
        views=tuple(views),
        words=words,
        asked=(length - 1, 0),
    )


def shown_before_guess(rows: Sequence[Row]) -> int:
    """Count the last steps that may be seen before the guess: not one that answers it."""
    answers = (steps_until_faded(main_path(row.gradient)) for row in rows)
    length = len(rows[0].gradient.dh)
    return min(SHOWN_BEFORE_GUESS, length, *(steps for steps in answers if steps is not None))


def note(code: str, settings: VanishingGradient, words: Words) -> str:
    """Return what distinguishes the network ``code`` under these settings."""
    bias = f"{settings.forget_bias:g}".replace("-", "−")
    if settings.trained != "before":
        key = "note.trained_bias" if code == "lstm_bias" else "note.trained"
        return words[key].format(step=settings.step, bias=bias)
    if code == "lstm_bias":
        return words["note.forget"].format(bias=bias)
    if settings.init == "torch":
        return words["note.default"]
    return words["note.init"].format(init=words[f"init.{settings.init}"], radius=settings.radius)


def _name(row: Row, words: Words) -> str:
    return words[f"network.{row.code}"]


def _chain(rows: Sequence[Row], words: Words, options: Sequence[str], cover: int | None) -> View:
    return chain(
        [
            ChainRow(
                _name(row, words),
                row.note,
                row.code,
                "∂L/∂c" if _has_cell(row.gradient) else "∂L/∂h",
                main_path(row.gradient),
                dash=_dash(row),
                **(marks(row, options) if cover is None else {}),
            )
            for row in rows
        ],
        scale=Scale("log", LOW, HIGH, words["scale"]),
        tokens=rows[0].gradient.tokens,
        words=words,
        cover=cover,
        title=words["chain"],
    )


def _lines(rows: Sequence[Row], words: Words, cover: int | None) -> View:
    measured = [_measured(row, words) for row in rows]
    beside = [] if cover else _beside(rows, words)
    return lines(
        measured + beside,
        x_label=words["x_label"],
        y_label=words["y_label"],
        bounds=_bounds(measured, beside, cover or 0),
        cover=cover,
        words=words,
        height=CURVE_HEIGHT,
        title=words["curve"],
    )


def _bounds(measured: Sequence[Line], beside: Sequence[Line], start: int) -> tuple[float, float]:
    """Powers of ten around what was measured, and at most `ABOVE` times more around the rest."""
    low, high = curve_bounds([line.values for line in measured], start)
    if not beside:
        return low, high
    below, above = curve_bounds([line.values for line in beside], start)
    return max(min(low, below), low / ABOVE), min(max(high, above), high * ABOVE)


def _dash(row: Row) -> str | None:
    """The second LSTM has the family's colour: what tells it apart is its dash."""
    return DASH if row.code == "lstm_bias" else None


def _measured(row: Row, words: Words) -> Line:
    """The gradient on the network's main path."""
    name = _name(row, words)
    if row.code == "lstm_bias":
        name = f"{name} · {row.note}"
    return Line(name, row.code, main_path(row.gradient), _dash(row))


def _beside(rows: Sequence[Row], words: Words) -> list[Line]:
    """What theory predicts for an RNN; the other path of the first LSTM that is shown."""
    beside = []
    for row in rows:
        trace = row.gradient
        if isinstance(trace, RNNGradient):
            beside += [
                Line(words["rate"], row.code, trace.rate, "2 4", faint=True),
                Line(words["bound"], row.code, trace.bound, "1 3", faint=True),
            ]
    cells = (row for row in rows if _has_cell(row.gradient))
    for row in islice(cells, 1):
        spoken = f"{words['hidden_path']} · {row.note}"
        line = Line(words["hidden_path"], row.code, row.gradient.dh, "2 4", True, spoken)
        beside.append(line)
    return beside


def _cards(rows: Sequence[Row], words: Words) -> View:
    return cards([_card(row, words) for row in rows], words)


def _card(row: Row, words: Words) -> Card:
    norms = main_path(row.gradient)
    return Card(
        _name(row, words),
        row.note,
        row.code,
        norms / norms[-1] if norms[-1] > 0 else np.zeros_like(norms),
        words["card_share"].format(length=len(norms), last=short(float(norms[-1]), 3)),
        formula(row.gradient, words),
        {**slots(row.gradient), "now": norms},
        dashed=_dash(row) is not None,
    )


def formula(trace: GradientTrace, words: Words) -> str:
    """Return what one step back multiplied, as LaTeX whose numbers are named as in ``slots``.

    An RNN's two factors are exact. A gated network's two ways add as vectors, so their norms bound
    the factor from above.
    """
    now = rf"\text{{{words['factor.now']}}}\;"
    if isinstance(trace, RNNGradient):
        slope = rf"\underbrace{{\text{{slope}}}}_{{{words['factor.slope']}}}"
        return (
            rf"{now}\times\text{{ratio}}={slope}\cdot\underbrace{{\text{{weights}}}}_{{W_{{hh}}}}"
        )
    gate = "f" if _has_cell(trace) else "z"
    rest = rf"\underbrace{{\text{{rest}}}}_{{\text{{{words['factor.rest']}}}}}"
    return rf"{now}\times\text{{ratio}}\leq\underbrace{{\text{{kept}}}}_{{{gate}}}+{rest}"


def slots(trace: GradientTrace) -> dict[str, list[float | None]]:
    """Return the factors that lead to each time step; at the last step nothing was multiplied."""
    if isinstance(trace, RNNGradient):
        fields = {"ratio": trace.ratio, "slope": trace.slope, "weights": trace.weights}
    elif isinstance(trace, GatedGradient):
        fields = {"ratio": trace.ratio, "kept": trace.kept, "rest": trace.rest}
    return {name: [*map(float, values), None] for name, values in fields.items()}


def counted(steps: int, words: Words) -> str:
    """Return a number of steps with its noun."""
    return words["steps.one"] if steps == 1 else words["steps.many"].format(n=steps)


def _has_cell(trace: GradientTrace) -> bool:
    return trace.dc is not None
