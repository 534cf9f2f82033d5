"""The moving picture of the five steps: a growing formula, unrolled networks, curves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.lessons.lstm_derivation.lesson import answer, factor
from core.lessons.lstm_derivation.settings import STEPS, Lesson
from core.traces.base import Array
from core.traces.derivation import StepTrace
from viz import theme
from viz.marks import Card, ChainRow, Line, Scale
from viz.numbers import decades, short
from viz.view import Clock, Stage, View
from viz.views.cards import cards
from viz.views.chain import chain
from viz.views.lines import lines

SCALES = {"back": (1e-6, 1e4), "forth": (1e-1, 1e3)}  # the ends of the colours
FLOOR, CEILING = 1e-12, 1e12  # where the curves' axis ends at most
CURVE_HEIGHT = 196  # px
SHOWN_BEFORE_GUESS = 4  # steps at the end that are not covered
Words = Mapping[str, str]


@dataclass(frozen=True)
class Look:
    """What is looked at: how far the reader has come, which way, and what may be seen."""

    step: str  # the last step that is shown
    way: str  # "forth": ‖h_t‖; "back": the gradient
    covered: bool

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the road so far."""
        return STEPS[: STEPS.index(self.step) + 1]

    @property
    def compared(self) -> tuple[str, ...]:
        """The step before, if there is one, and this step."""
        return self.steps[-2:]


def stage(lesson: Lesson, look: Look, *, words: Words) -> Stage:
    """Return the moving picture."""
    shown = {code: lesson[code] for code in look.steps}
    length = len(lesson[look.step].delta)
    cover = max(0, length - SHOWN_BEFORE_GUESS) if look.covered else None
    views = (_cards(shown, look, words, cover), *_pictures(shown, look, words, cover))
    forth = look.way == "forth"
    clock = Clock(
        length=length,
        direction=1 if forth else -1,
        speed=max(8.0, length / 5),
        label=words[f"clock.{look.way}"],
        until=cover if cover and not forth else None,
    )
    name = f"lstm_derivation_{look.way}"  # a player for each direction
    asked = (0, length - 1) if forth else (length - 1, 0)
    return Stage(name=name, clock=clock, views=views, words=words, asked=asked)


def norms(trace: StepTrace, way: str) -> Array:
    """What a row shows: ‖h_t‖ on the way forth, the gradient of the memory on the way back."""
    return trace.state if way == "forth" else trace.delta


def symbol(trace: StepTrace, way: str) -> str:
    """The name of that norm."""
    if way == "forth":
        return "‖h‖"
    return "‖∂L/∂h‖" if trace.c is None else "‖∂L/∂c‖"


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
        for code, trace in ((code, shown[code]) for code in look.compared)
    ]
    scale = Scale("log", *SCALES[look.way], words[f"scale.{look.way}"])
    title = words[f"chain.{look.way}"]
    unrolled = chain(rows, scale=scale, tokens=tokens, words=words, cover=cover, title=title)
    return unrolled, _lines(shown, look, words, cover)


def _lines(shown: Lesson, look: Look, words: Words, cover: int | None) -> View:
    series = [
        Line(
            words[f"name.{code}"],
            theme.DERIVATION[code],
            norms(trace, look.way),
            faint=code not in look.compared,
        )
        for code, trace in shown.items()
    ]
    if look.way == "forth" and look.step == "output" and (cell := shown["output"].cell) is not None:
        series.append(Line("‖c‖", theme.DERIVATION["output"], cell, "2 4", faint=True))
    return lines(
        series,
        x_label=words["x_label"],
        y_label=words[f"y_label.{look.way}"],
        bounds=curve_bounds([line.values for line in series], cover or 0),
        cover=cover,
        words=words,
        height=CURVE_HEIGHT,
        title=words["curve"],
    )


def curve_bounds(curves: Sequence[Array], start: int) -> tuple[float, float]:
    """Return powers of ten around all positive values from index ``start`` on, within limits."""
    values = np.concatenate([curve[start:] for curve in curves])
    values = np.clip(values[values > 0], FLOOR, CEILING)
    return decades(float(values.min()), float(values.max())) if len(values) else (0.1, 1.0)


def _cards(shown: Lesson, look: Look, words: Words, cover: int | None) -> View:
    """The equation of the step before, and that of this step with its new term."""
    compared = [_card(shown[code], look, words) for code in look.compared]
    return replace(cards(compared, words, cover=cover), title=words["equations"])


def _card(trace: StepTrace, look: Look, words: Words) -> Card:
    code, values = trace.code, norms(trace, look.way)
    caption = words[f"caption.{look.way}"].format(
        length=len(values), symbol=symbol(trace, look.way)
    )
    if look.way == "back":
        values = values / values[-1] if values[-1] > 0 else np.zeros_like(values)
    note = words[f"brings.{code}"] if code == look.step else words["before"]
    if not look.covered:
        note += " · " + verdict(trace, look.way, words)
    return Card(
        words[f"step.{code}"],
        note,
        theme.DERIVATION[code],
        values,
        caption,
        formula(code, new=code == look.step),
        slots(trace),
    )


def verdict(trace: StepTrace, way: str, words: Words) -> str:
    """Say in a sentence what happens to the state or the gradient on the whole way."""
    if way == "forth":
        return words["verdict.state"].format(length=len(trace.state), state=short(trace.state[-1]))
    sentence = words[f"verdict.{answer(trace)}"]
    return sentence.format(factor=short(factor(trace)), steps=len(trace.delta) - 1)


def formula(code: str, new: bool = True) -> str:
    """Return the memory's equation as LaTeX, a live number under each letter.

    The ``new`` term has the colour of the letter that the step brings.
    """
    h, past = _live("h", "h_t"), _live("before", "h_{t-1}")
    g, f, i, o = (_live(letter, f"{letter}_t") for letter in "gfio")

    def fresh(term: str) -> str:
        return rf"{{\color{{{theme.DERIVATION[code]}}} {term}}}" if new else term

    c, past_c = _live("c", "c_t"), _live("before", "c_{t-1}")
    return (
        r"\large "
        + {
            "plain": rf"{h}=" + fresh(r"\tanh(Wx_t+Uh_{t-1}+b)"),
            "add": rf"{h}=" + fresh(rf"{past}+") + g,
            "forget": rf"{h}=" + fresh(rf"{f}\odot") + past + "+" + fresh(rf"(1-{f})\odot") + g,
            "input": rf"{h}={f}\odot{past}+" + fresh(rf"{i}\odot") + g,
            "output": rf"\begin{{matrix}}{c}={f}\odot{past_c}+{i}\odot{g}\\"
            + fresh(rf"{h}={o}\odot\tanh c_t")
            + r"\end{matrix}",
        }[code]
    )


def _live(slot: str, letter: str) -> str:
    return rf"\underset{{\text{{{slot}}}}}{{{letter}}}"


def slots(trace: StepTrace) -> dict[str, list[float | None] | Array]:
    """Return the unit's numbers, and what a step back multiplies; nothing leads back to t = T."""
    unit = {name: getattr(trace, name) for name in ("h", "before", *"gfioc")}
    back = {
        "ratio": trace.delta[:-1] / np.where(trace.delta[1:] > 0, trace.delta[1:], np.inf),
        "straight": trace.straight,
        "around": trace.around,
    }
    return {name: values for name, values in unit.items() if values is not None} | {
        name: [*map(float, values), None] for name, values in back.items()
    }
