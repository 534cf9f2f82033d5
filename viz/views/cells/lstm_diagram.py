"""The diagram of one unit of any LSTM, with what flows through its wires."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.traces.recurrent import LSTMTrace
from viz.numbers import short
from viz.view import View
from viz.views.cell import GATES, PREFIX
from viz.views.cells.lstm_wiring import lstm_wiring


def lstm_diagram(
    trace: LSTMTrace,
    unit: int,
    order: Sequence[int],
    words: Mapping[str, str],
    *,
    title: str = "",
    columns: int = 7,
) -> View:
    """Return the diagram of ``unit``, which reads from a state of zeros.

    Args:
        trace: in reading order; h must be o ⊙ tanh c, so no projection.
        unit: whose wires are drawn.
        order: the units whose states are seen beside it, the unit among them.
        words: the labels that start with ``cell.``, and `lstm_summary` with {unit}, {end}, {c}.
        title: of the view.
        columns: width on a wide screen, of 12.
    """
    rows = np.asarray(order)
    own = {k.removeprefix(PREFIX): v for k, v in words.items() if k.startswith(PREFIX)}
    data = {
        "tokens": list(trace.tokens),
        "units": [int(row) for row in rows],
        "hidden": len(rows),
        "c": np.float32(trace.c[:, rows]),
        "gates": {name: np.float32(getattr(trace, name)[:, rows]) for name in GATES},
        "past": np.float32(before(np.abs(trace.h).mean(axis=1))),
        "diagram": lstm_wiring(own).data(),
        "words": own,
    }
    end = len(trace.tokens)
    summary = words["lstm_summary"].format(unit=unit, end=end, c=short(float(trace.c[-1, unit])))
    return View(kind="lstm", data=data, summary=summary, title=title, columns=columns)


def before(values: np.ndarray) -> np.ndarray:
    """Each step's value of the step before, 0 at the first; (time,)."""
    return np.concatenate([[0.0], values[:-1]])
