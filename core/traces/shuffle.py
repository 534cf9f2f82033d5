"""Trained networks on a sentence in two orders, and their positions. Free of torch."""

from dataclasses import dataclass

import numpy as np

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class ShuffleTrace(Trace):
    """One network's outputs for a sentence, and for the same words in another order."""

    words: tuple[str, ...] = axes("word")
    order: Array = axes("place")  # which word stands at each place of the other order
    before: Array = axes("word channel")  # output at each word of the sentence
    after: Array = axes("place channel")  # output at each place of the other order
    first: float  # probability that the first of two asked words came first, in the sentence
    first_after: float  # the same in the other order

    @property
    def difference(self) -> Array:
        """How far each word's output is from its own in the sentence, max |·|: (place,)."""
        return np.abs(self.after - self.before[self.order]).max(axis=1)

    def _derived(self) -> dict[str, tuple[str, ...]]:
        return {"difference": ("place",)}


@dataclass(frozen=True, eq=False, kw_only=True)
class PositionsTrace(Trace):
    """What two trained networks have learnt: q and k of the one with RoPE, and a learned table."""

    q: Array = axes("head channel")  # query of "?", before it is turned
    k: Array = axes("head channel")  # key of "A", before it is turned
    table: Array = axes("position column")  # learned embeddings of positions
