"""Every head switched off in turn: what is lost, and what is written then.

Free of torch.
"""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class HeadsTrace(Trace):
    """How a model copies a sequence with all heads, without each, and as it was changed.

    ``intact`` and ``changed`` are what it writes by itself behind the first ``start`` symbols;
    they should be the rest of ``tokens``.
    """

    tokens: tuple[str, ...] = axes("time")
    known: Array = axes("time")  # 1 where the next symbol can be known from those before, else 0
    right: Array = axes("time")  # 1 where the next symbol is the likeliest one, all heads at work
    without: Array = axes("layer head time")  # the same with one head switched off
    start: int = 0
    intact: tuple[str, ...] = axes("place")
    changed: tuple[str, ...] = axes("place")

    @property
    def places(self) -> int:
        """How many symbols can be known."""
        return int(self.known.sum())

    @property
    def copied(self) -> int:
        """How many of them are right with all heads."""
        return int((self.right * self.known).sum())

    @property
    def copied_without(self) -> Array:
        """How many of them are right without each head: (layer, head)."""
        return (self.without * self.known).sum(axis=2).astype(int)
