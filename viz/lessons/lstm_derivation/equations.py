"""The equations of two steps, with the numbers of one unit at the clock."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.lessons.lstm_derivation.lesson import course, factor
from core.lessons.lstm_derivation.settings import Lesson
from core.traces.base import Array
from core.traces.derivation import StepTrace
from viz import theme
from viz.lessons.lstm_derivation.look import Look, norms, symbol
from viz.marks import Card
from viz.numbers import short
from viz.view import View
from viz.views.cards import cards

EMPTY = "{}"  # a cell
Words = Mapping[str, str]


def equations(lesson: Lesson, look: Look, words: Words, cover: int | None) -> View:
    """The equation of the step before, and that of this step with its new term.

    At the first step, before the guess, that of the step which is asked about stands below.
    """
    compared = [_card(lesson[code], look, words) for code in look.drawn]
    return cards(compared, words, cover=cover, stacked=True, columns=6)


def _card(trace: StepTrace, look: Look, words: Words) -> Card:
    code, values = trace.code, norms(trace, look.way)
    kind = "covered" if look.covered and look.way == "back" else look.way
    caption = words[f"caption.{kind}"].format(length=len(values), symbol=symbol(trace, look.way))
    if look.way == "back":
        values = values / values[-1] if values[-1] > 0 else np.zeros_like(values)
    before = code in look.compared and code != look.step
    note = words["before"] if before else words[f"brings.{code}"]
    if look.covered and code == look.asked:
        note += " · " + words["asked"]
    if not look.covered:
        note += " · " + verdict(trace, look.way, words)
    return Card(
        words[f"step.{code}"],
        note,
        theme.DERIVATION[code],
        values,
        caption,
        formula(code, new=not before),
        slots(trace),
    )


def verdict(trace: StepTrace, way: str, words: Words) -> str:
    """Say in a few words what happens to the state or the gradient on the whole way."""
    if way == "forth":
        return words["verdict.state"].format(length=len(trace.state), state=short(trace.state[-1]))
    return words[f"course.{course(trace)}"].format(factor=short(factor(trace)))


Cell = tuple[str, str, bool]  # a symbol, the slot of the number below it, whether it is new


def formula(code: str, new: bool = True) -> str:
    """Return the memory's equation as LaTeX, the live numbers in a line below their letters.

    What is ``new`` has the colour of the letter that the step brings. Two equations stand in a line
    each.
    """
    return "\n".join(_matrix(code, cells, new) for cells in TERMS[code])


def _matrix(code: str, cells: Sequence[Cell], new: bool) -> str:
    """One equation: symbols above, numbers below."""

    def coloured(part: str, fresh: bool) -> str:
        tinted = fresh and new and part != EMPTY
        return rf"{{\color{{{theme.DERIVATION[code]}}} {part}}}" if tinted else part

    above = [coloured(sign, fresh) for sign, _, fresh in cells]
    below = [coloured(rf"\text{{{slot}}}" if slot else EMPTY, fresh) for _, slot, fresh in cells]
    return rf"\begin{{matrix}}{'&'.join(above)}\\{'&'.join(below)}\end{{matrix}}"


def _cells(said: str) -> tuple[Cell, ...]:
    """Cells written as ``symbol|slot``, between spaces; one that is new ends with ``!``."""
    found = []
    for part in said.split():
        sign, _, slot = part.removesuffix("!").partition("|")
        found.append((sign, slot, part.endswith("!")))
    return tuple(found)


TERMS: Mapping[str, tuple[tuple[Cell, ...], ...]] = {
    "plain": (_cells(r"h_t|h = \tanh(Wx_t+Uh_{t-1}+b)!"),),
    "add": (_cells("h_t|h = h_{t-1}|before! +! g_t|g"),),
    "forget": (_cells(r"h_t|h = f_t|f! \odot! h_{t-1}|before + (1-f_t)|rest! \odot! g_t|g"),),
    "input": (_cells(r"h_t|h = f_t|f \odot h_{t-1}|before + i_t|i! \odot! g_t|g"),),
    "output": (
        _cells(r"c_t|c = f_t|f \odot c_{t-1}|before + i_t|i \odot g_t|g"),
        _cells(r"h_t|h! =! o_t|o! \odot! \tanh\,c_t|squashed!"),
    ),
}


def slots(trace: StepTrace) -> dict[str, list[float | None] | Array]:
    """Return the unit's numbers, and what a step back multiplies; nothing leads back to t = T."""
    unit = {name: getattr(trace, name) for name in ("h", "before", *"gfioc")}
    unit["rest"] = None if trace.f is None else 1 - trace.f
    unit["squashed"] = None if trace.c is None else np.tanh(trace.c)
    back = {
        "ratio": trace.delta[:-1] / np.where(trace.delta[1:] > 0, trace.delta[1:], np.inf),
        "straight": trace.straight,
        "around": trace.around,
    }
    return {name: values for name, values in unit.items() if values is not None} | {
        name: [*map(float, values), None] for name, values in back.items()
    }
