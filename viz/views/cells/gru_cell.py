"""The diagram of one unit of a gated recurrent unit, with what flows through its wires."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from core.traces.base import Array
from core.traces.gru import GRUPartsTrace
from viz.view import View
from viz.views.cells.gru_wiring import MIXED, READING, gru_wiring


def gru_cell(
    trace: GRUPartsTrace,
    unit: int,
    *,
    reset: str,
    update: str,
    held: str,
    covered: bool,
    words: Mapping[str, str],
    marks: Mapping[str, str] = MappingProxyType({}),
    title: str = "",
    columns: int = 6,
) -> View:
    """Return the diagram of ``unit`` in the convention ``reset`` and ``update``.

    ``held`` is "r", "z" or "" where no gate is held. ``covered`` withholds everything that tells
    what z does with the old state: the payload does not contain it. ``marks``: words at the box of
    a gate, "r" or "z", or "" at none.
    """
    series = flows(trace, unit, reset)
    if covered:
        series = {name: values for name, values in series.items() if name not in MIXED}
    own = {
        **{name: words[f"part.{name}"] for name in READING},
        "covered": words["mixing_covered"],
        "held": words["held"],
    }
    data = {
        "series": series,
        "tokens": list(trace.tokens),
        "unit": unit,
        "reset": reset,
        "update": update,
        "held": held,
        "covered": covered,
        "diagram": gru_wiring(reset, update, held, covered, own, marks).data(),
        "words": own,
    }
    summary = words["cell_summary"].format(unit=unit, end=len(trace.tokens))
    return View(kind="gru", data=data, summary=summary, title=title, columns=columns)


def flows(trace: GRUPartsTrace, unit: int, reset: str) -> dict[str, Array]:
    """What flows through each wire of ``unit``, (time,); x and the old state as shares of 1.

    ``projected`` is what the reset gate scales: U h + d where it acts after U, else the old state.
    """
    r, past, state = trace.r[:, unit], trace.past[:, unit], relative(trace.before)
    product = np.divide(past, r, out=np.zeros_like(past), where=r > 0)
    return {
        "x": relative(trace.x),
        "state": state,
        "projected": product if reset == "after" else state,
        "rest": 1 - trace.z[:, unit],
        **{name: getattr(trace, name)[:, unit] for name in READING},
    }


def relative(vectors: Array) -> Array:
    """The norm of each step's vector over the largest of them, (time,)."""
    norms = np.linalg.norm(vectors, axis=1)
    return norms / norms.max() if norms.max() > 0 else norms
