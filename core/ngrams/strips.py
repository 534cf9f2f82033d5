"""The tokens that a model can predict, and lines of text as their numbers. Free of torch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
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
        """Lines one after the other, each with its ⟨/s⟩. No token is empty."""
        lengths = np.array([len(line) + 1 for line in lines], dtype=np.int64)
        ends = np.cumsum(lengths)
        place = np.arange(lengths.sum()) - np.repeat(ends - lengths, lengths)
        tokens = np.full(len(place), END)
        said = np.ones(len(place), dtype=bool)
        said[ends - 1] = False
        tokens[said] = self._numbers(lines, len(place) - len(lines))
        return Strip(tokens, place)

    def _numbers(self, lines: Sequence[Sequence[str]], length: int) -> Array:
        """The numbers of all tokens of some lines, (token,); there are ``length``."""
        text = "".join(map("".join, lines))
        if len(text) == length:  # each is one character
            codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
            return self._characters[np.minimum(codes, len(self._characters) - 1)]
        ids = map(self._index.get, chain.from_iterable(lines), repeat(UNKNOWN))
        return np.fromiter(ids, np.int64, length)

    @cached_property
    def _characters(self) -> Array:
        """The number of the token that is one character, by its code point; the last is unknown."""
        known = {ord(token): k for token, k in self._index.items() if len(token) == 1}
        numbers = np.full(max(known, default=0) + 2, UNKNOWN)
        numbers[list(known)] = list(known.values())
        return numbers


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
