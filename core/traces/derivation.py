"""The five steps from the RNN to the LSTM, recorded. Free of torch."""

from dataclasses import dataclass

import numpy as np

from core.traces.base import Array, Trace, axes
from core.traces.recurrent import RecurrentTrace


@dataclass(frozen=True, eq=False, kw_only=True)
class DerivedTrace(RecurrentTrace):
    """One of the five networks, reading one example; what a network does not have is None."""

    code: str  # of the step, one of core.networks.derivation.STEPS
    g: Array = axes("time hidden")  # candidate, in (−1, 1): what could be written
    f: Array | None = axes("time hidden", optional=True)  # forget gate: how much to keep
    i: Array | None = axes("time hidden", optional=True)  # input gate: how much to write
    o: Array | None = axes("time hidden", optional=True)  # output gate: how much to show
    c: Array | None = axes("time hidden", optional=True)  # cell state after the step
    c0: Array | None = axes("hidden", optional=True)  # cell state before the first step


@dataclass(frozen=True, eq=False, kw_only=True)
class StepTrace(Trace):
    """What the lesson shows of one of the five networks.

    The loss is L = v·h_T. δ_t is its total derivative with respect to the memory, which is c_t
    where there is a cell, else h_t. Step k leads from time k+1 back to k: ``straight`` is what
    passes by the gate alone, ``around`` all else, both over ‖δ_{k+1}‖; as vectors they add up to
    δ_k, so ‖δ_k‖ / ‖δ_{k+1}‖ ≤ straight + around. The single letters are those of one unit.
    """

    code: str  # one of core.networks.derivation.STEPS
    tokens: tuple[str, ...] = axes("time")
    state: Array = axes("time")  # ‖h_t‖₂
    cell: Array | None = axes("time", optional=True)  # ‖c_t‖₂
    delta: Array = axes("time")  # ‖δ_t‖₂
    straight: Array = axes("step")  # ‖gate ⊙ δ_{k+1}‖ / ‖δ_{k+1}‖
    around: Array = axes("step")  # ‖δ_k − gate ⊙ δ_{k+1}‖ / ‖δ_{k+1}‖
    before: Array = axes("time")  # the unit's memory before the step
    h: Array = axes("time")  # of the unit, as the next ones
    g: Array = axes("time")
    f: Array | None = axes("time", optional=True)
    i: Array | None = axes("time", optional=True)
    o: Array | None = axes("time", optional=True)
    c: Array | None = axes("time", optional=True)

    def coordinates(self, axis: str, size: int) -> Array:
        """A step is listed by the time it arrives at, counted from 1."""
        return np.arange(1, size + 1) if axis == "step" else super().coordinates(axis, size)
