"""The pictures of the vanishing gradient: from a recorded lesson to a stage, a map and a race."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.lessons.vanishing_gradient.settings import VanishingGradient
from core.measures.fading import main_path, nearest, steps_until_faded
from core.traces.recurrent import GatedGradient, GradientTrace, RNNGradient
from viz.marks import Card, ChainRow, Line, Scale
from viz.view import Clock, Stage, View
from viz.views.cards import cards
from viz.views.chain import chain
from viz.views.gradients import HIGH, LOW, SHOWN_BEFORE_GUESS, Row, curve_bounds, speed
from viz.views.lines import lines

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
    views = [_chain(rows, words, cover), _lines(rows, words, cover)]
    if not covered:
        views.append(_cards(rows, words, options))
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


def _chain(rows: Sequence[Row], words: Words, cover: int | None) -> View:
    return chain(
        [
            ChainRow(
                _name(row, words),
                row.note,
                row.code,
                "∂L/∂c" if _has_cell(row.gradient) else "∂L/∂h",
                main_path(row.gradient),
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
    beside = [] if cover else [line for row in rows for line in _beside(row, words)]
    return lines(
        measured + beside,
        x_label=words["x_label"],
        y_label=words["y_label"],
        bounds=curve_bounds([line.values for line in measured + beside[:1]], cover or 0),
        cover=cover,
        words=words,
        title=words["curve"],
    )


def _measured(row: Row, words: Words) -> Line:
    """The gradient on the network's main path."""
    name = _name(row, words)
    if row.code == "lstm_bias":
        return Line(f"{name} · {row.note}", row.code, main_path(row.gradient), "7 4")
    return Line(name, row.code, main_path(row.gradient))


def _beside(row: Row, words: Words) -> list[Line]:
    """What theory predicts for an RNN; an LSTM's other path."""
    trace = row.gradient
    if isinstance(trace, RNNGradient):
        return [
            Line(words["rate"], row.code, trace.rate, "2 4", faint=True),
            Line(words["bound"], row.code, trace.bound, "1 3", faint=True),
        ]
    if not _has_cell(trace):
        return []
    name = words["hidden_path"]
    drawn = name if row.code == "lstm" else ""  # one label for both
    spoken = f"{name} · {row.note}"
    return [Line(drawn, row.code, trace.dh, "2 4", faint=True, spoken=spoken)]


def _cards(rows: Sequence[Row], words: Words, options: Sequence[str]) -> View:
    return cards([_card(row, words, options) for row in rows], words)


def _card(row: Row, words: Words, options: Sequence[str]) -> Card:
    norms = main_path(row.gradient)
    return Card(
        _name(row, words),
        row.note,
        row.code,
        norms / norms[-1] if norms[-1] > 0 else np.zeros_like(norms),
        " ".join([words["card_share"].format(length=len(norms)), verdict(row, words, options)]),
        formula(row.gradient, words),
        slots(row.gradient),
    )


def formula(trace: GradientTrace, words: Words) -> str:
    """Return what one step back multiplied, as LaTeX whose numbers are named as in ``slots``.

    An RNN's two factors are exact. A gated network's two ways add as vectors, so their norms bound
    the factor from above.
    """
    if isinstance(trace, RNNGradient):
        slope = rf"\underbrace{{\text{{slope}}}}_{{{words['factor.slope']}}}"
        return rf"\times\text{{ratio}}={slope}\cdot\underbrace{{\text{{weights}}}}_{{W_{{hh}}}}"
    gate = "f" if _has_cell(trace) else "z"
    rest = rf"\underbrace{{\text{{rest}}}}_{{\text{{{words['factor.rest']}}}}}"
    return rf"\times\text{{ratio}}\leq\underbrace{{\text{{kept}}}}_{{{gate}}}+{rest}"


def slots(trace: GradientTrace) -> dict[str, list[float | None]]:
    """Return the factors that lead to each time step; at the last step nothing was multiplied."""
    if isinstance(trace, RNNGradient):
        fields = {"ratio": trace.ratio, "slope": trace.slope, "weights": trace.weights}
    elif isinstance(trace, GatedGradient):
        fields = {"ratio": trace.ratio, "kept": trace.kept, "rest": trace.rest}
    return {name: [*map(float, values), None] for name, values in fields.items()}


def verdict(row: Row, words: Words, options: Sequence[str]) -> str:
    """Say after how many steps less than 1 % is left, and whether the guess was the nearest."""
    steps = steps_until_faded(main_path(row.gradient))
    said = (
        words["card_never"]
        if steps is None
        else words["card_faded"].format(steps=counted(steps, words))
    )
    if row.guess is None:
        return said
    closest = nearest(steps, options)
    key = "card_right" if row.guess == closest else "card_wrong"
    scored = words[key].format(guess=guessed(row.guess, words), closest=guessed(closest, words))
    return f"{said} {scored}"


def guessed(code: str, words: Words) -> str:
    """Return a guess as it is shown."""
    return words.get(f"guess.{code}") or words["guess"].format(n=code)


def counted(steps: int, words: Words) -> str:
    """Return a number of steps with its noun."""
    return words["steps.one"] if steps == 1 else words["steps.many"].format(n=steps)


def _has_cell(trace: GradientTrace) -> bool:
    return trace.dc is not None
