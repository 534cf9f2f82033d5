"""Two ways to the same result, and how long each takes. Free of torch."""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class TwoWaysTrace(Trace):
    """Seconds for each length, and how far the results of both ways are from each other."""

    length: Array = axes("length")
    once: Array = axes("length")  # everything in one go, or with what was computed kept
    again: Array = axes("length")  # everything again for each place
    difference: float  # the largest |difference| of the logits, over all lengths

    @property
    def ratio(self) -> Array:
        """How many times as long the second way takes: (length,)."""
        return self.again / self.once
