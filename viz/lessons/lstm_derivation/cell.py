"""The cell of a step as a diagram, with what one unit's numbers are at the clock."""

from collections.abc import Mapping

import numpy as np

from core.traces.base import Array
from core.traces.derivation import StepTrace
from viz import theme
from viz.view import View
from viz.views.cells.derivation_wiring import derivation_wiring
from viz.views.graph import graph


def cell(trace: StepTrace, words: Mapping[str, str], cover: int | None) -> View:
    """Return the diagram of the step's cell; what the step brings is marked."""
    own = {k.removeprefix("cell."): v for k, v in words.items() if k.startswith("cell.")}
    diagram = derivation_wiring(trace.code, own, theme.DERIVATION[trace.code])
    step = words[f"step.{trace.code}"]
    return graph(
        diagram,
        flows(trace),
        own,
        summary=words["cell_summary"].format(step=step, brings=words[f"brings.{trace.code}"]),
        title=words["cell_title"].format(step=step),
        columns=6,
        cover=cover,
    )


def flows(trace: StepTrace) -> dict[str, Array]:
    """What flows in the cell of one unit, (time,), by the names of the diagram's quantities."""
    found = {
        "before": trace.before,
        "past": np.concatenate([[0.0], trace.h[:-1]]),
        "g": trace.g,
        "memory": trace.h if trace.c is None else trace.c,
        "h": trace.h,
    }
    if trace.f is not None:
        found |= {"f": trace.f, "rest": 1 - trace.f, "kept": trace.f * trace.before}
        found["written"] = (found["rest"] if trace.i is None else trace.i) * trace.g
    if trace.i is not None:
        found["i"] = trace.i
    if trace.o is not None and trace.c is not None:
        found |= {"o": trace.o, "squashed": np.tanh(trace.c)}
    return found
