"""One unit of a recurrent layer: its ledger, and its equation with numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.traces.base import Array
from core.traces.gru import GRUPartsTrace
from core.traces.recurrent import GRUTrace, LSTMTrace, ProjectedLSTMTrace, RecurrentTrace
from viz.marks import Card, Line
from viz.view import View
from viz.views.cards import cards
from viz.views.cells.gru_cell import gru_cell
from viz.views.cells.lstm_diagram import lstm_diagram
from viz.views.ledger import Part, ledger
from viz.views.lines import lines

Words = Mapping[str, str]


def state(trace: RecurrentTrace) -> Array:
    """The state on the main path, (time, hidden): c of an LSTM, else h."""
    return trace.c if isinstance(trace, LSTMTrace) else trace.h


def unit_views(trace: RecurrentTrace, unit: int, order: Sequence[int], words: Words) -> list[View]:
    """One unit: its cell, ledger and equation; of an RNN, which keeps nothing apart, its state.

    ``order``: the units whose states an LSTM's cell shows beside it. A projected LSTM has no
    diagram: what leaves its cell is not what the unit shows.
    """
    if not isinstance(trace, LSTMTrace | GRUTrace):
        return [_state(trace, unit, words)]
    drawing = diagram(trace, unit, order, words)
    columns = 12 - drawing[0].columns if drawing else 6
    network = "lstm" if isinstance(trace, LSTMTrace) else "gru"
    codes = ("f", "i", "c") if network == "lstm" else ("z", "n", "h")
    names = [words[f"part.{network}.{part}"] for part in ("kept", "added", "total")]
    parts = [Part(*p) for p in zip(names, codes, ledger_parts(trace, unit), strict=True)]
    title = words["ledger_title"].format(unit=unit)
    bars = ledger(
        *parts, tokens=trace.tokens, words=words, title=title, columns=columns, height=120
    )
    return [*drawing, bars, replace(cards([_equation(trace, unit, words)], words), columns=columns)]


def diagram(
    trace: LSTMTrace | GRUTrace, unit: int, order: Sequence[int], words: Words
) -> list[View]:
    """The cell with its wires, if there is one for this network."""
    title = words["diagram_title"].format(unit=unit)
    if isinstance(trace, GRUPartsTrace):
        view = gru_cell(
            trace,
            unit,
            reset="after",
            update="keep",
            held="",
            covered=False,
            words=words,
            title=title,
            columns=7,
        )
        return [view]
    if isinstance(trace, LSTMTrace) and not isinstance(trace, ProjectedLSTMTrace):
        return [lstm_diagram(trace, unit, order, words, title=title)]
    return []


def _state(trace: RecurrentTrace, unit: int, words: Words) -> View:
    values = trace.h[:, unit].astype(float)
    name = words["unit_name"].format(unit=unit)
    return lines(
        [Line(name, "h", values)],
        x_label=words["x_label"],
        y_label="h",
        words=words,
        log=False,
        columns=12,
        height=190,
        title=name,
    )


def ledger_parts(trace: LSTMTrace | GRUTrace, unit: int) -> tuple[Array, Array, Array]:
    """What a unit keeps of its state, what is added, and the new state, each (time,).

    The kept part is the rest of the sum, so that the bars add up to the recorded state exactly.
    """
    total = state(trace)[:, unit].astype(float)
    if isinstance(trace, LSTMTrace):
        added = trace.i[:, unit].astype(float) * trace.g[:, unit]
    else:
        added = (1 - trace.z[:, unit].astype(float)) * trace.n[:, unit]
    return total - added, added, total


def _equation(trace: LSTMTrace | GRUTrace, unit: int, words: Words) -> Card:
    """C = f·c + i·g of an LSTM, h = z·h + (1 − z)·n of a GRU, with the unit's numbers."""
    kept, added, total = ledger_parts(trace, unit)
    before = np.concatenate([first_state(trace)[unit : unit + 1], total[:-1]])
    if isinstance(trace, LSTMTrace):
        latex = equation_of("c", r"f_t\,c_{t-1}", r"i_t\,g_t")
        factors = (trace.f, trace.i, trace.g)
    else:
        latex = equation_of("h", r"z_t\,h_{t-1}", r"(1-z_t)\,n_t")
        factors = (trace.z, 1 - trace.z, trace.n)
    keep, take, new = (values[:, unit] for values in factors)
    rows = {"keep": keep, "before": before, "take": take, "new": new, "kept": kept,
            "added": added, "total": total}  # fmt: skip
    name = words["unit_name"].format(unit=unit)
    numbers = {slot: [signed(v) for v in values] for slot, values in rows.items()}
    return Card(name, "", "h", total, words["equation_caption"], latex, numbers)


def equation_of(letter: str, kept: str, added: str) -> str:
    """Return state = kept + added as LaTeX whose numbers are named as in the ledger."""
    first = rf"\underbrace{{\text{{keep}}\cdot\text{{before}}}}_{{{kept}}}"
    second = rf"\underbrace{{\text{{take}}\cdot\text{{new}}}}_{{{added}}}"
    total = r"\text{kept}+\text{added}=\text{total}"
    return rf"\begin{{matrix}}{letter}_t={first}+{second}\\={total}\end{{matrix}}"


def signed(value: float) -> str:
    """Write a number with three digits behind the point; a negative one in brackets."""
    text = f"{value:.3f}"
    return f"(−{text[1:]})" if text.startswith("-") else text


def first_state(trace: LSTMTrace | GRUTrace) -> Array:
    """The state before the first step that is read, (hidden,)."""
    return trace.c0 if isinstance(trace, LSTMTrace) else trace.h0
