"""The counts of tokens after contexts, and the numbers that smoothing rules need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.ngrams.counts import SHORT, Order
from core.traces.base import Array


@dataclass(frozen=True, eq=False)
class Evidence:
    """What one order says about tokens after contexts; read off when a rule asks for it.

    Attributes:
        order: its n-grams.
        contexts: numbers of the contexts, `NONE` or `SHORT` where there is none, (…).
        grams: numbers of the n-grams, or `NONE`, (…).
        alpha: α of each context, (context,), for `backoff`.
    """

    order: Order
    contexts: Array
    grams: Array
    alpha: Array | None = None

    @cached_property
    def count(self) -> Array:
        """c(h w) of each token after its context, (…)."""
        if not len(self.order):  # no line is so long
            return np.zeros_like(self.grams)
        there = self.grams >= 0
        return np.where(there, self.order.count[np.where(there, self.grams, 0)], 0)

    @cached_property
    def total(self) -> Array:
        """c(h ·), 0 where the context was never seen, (…)."""
        return self._of_context(self.order.total)

    @cached_property
    def types(self) -> Array:
        """N₁₊(h ·), different tokens after it, (…)."""
        return self._of_context(self.order.types)

    @cached_property
    def classes(self) -> Array:
        """How many of these were seen once, twice, and more often, (3, …)."""
        return self._of_context(self.order.classes)

    @cached_property
    def left(self) -> Array:
        """What backing off multiplies the shorter context by, (…)."""
        assert self.alpha is not None  # noqa: S101 (a model gives it to the rule that asks)
        return self._of_context(self.alpha)

    @property
    def known(self) -> Array:
        """Where the context was seen, (…)."""
        return self.total > 0

    @property
    def there(self) -> Array:
        """Where the history is long enough for a context of this order, (…)."""
        return self.contexts != SHORT

    @property
    def share(self) -> Array:
        """c(h w) / c(h ·), 0 where the context was never seen, (…)."""
        return self.count / np.maximum(self.total, 1)

    def _of_context(self, values: Array) -> Array:
        if not values.shape[-1]:  # no line is so long
            return np.zeros((*values.shape[:-1], *self.contexts.shape), values.dtype)
        seen = self.contexts >= 0
        return np.where(seen, values[..., np.where(seen, self.contexts, 0)], 0)


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """The numbers that the rules need, one of each order where there are several.

    Attributes:
        delta: δ of add-δ.
        weights: λ_k of linear interpolation.
        discounts: D_k of absolute discounting and of backoff.
        adjusted_discounts: D_k of Kneser–Ney, for its adjusted counts.
        modified: D_k1, D_k2, D_k3 of modified Kneser–Ney, for counts of 1, 2, and more.
    """

    delta: float = 0.1
    weights: tuple[float, ...] = ()
    discounts: tuple[float, ...] = ()
    adjusted_discounts: tuple[float, ...] = ()
    modified: tuple[tuple[float, float, float], ...] = ()
