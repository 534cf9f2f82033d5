"""One step of learning with negative sampling: a word that is there, and k that were drawn.

Mikolov et al. 2013, "Distributed representations …", eq. 4; Goldberg and Levy 2014, "word2vec
explained". With h the mean vector of the words that are asked, and c_j the second vector (a row of
C) of the true neighbour (t_0 = 1) and of the k drawn words (t_j = 0), the loss is

    L = −log σ(c_0 · h) − Σ_{j=1…k} log σ(−c_j · h),

so that ∂L/∂(c_j · h) = σ(c_j · h) − t_j. Every vector moves by the rate η times its gradient.
"""

from typing import NamedTuple

import numpy as np

from core.traces.base import Array


class Step(NamedTuple):
    """What happened: vectors before and after, and what they were asked.

    h, h_after: of the words that are asked, (hidden,). c, c_after: of the true neighbour and the
    drawn words, (row, hidden). score: c_j · h, (row,).
    """

    h: Array
    c: Array
    score: Array
    h_after: Array
    c_after: Array

    @property
    def probability(self) -> Array:
        """σ(c_j · h): how much each row is taken for a true neighbour, (row,)."""
        return sigmoid(self.score)


def sigmoid(x: Array) -> Array:
    """1 / (1 + e^−x)."""
    return 1 / (1 + np.exp(-x))


def step(W: Array, C: Array, inputs: Array, rows: Array, rate: float) -> None:
    """Let the vectors of one example learn, in place.

    A word that was drawn twice, or that is the neighbour itself, learns once for each time.

    Args:
        W: the first vector of each word, (word, hidden).
        C: the second one, likewise.
        inputs: the words that are asked, (input,); skip-gram has one.
        rows: the true neighbour and the k drawn words, (1 + k,).
        rate: η.
    """
    h = W[inputs[0]] if len(inputs) == 1 else W[inputs].mean(axis=0)
    c = C[rows]
    error = -sigmoid(c @ h)
    error[0] += 1  # t_j − σ(c_j · h)
    error *= rate
    towards = error @ c / len(inputs)
    for row, part in zip(rows.tolist(), error.tolist(), strict=True):
        C[row] += part * h
    for word in inputs.tolist():
        W[word] += towards


def watch(W: Array, C: Array, inputs: Array, rows: Array, rate: float) -> Step:
    """The same step, with the vectors before and after it."""
    h, c = W[inputs].mean(axis=0), C[rows].copy()
    step(W, C, inputs, rows, rate)
    return Step(h, c, c @ h, W[inputs].mean(axis=0), C[rows])
