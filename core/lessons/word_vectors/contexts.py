"""Why two words come near: what stands around both of them; and the other near, side by side."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.lessons.word_vectors.lesson import nearest_word
from core.shipped.word_vectors import load_neighbours, load_vectors
from core.traces.base import Array
from core.word_vectors.likeness import cosines

SHARED = 6  # context words that are shown


@lru_cache(maxsize=8)
def counts(code: str) -> Array:
    """#(w, c) of a text: how often c stands in the window around w, (word, word)."""
    return load_neighbours(code).table


def _place(code: str, word: str) -> int:
    return load_neighbours(code).vocabulary.index(word)


@dataclass(frozen=True)
class Shared:
    """What two words have in common, and how far they stand together.

    Attributes:
        words: the two, the one that was asked about first.
        contexts: other words that stand beside both more often than beside others.
        times: for each of them how often it stands beside the first, and beside the second word.
        together: how often the two stand in one window.
        cosine: of their first vectors: whether they are used alike.
        score: c · w of the second beside the first: whether they are taken for neighbours.
    """

    words: tuple[str, str]
    contexts: tuple[str, ...]
    times: tuple[tuple[int, int], ...]
    together: int
    cosine: float
    score: float


@lru_cache(maxsize=64)
def shared(code: str, architecture: str, one: str, other: str) -> Shared:
    """Compare two words of a text."""
    trace, found = load_vectors(code, architecture), counts(code)
    a, b = (trace.vocabulary.index(word) for word in (one, other))
    common = np.minimum(found[a] / found[a].sum(), found[b] / found[b].sum())
    telling = _telling(common, found.sum(axis=0) / found.sum())
    telling[[a, b]] = 0
    best = [int(c) for c in np.argsort(-telling, kind="stable")[:SHARED] if telling[c] > 0]
    W, C = trace.W.astype(np.float64), trace.C.astype(np.float64)
    return Shared(
        words=(one, other),
        contexts=tuple(trace.vocabulary[c] for c in best),
        times=tuple((int(found[a, c]), int(found[b, c])) for c in best),
        together=int(found[a, b]),
        cosine=float(cosines(W, W[a][None])[0, b]),
        score=float(W[a] @ C[b]),
    )


def _telling(common: Array, expected: Array) -> Array:
    """How much a common share, (word,), exceeds what is expected of any word: s log(s / e)."""
    ratio = np.divide(common, expected, out=np.ones_like(common), where=common > 0)
    return common * np.log(ratio)


def overlap(code: str, one: str, other: str) -> float:
    """The share of their neighbours that two words have in common, from 0 to 1."""
    rows = [counts(code)[_place(code, word)] for word in (one, other)]
    a, b = (row / row.sum() for row in rows)
    return float(np.minimum(a, b).sum())


@lru_cache(maxsize=32)
def typical_overlap(code: str, word: str) -> float:
    """The median of the share of neighbours that a word has in common with another one."""
    found, place = counts(code), _place(code, word)
    shares = found / found.sum(axis=1, keepdims=True)
    common = np.minimum(shares, shares[place]).sum(axis=1)
    return float(np.median(np.delete(common, place)))


def most_alike(code: str, architecture: str, word: str) -> Shared:
    """A word and the one whose vector is nearest to its own."""
    return shared(code, architecture, word, nearest_word(load_vectors(code, architecture), word)[0])
