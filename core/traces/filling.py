"""What an encoder reads at each place of a sentence, and the words it expects. Free of torch."""

from dataclasses import dataclass

import numpy as np

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class Filling(Trace):
    """For every place the probability of every word; of use where the word is masked."""

    tokens: tuple[str, ...] = axes("time")
    vocabulary: tuple[str, ...] = axes("vocabulary")
    probabilities: Array = axes("time vocabulary")  # each row sums to 1

    def candidates(self, place: int, k: int = 4) -> list[tuple[str, float]]:
        """The k likeliest words at a place (from 0) with their probabilities, best first."""
        row = self.probabilities[place]
        best = np.argsort(-row, kind="stable")[:k]
        return [(self.vocabulary[word], float(row[word])) for word in best]


@dataclass(frozen=True, eq=False, kw_only=True)
class Vectors(Trace):
    """The word vectors from which each layer makes its queries, keys and values."""

    tokens: tuple[str, ...] = axes("time")
    x: Array = axes("layer time model")  # after the layer norm that stands before the attention
