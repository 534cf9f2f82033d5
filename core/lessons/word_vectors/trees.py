"""Huffman trees: of six letters, of the commonest words, and of a whole vocabulary that has learnt.

The letters and their counts are the example of Cormen, Leiserson, Rivest and Stein, *Introduction
to Algorithms*, in its chapter on greedy algorithms.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.lessons.word_vectors.settings import LEAVES
from core.shipped.word_vectors import load_hierarchical, load_vectors
from core.traces.base import Array
from core.word_vectors.hierarchical import leaf_probabilities
from core.word_vectors.huffman import Tree, entropy, tree
from core.word_vectors.likeness import cosines
from core.word_vectors.step import sigmoid

LETTERS = {"a": 45, "b": 13, "c": 12, "d": 16, "e": 9, "f": 5}


@dataclass(frozen=True, eq=False)
class Drawn:
    """A tree that is drawn: its words, and the tree of their counts."""

    words: tuple[str, ...]
    tree: Tree


def drawn(which: str, code: str) -> Drawn:
    """The tree of the letters, or of the commonest words of a text."""
    if which == "letters":
        return Drawn(tuple(LETTERS), tree(np.array(list(LETTERS.values()))))
    trace = load_vectors(code, "skip_gram")
    return Drawn(trace.vocabulary[:LEAVES], tree(trace.counts[:LEAVES]))


@dataclass(frozen=True)
class Cost:
    """What the tree of a whole vocabulary costs.

    Attributes:
        words: V.
        bits: the mean length of a path, over the words of the text.
        entropy: what no code can do better.
        equal: log₂ V, the length if all words were at the same depth.
        longest: the longest path.
    """

    words: int
    bits: float
    entropy: float
    equal: float
    longest: int


@lru_cache(maxsize=4)
def cost(code: str) -> Cost:
    """The tree of all words of a text."""
    counts = load_vectors(code, "skip_gram").counts
    found = tree(counts)
    lengths = found.lengths
    return Cost(
        len(counts),
        found.mean_bits,
        entropy(counts),
        float(np.log2(len(counts))),
        int(lengths.max()),
    )


@dataclass(frozen=True, eq=False)
class Path:
    """The way from the root to a word, as a network that has learnt goes it.

    Attributes:
        words: the word that is asked, and the one at the leaf.
        turns: 0 or 1, (turn,).
        p: the probability of each turn, (turn,).
        error: t − σ(v · h), by which v moves towards h, (turn,).
        total: the sum of the probabilities of all leaves.
        share: of the word at the leaf among all words of the text.
    """

    words: tuple[str, str]
    turns: Array
    p: Array
    error: Array
    total: float
    share: float

    @property
    def probability(self) -> float:
        """The product of all turns."""
        return float(self.p.prod())


@lru_cache(maxsize=4)
def path(asked: str, target: str) -> Path:
    """From the root to ``target`` after ``asked``, in the documentation."""
    trace = load_hierarchical()
    found = tree(trace.counts)
    h = trace.W[trace.vocabulary.index(asked)].astype(np.float64)
    leaf = trace.vocabulary.index(target)
    nodes, turns = found.path(leaf)
    right = sigmoid(trace.inner[nodes].astype(np.float64) @ h)
    total = float(leaf_probabilities(found, trace.inner, h).sum())
    p = np.where(turns == 1, right, 1 - right)
    share = float(trace.counts[leaf] / trace.counts.sum())
    return Path((asked, target), turns, p, turns - right, total, share)


@dataclass(frozen=True)
class Siblings:
    """Two words that hang at the same node, and the cosine of their vectors (skip-gram)."""

    words: tuple[str, str]
    counts: tuple[int, int]
    cosine: float


@lru_cache(maxsize=4)
def siblings(code: str, n: int = 3) -> tuple[Siblings, ...]:
    """The commonest words that hang in pairs."""
    trace = load_vectors(code, "skip_gram")
    words, counts, W = trace.vocabulary, trace.counts, trace.W.astype(np.float64)
    found = tree(counts)
    pairs = [sorted(pair.tolist()) for pair in found.children if pair.max() < found.size]
    best = sorted(pairs, key=lambda pair: pair[0])[:n]
    return tuple(
        Siblings(
            (words[a], words[b]),
            (int(counts[a]), int(counts[b])),
            float(cosines(W, W[a][None])[0, b]),
        )
        for a, b in best
    )
