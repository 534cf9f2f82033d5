"""Softmax regression: a line of scores for each class, trained by gradient descent or Newton.

The loss is the mean cross-entropy plus |W|²/(2 C n), which is scikit-learn's LogisticRegression
divided by C n; biases are not penalised. Free of torch.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from core.traces.base import Array

TOLERANCE = 1e-9  # of a gradient after Newton's method
HALVINGS = 40  # of one of its steps, at most
RIDGE = 1e-10  # added to the Hessian, which the shift of all biases leaves singular


def softmax(scores: Array, axis: int = -1) -> Array:
    """The probabilities along an axis; the largest score is taken away before e^z."""
    raised = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return raised / raised.sum(axis=axis, keepdims=True)


def cross_entropy(scores: Array, y: Array) -> Array:
    """−log p of the right class for each row of scores (n, class), in nats."""
    highest = scores.max(axis=-1)
    total = highest + np.log(np.exp(scores - highest[:, None]).sum(axis=-1))
    return total - scores[np.arange(len(y)), y]


def gradient(W: Array, b: Array, X: Array, y: Array, C: float) -> tuple[Array, Array]:
    """The gradient of the loss by W (class, input) and b (class,), for X (n, input)."""
    error = softmax(W @ X.T + b[:, None], axis=0)  # p (class, n)
    error[y, np.arange(len(y))] -= 1  # p − y
    return error @ X / len(y) + W / (C * len(y)), error.mean(axis=1)


def step(W: Array, b: Array, X: Array, y: Array, *, C: float, rate: float) -> tuple[Array, Array]:
    """W and b after one step of gradient descent on all examples."""
    dW, db = gradient(W, b, X, y, C)
    return W - rate * dW, b - rate * db


def descend(
    X: Array, y: Array, classes: int, *, C: float, rate: float, moments: Iterable[int]
) -> Iterator[tuple[Array, Array]]:
    """W and b after so many steps from zeros, one pair for each of the rising ``moments``."""
    W, b, done = np.zeros((classes, X.shape[1])), np.zeros(classes), 0
    for moment in moments:
        for _ in range(done, moment):
            W, b = step(W, b, X, y, C=C, rate=rate)
        done = moment
        yield W, b


def fit(
    X: Array, y: Array, classes: int, *, C: float, start: tuple[Array, Array] | None = None
) -> tuple[Array, Array]:
    """W and b where the loss is least, by Newton's method from ``start`` or zeros."""
    rows = np.c_[X, np.ones(len(X))]
    W, b = start or (np.zeros((classes, X.shape[1])), np.zeros(classes))
    A, loss = np.c_[W, b], _loss(rows, np.c_[W, b], y, C)
    for _ in range(200):
        g = np.c_[gradient(A[:, :-1], A[:, -1], X, y, C)]
        if np.abs(g).max() < TOLERANCE:
            break
        way = np.linalg.solve(_hessian(rows, A, C), g.ravel()).reshape(A.shape)
        for halving in range(HALVINGS):
            trial = A - way / 2**halving
            if (found := _loss(rows, trial, y, C)) <= loss:
                break
        A, loss = trial, found
    return A[:, :-1], A[:, -1]


def _loss(rows: Array, A: Array, y: Array, C: float) -> float:
    penalty = (A[:, :-1] ** 2).sum() / (2 * C * len(rows))
    return float(cross_entropy(rows @ A.T, y).mean() + penalty)


def _hessian(rows: Array, A: Array, C: float) -> Array:
    """The second derivatives by A (class, input + 1), as a matrix."""
    p, (classes, width), n = softmax(rows @ A.T), A.shape, len(rows)
    H = np.empty((classes, width, classes, width))
    for j in range(classes):
        for k in range(j + 1):
            weight = p[:, j] * ((j == k) - p[:, k]) / n
            H[j, :, k] = H[k, :, j] = (rows * weight[:, None]).T @ rows
    penalised = np.tile(np.r_[np.full(width - 1, 1 / (C * n)), 0], classes)
    return H.reshape(classes * width, -1) + np.diag(penalised + RIDGE)
