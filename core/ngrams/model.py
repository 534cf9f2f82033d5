"""An n-gram model: counts, a rule that smooths them, and its numbers. Free of torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from core.ngrams.counts import Counts
from core.ngrams.evidence import Evidence, Parameters
from core.ngrams.rules import ADJUSTED, RULES, leftovers
from core.ngrams.strips import Strip
from core.traces.base import Array


@dataclass(frozen=True, eq=False)
class Model:
    """An n-gram model: the counts of its orders, and the numbers of the rules.

    Attributes:
        counts: of the orders 1 … n.
        parameters: of the rules.
    """

    counts: Counts
    parameters: Parameters = field(default_factory=Parameters)

    @property
    def n(self) -> int:
        """The order of the model: n − 1 tokens of history."""
        return self.counts.n

    @property
    def size(self) -> int:
        """V, the tokens that can be predicted."""
        return self.counts.size

    def of_strip(self, strip: Strip, rule: str) -> Array:
        """The probability of each token of a text by a rule, (time,); one of `RULES`.

        What "stupid" returns is a score and no probability.
        """
        return self.of_places(rule, *self.counts.places(strip))

    def row(self, contexts: Sequence[int], rule: str) -> Array:
        """The probabilities of all tokens after a history, (token,).

        Args:
            contexts: those of `Counts.at_end`.
            rule: one of `RULES`.
        """
        every = np.arange(self.size)
        found = [np.full(self.size, number) for number in contexts[: self.n]]
        grams = [o.find(c, every) for o, c in zip(self.counts.orders, found, strict=True)]
        return self.of_places(rule, found, grams)

    def of_places(self, rule: str, contexts: Sequence[Array], grams: Sequence[Array]) -> Array:
        """The same as `of_strip` for what `Counts.places` has found; of more orders than n too."""
        contexts, grams = contexts[: self.n], grams[: self.n]
        orders = self.counts.adjusted if rule in ADJUSTED else self.counts.orders
        left = self._left if rule == "backoff" else [None] * self.n
        found = zip(orders, contexts, grams, left, strict=True)
        return RULES[rule]([Evidence(*each) for each in found], self.parameters, self.size)

    @cached_property
    def _left(self) -> list[Array]:
        return leftovers(self.counts.orders, self.parameters, self.size)
