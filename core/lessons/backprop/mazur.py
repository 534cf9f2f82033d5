"""Mazur's network by hand: two inputs, two hidden units, two outputs, all sigmoids.

M. Mazur, *A Step by Step Backpropagation Example*, 2015. The loss is half the sum of squared
errors, the rate 0.5, and the biases stay as they are. Written out in NumPy; free of torch.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.traces.base import Array

X = np.array([0.05, 0.10])
TARGETS = np.array([0.01, 0.99])
W1 = np.array([[0.15, 0.20], [0.25, 0.30]])  # (hidden, input)
W2 = np.array([[0.40, 0.45], [0.50, 0.55]])  # (output, hidden)
BIASES = (0.35, 0.60)  # of each layer, the same for both units
RATE = 0.5
STEPS = 10_000
PRINTED = {1: 0.291027924, STEPS: 0.0000351085}  # the loss on his page


@dataclass(frozen=True, eq=False)
class Training:
    """The loss before the first and after each step, (step,), and the weights around the first.

    `before`, `gradient` and `after` hold w1 … w8, (8,); `outputs` are those at the end.
    """

    loss: Array
    before: Array
    gradient: Array
    after: Array
    outputs: Array


@lru_cache(maxsize=1)
def train(steps: int = STEPS) -> Training:
    """Take so many steps of gradient descent."""
    w1, w2 = W1, W2
    loss, first = np.empty(steps + 1), (W1, W2)
    for step in range(steps + 1):
        h = _sigmoid(w1 @ X + BIASES[0])
        o = _sigmoid(w2 @ h + BIASES[1])
        loss[step] = ((TARGETS - o) ** 2).sum() / 2
        to_z2 = (o - TARGETS) * o * (1 - o)  # ∂E/∂(w2 h + b)
        to_z1 = (w2.T @ to_z2) * h * (1 - h)  # over both outputs: messages are added
        by = (np.outer(to_z1, X), np.outer(to_z2, h))
        if step == 0:
            gradient = by
        if step < steps:
            w1, w2 = w1 - RATE * by[0], w2 - RATE * by[1]
    before, slope = _flat(first), _flat(gradient)
    return Training(loss, before, slope, before - RATE * slope, o)


def _sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def _flat(weights: tuple[Array, ...]) -> Array:
    return np.concatenate([w.ravel() for w in weights])
