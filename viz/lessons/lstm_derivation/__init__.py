"""The moving picture of the five steps: a growing cell and formula, unrolled networks, curves."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.lessons.lstm_derivation.lesson import FADED, GROWN
from core.lessons.lstm_derivation.settings import STEPS, Lesson
from core.traces.base import Array
from viz import theme
from viz.lessons.lstm_derivation.cell import cell
from viz.lessons.lstm_derivation.equations import equations, formula, slots, verdict
from viz.lessons.lstm_derivation.look import Look, norms, symbol
from viz.marks import ChainRow, Line, Scale
from viz.numbers import decades
from viz.view import Clock, Stage, View
from viz.views.chain import chain
from viz.views.lines import lines

SCALES = {"back": (1e-6, 1e4), "forth": (1e-1, 1e3)}  # the ends of the colours
FLOOR, CEILING = 1e-12, 1e12  # where the curves' axis ends at most
CURVE_HEIGHT = 172  # px
SHOWN_BEFORE_GUESS = 4  # steps at the end that are not covered
Words = Mapping[str, str]

__all__ = ["Look", "curve_bounds", "formula", "slots", "stage", "verdict"]


def stage(lesson: Lesson, look: Look, *, words: Words) -> Stage:
    """Return the moving picture."""
    shown = {code: lesson[code] for code in STEPS if code in {*look.steps, *look.drawn}}
    length = len(lesson[look.step].delta)
    cover = max(0, length - SHOWN_BEFORE_GUESS) if look.covered else None
    views = (
        cell(shown[look.step], words, cover),
        equations(lesson, look, words, cover),
        *_pictures(shown, look, words, cover),
    )
    forth = look.way == "forth"
    clock = Clock(
        length=length,
        direction=1 if forth else -1,
        speed=max(8.0, length / 5),
        label=words[f"clock.{look.way}"],
        until=cover if cover and not forth else None,
    )
    asked = (0, length - 1) if forth else (length - 1, 0)
    return Stage(name="lstm_derivation", clock=clock, views=views, words=words, asked=asked)


def _pictures(shown: Lesson, look: Look, words: Words, cover: int | None) -> tuple[View, View]:
    tokens = next(iter(shown.values())).tokens
    rows = [
        ChainRow(
            words[f"name.{code}"],
            words[f"short.{code}"],
            theme.DERIVATION[code],
            symbol(trace, look.way),
            norms(trace, look.way),
        )
        for code, trace in ((code, shown[code]) for code in look.drawn)
    ]
    scale = Scale("log", *SCALES[look.way], words[f"scale.{look.way}"])
    title = words[f"chain.{look.way}"]
    unrolled = chain(rows, scale=scale, tokens=tokens, words=words, cover=cover, title=title)
    return unrolled, _lines(shown, look, words, cover)


def _lines(shown: Lesson, look: Look, words: Words, cover: int | None) -> View:
    series = [
        Line(
            "" if cover and code not in look.drawn else words[f"name.{code}"],
            theme.DERIVATION[code],
            norms(trace, look.way),
            faint=code not in look.drawn,
            spoken=words[f"name.{code}"],
        )
        for code, trace in shown.items()
    ]
    if look.way == "forth" and look.step == "output" and (cell := shown["output"].cell) is not None:
        series.append(Line("‖c‖", theme.DERIVATION["output"], cell, "2 4", faint=True))
    zones = _zones(shown, look, words)
    marks = [np.array([value]) for value, _ in zones]
    return lines(
        series,
        x_label=words["x_label"],
        y_label=words[f"y_label.{look.way}"],
        bounds=curve_bounds([*(line.values[cover or 0 :] for line in series), *marks], 0),
        references=zones,
        cover=cover,
        words=words,
        height=CURVE_HEIGHT,
        title=words["curve"],
    )


def _zones(shown: Lesson, look: Look, words: Words) -> list[tuple[float, str]]:
    """The limits of what could be guessed of a step, with the answer and the guess beside them."""
    if look.covered or look.way == "forth" or look.asked not in look.compared:
        return []
    last = shown[look.asked].delta[-1]
    limits = {"vanishes": FADED, "nothing": (FADED * GROWN) ** 0.5, "explodes": GROWN}
    said: dict[str, list[str]] = {}
    for code, word in (
        (look.answer, words["stage.mark_answer"]),
        (look.guess, words["stage.mark_you"]),
    ):
        if code is not None:
            said.setdefault(code, []).append(word)
    return [
        (float(last * limit), words[f"zone.{code}"].format(who=" · ".join(said[code])))
        for code, limit in limits.items()
        if code in said
    ]


def curve_bounds(curves: Sequence[Array], start: int) -> tuple[float, float]:
    """Return powers of ten around all positive values from index ``start`` on, within limits."""
    values = np.concatenate([curve[start:] for curve in curves])
    values = np.clip(values[values > 0], FLOOR, CEILING)
    return decades(float(values.min()), float(values.max())) if len(values) else (0.1, 1.0)
