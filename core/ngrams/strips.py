"""The tokens that a model can predict, and lines of text as their numbers. Free of torch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np

from core.traces.base import Array

END, UNKNOWN = 0, 1  # the first two tokens of every vocabulary
SPECIAL = ("⟨/s⟩", "⟨unk⟩")
START = "⟨s⟩"


class Vocabulary:
    """The tokens that can be predicted: ⟨/s⟩, ⟨unk⟩ and the known ones."""

    def __init__(self, known: Iterable[str]):
        self.tokens = (*SPECIAL, *known)
        self._index = {token: index for index, token in enumerate(self.tokens)}

    def __len__(self) -> int:
        return len(self.tokens)

    def index(self, token: str) -> int:
        """The number of a token; that of ⟨unk⟩ where it is not known."""
        return self._index.get(token, UNKNOWN)

    def strip(self, lines: Sequence[Sequence[str]]) -> Strip:
        """Lines one after the other, each with its ⟨/s⟩."""
        lengths = np.array([len(line) + 1 for line in lines], dtype=np.int64)
        ends = np.cumsum(lengths)
        place = np.arange(lengths.sum()) - np.repeat(ends - lengths, lengths)
        each = chain.from_iterable((*line, SPECIAL[END]) for line in lines)
        ids = map(self._index.get, each, repeat(UNKNOWN))
        return Strip(np.fromiter(ids, np.int64, len(place)), place)


@dataclass(frozen=True, eq=False)
class Strip:
    """Tokens to be predicted, one after the other.

    Attributes:
        tokens: their numbers, (time,).
        place: of each token in its line, from 0, (time,).
    """

    tokens: Array
    place: Array

    def __len__(self) -> int:
        return len(self.tokens)
