"""Word vectors while they learn, and once they have. Free of torch."""

from dataclasses import dataclass

import numpy as np

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class LearningTrace(Trace):
    """A training with negative sampling, recorded at some of its steps.

    A word is its place in ``vocabulary``; −1 where no word is.

    Attributes:
        steps: the number of each recorded step, from 1.
        rates: η of the step.
        inputs: the words that are asked: one (skip-gram), or all in the window (CBOW).
        rows: the true neighbour, then the k drawn words.
        line: the words of the text around the middle of the window, which is at place ``middle``.
        h, h_after: the mean first vector of the inputs before and after the step.
        c, c_after: the second vectors of the rows before and after it.
        loss: before the step, the mean L of many examples, the same at every step; in nats.
        followed: the words whose vectors are kept at every recorded step.
        vectors: the first vectors of those words before the step.
        near: for each of them the words with the largest cosines, the largest first.
        alike: these cosines.
        positions: of every word on the map before the step: its direction (the vector divided by
            its length) along the two ``basis`` vectors, fitted once, after the last step.
        basis: the first two principal components of all directions.
        shares: of the variance of the directions along each of them.
        vocabulary: all words, the commonest first.
        counts: how often each stands in the text.
        W, C: the first and the second vector of each word after the last step.
        again: W of further trainings with other seeds.
    """

    steps: Array = axes("time")
    rates: Array = axes("time")
    inputs: Array = axes("time input")
    rows: Array = axes("time row")
    line: Array = axes("time place")
    middle: Array = axes("time")
    h: Array = axes("time hidden")
    h_after: Array = axes("time hidden")
    c: Array = axes("time row hidden")
    c_after: Array = axes("time row hidden")
    loss: Array = axes("time")
    followed: tuple[str, ...] = axes("word")
    vectors: Array = axes("time word hidden")
    near: Array = axes("time word rank")
    alike: Array = axes("time word rank")
    positions: Array = axes("time vocabulary axis")
    basis: Array = axes("axis hidden")
    shares: Array = axes("axis")
    vocabulary: tuple[str, ...] = axes("vocabulary")
    counts: Array = axes("vocabulary")
    W: Array = axes("vocabulary hidden")
    C: Array = axes("vocabulary hidden")
    again: Array = axes("seed vocabulary hidden")

    @property
    def scores(self) -> Array:
        """c_j · h before the step, (time, row)."""
        return np.einsum("trh,th->tr", self.c.astype(np.float64), self.h.astype(np.float64))

    @property
    def scores_after(self) -> Array:
        """c_j · h after it, (time, row)."""
        return np.einsum(
            "trh,th->tr", self.c_after.astype(np.float64), self.h_after.astype(np.float64)
        )

    def words(self, places: Array) -> tuple[str, ...]:
        """The words at places of the vocabulary, without those that are −1."""
        return tuple(self.vocabulary[place] for place in places if place >= 0)


@dataclass(frozen=True, eq=False, kw_only=True)
class ShiftTrace(Trace):
    """How far w · c lies below PMI after trainings with other numbers of negative samples.

    The pairs are those that the text has often enough; PMI is taken with the noise distribution
    of the training (`core.word_vectors.pmi`). A word is its place in ``vocabulary``.

    Attributes:
        negatives: k of each training.
        exponents: of the counts that the negative samples are drawn by.
        windows: words on either side of the middle.
        n_pairs: how many pairs are judged for each window.
        shift: the mean of PMI − w · c over these pairs; the theory says log k.
        shift_low: the mean over the three quarters of these pairs that have the lowest PMI.
        shift_high: the mean over the quarter that has the highest.
        spread: its standard deviation over the pairs.
        correlation: Pearson's, of PMI and w · c over the pairs.
        words, contexts: some of these pairs, the same for every k and exponent.
        pmi: of these pairs.
        product: w · c of these pairs, after the training with the first seed.
        vocabulary: all words, the commonest first.
    """

    negatives: Array = axes("k")
    exponents: Array = axes("exponent")
    windows: Array = axes("window")
    n_pairs: Array = axes("window")
    shift: Array = axes("k exponent window seed")
    shift_low: Array = axes("k exponent window seed")
    shift_high: Array = axes("k exponent window seed")
    spread: Array = axes("k exponent window seed")
    correlation: Array = axes("k exponent window seed")
    words: Array = axes("window pair")
    contexts: Array = axes("window pair")
    pmi: Array = axes("exponent window pair")
    product: Array = axes("k exponent window pair")
    vocabulary: tuple[str, ...] = axes("vocabulary")


@dataclass(frozen=True, eq=False, kw_only=True)
class HierarchicalTrace(Trace):
    """A training with hierarchical softmax: words at the leaves of a tree, turns learnt by vectors.

    Attributes:
        steps: the number of each recorded step, from 1.
        loss: before the step, the mean −log p(c | w) of all examples of the text, in nats.
        vocabulary: all words, the commonest first.
        counts: how often each stands in the text; they give the tree (`core.word_vectors.huffman`).
        W: the vector of each word after the last step.
        inner: that of each inner node, in the order in which they arise; the last is the root's.
    """

    steps: Array = axes("time")
    loss: Array = axes("time")
    vocabulary: tuple[str, ...] = axes("vocabulary")
    counts: Array = axes("vocabulary")
    W: Array = axes("vocabulary hidden")
    inner: Array = axes("node hidden")


@dataclass(frozen=True, eq=False, kw_only=True)
class NeighboursTrace(Trace):
    """How often two words of a text stand in one window, for every two that do.

    A word is its place in ``vocabulary``.

    Attributes:
        one, other: the two words, ``one`` not behind ``other`` in the vocabulary.
        times: how often ``other`` stands in the window around ``one``, as often as the reverse.
        vocabulary: all words, the commonest first.
    """

    one: Array = axes("pair")
    other: Array = axes("pair")
    times: Array = axes("pair")
    vocabulary: tuple[str, ...] = axes("vocabulary")

    @property
    def table(self) -> Array:
        """#(w, c) for every two words, (word, context)."""
        found = np.zeros((len(self.vocabulary),) * 2, dtype=int)
        found[self.one, self.other] = self.times
        found[self.other, self.one] = self.times
        return found
