"""Attention of one example: q, k, v; all else follows from them. Free of torch.

Vaswani et al. 2017, "Attention is all you need", §3.2: Attention(Q, K, V) = softmax(QKᵀ/√d_k) V,
in each head. Scores, weights and outputs are derived when they are first asked for, so that
recording costs what keeping three arrays costs.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.errors import InputError
from core.traces.base import Array, Trace, axes

SQUARE = ("head", "query", "key")


@dataclass(frozen=True, eq=False, kw_only=True)
class AttentionTrace(Trace):
    """One attention of one layer: who asks (query), who is asked (key), and what is told (value).

    A query that may look nowhere (all of its row is −∞) has no softmax: torch gives NaN in some of
    its paths and 0 in others. Here its weights, output and entropy are 0 and ``fully_masked`` says
    so.
    """

    tokens: tuple[str, ...] = axes("query")  # who asks
    keys: tuple[str, ...] = axes("key")  # who is asked; in self-attention the tokens themselves
    layer: int = 0
    cross: bool = False  # whether keys and values come from another sequence
    q: Array = axes("head query channel")  # after the projection, and after RoPE if there is one
    k: Array = axes("head key channel")
    v: Array = axes("head key value")
    mask: Array | None = axes("query key", optional=True)  # added to the scores of every head
    bias: Array | None = axes("head query key", optional=True)  # added per head, such as ALiBi

    def __post_init__(self) -> None:
        super().__post_init__()
        for field, added in (("mask", self.mask), ("bias", self.bias)):
            if added is not None and added.dtype.kind != "f":
                rule = "numbers to add, 0 or −∞ (see core.networks.masks.additive)"
                raise InputError(field, rule, added.dtype)

    @cached_property
    def scores(self) -> Array:
        """q·k / √d_k, before anything is added: (head, query, key)."""
        scaled = self.q / np.sqrt(self.q.dtype.type(self.q.shape[2]))
        # with the queries side by side in memory numpy looks over a row's keys four times faster
        return _kept((self.k @ scaled.swapaxes(1, 2)).swapaxes(1, 2))

    @cached_property
    def masked(self) -> Array:
        """Scores plus mask and bias, −∞ where a query may not look: (head, query, key)."""
        masked = self.scores
        for added in (self.bias, self.mask):
            if added is not None:
                masked = np.add(masked, added, out=np.empty_like(masked))
        return _kept(masked)

    @cached_property
    def _largest(self) -> Array:
        """The largest masked score of each row: (head, query)."""
        return self.masked.max(axis=2)

    @property
    def fully_masked(self) -> Array:
        """Whether a query may look nowhere: bool (head, query)."""
        return self._largest == -np.inf

    @cached_property
    def weights(self) -> Array:
        """Softmax over the keys, (head, query, key); each row sums to 1, or is 0 throughout."""
        weights = self.masked - np.where(self.fully_masked, 0, self._largest)[:, :, None]
        np.exp(weights, out=weights)
        weights /= np.where(self.fully_masked, 1, weights.sum(axis=2))[:, :, None]
        return _kept(weights)

    @cached_property
    def out(self) -> Array:
        """What each head gives each query, Σ weights · v: (head, query, value)."""
        return _kept(self.weights @ self.v)

    @cached_property
    def entropy(self) -> Array:
        """Of each row of weights, in bits: 0 for one key, log₂ T for all alike; (head, query)."""
        logs = np.log2(self.weights, where=self.weights > 0, out=np.zeros_like(self.weights))
        return _kept(-(self.weights * logs).sum(axis=2) + 0.0)

    def coordinates(self, axis: str, size: int) -> Array:
        """Queries and keys are counted from 1, as positions of a text; all else from 0."""
        return np.arange(size) + (1 if axis in ("query", "key") else 0)

    def _derived(self) -> dict[str, tuple[str, ...]]:
        squares = dict.fromkeys(("scores", "masked", "weights"), SQUARE)
        return {**squares, "out": ("head", "query", "value"), "entropy": ("head", "query")}


def _kept(values: Array) -> Array:
    """Read-only, as every array of a trace."""
    values.flags.writeable = False
    return values
