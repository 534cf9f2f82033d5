"""Kneser and Ney's continuation counts: after how many different tokens each token was seen.

A token's share of the text, c(w) / Σ c, says how often it comes; its continuation share,
N₁₊(• w) / N₁₊(• •), with how many others it goes. Kneser and Ney 1995; Jurafsky and Martin,
*Speech and Language Processing*, 3rd ed., section 3.7. Free of torch.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.ngrams.learned import Learned, learned
from core.ngrams.strips import SPECIAL, START
from core.traces.base import Array

LEAST = 50  # times that a token must have been seen to be compared
WORDS = 6  # that move most
FRAMES = 24  # parts of the training text, one after the other


@dataclass(frozen=True)
class Moved:
    """A token with both of its shares.

    Attributes:
        token: its number.
        word: as it is written.
        count, neighbours: c(w) and N₁₊(• w).
        share, continuation: c(w) / Σ c and N₁₊(• w) / N₁₊(• •).
    """

    token: int
    word: str
    count: int
    neighbours: int
    share: float
    continuation: float


@lru_cache(maxsize=8)
def every(code: str) -> tuple[Moved, ...]:
    """All tokens of the text that were seen often enough, without ⟨/s⟩ and ⟨unk⟩."""
    found = learned(code)
    order, adjusted = found.counts.order(1), found.counts.up_to(2).adjusted[0]
    share, continuation = (o.count / o.count.sum() for o in (order, adjusted))
    numbers = zip(order.token, order.count, adjusted.count, share, continuation, strict=True)
    return tuple(
        Moved(int(t), found.vocabulary.tokens[t], int(c), int(a), float(s), float(k))
        for t, c, a, s, k in numbers
        if c >= LEAST and t >= len(SPECIAL)
    )


def most_moved(code: str) -> tuple[Moved, ...]:
    """The tokens whose share falls by the largest factor once neighbours are counted."""
    return tuple(sorted(every(code), key=lambda m: m.continuation / m.share)[:WORDS])


def as_often(one: Moved, other: Moved) -> bool:
    """Whether two tokens were seen about as often, within a quarter."""
    return 0.8 <= one.count / other.count <= 1.25


def companion(code: str, moved: Moved) -> Moved:
    """The token with the most neighbours among those seen about as often, else among all."""
    others = [one for one in every(code) if one != moved]
    alike = [one for one in others if as_often(one, moved)] or others
    return max(alike, key=lambda one: (one.neighbours, -abs(one.count - moved.count)))


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The left neighbours of a token, in the order in which the text brings them.

    Attributes:
        words: the neighbours, (neighbour,).
        counts: how often each has been seen after each part of the text, (frame, neighbour).
    """

    words: tuple[str, ...]
    counts: Array


def neighbours(code: str, token: int) -> Neighbours:
    """Count the left neighbours of a token while the training text is read."""
    found: Learned = learned(code)
    strip = found.strips["training"]
    at = np.flatnonzero(strip.tokens == token)
    before = np.where(strip.place[at] == 0, -1, strip.tokens[at - 1])  # −1: ⟨s⟩
    different, first, which = np.unique(before, return_index=True, return_inverse=True)
    order = np.argsort(first)
    read = np.ceil(np.arange(1, FRAMES + 1) * len(strip) / FRAMES)
    ends = np.searchsorted(at, read)
    counts = np.stack([np.bincount(which[:end], minlength=len(different)) for end in ends])
    names = found.vocabulary.tokens
    words = tuple(START if w < 0 else names[w] for w in different[order])
    return Neighbours(words, counts[:, order])
