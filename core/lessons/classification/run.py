"""The trainings that the lesson plays back: `python -m train classification`, without torch."""

import numpy as np

from core.lessons.classification.pictures import CLASSES, images, noise
from core.lessons.classification.settings import STRENGTHS
from core.networks.softmax_regression import descend, fit, softmax
from core.traces.base import Array, Trace
from core.traces.classification import LeastLossTrace, SoftmaxTrace

RATE = 4.0  # stable once the mean image is subtracted
LAST = 10_000  # steps
MARKS = 37  # recorded steps, about evenly spaced on a log scale, before equal ones are one
LEAST = (0.01, 1.0, 100.0, 1e4, 1e6)  # C at which the loss is made least
SPLITS = 3  # of the images into held-out and training


def opening() -> dict[str, Trace]:
    """Both trainings, and what is measured where the loss is least."""
    trainings = {code: trained(C) for code, C in STRENGTHS.items()}
    return {**trainings, "least": least_loss()}


def moments(last: int = LAST) -> Array:
    """The recorded numbers of steps, from 0."""
    rising = np.round(np.logspace(0, np.log10(last), MARKS)).astype(int)
    return np.unique(np.r_[0, rising])


def trained(C: float, last: int = LAST) -> SoftmaxTrace:
    """Gradient descent on all training images at each step, from zeros.

    The mean image is subtracted first, so that the steps can be long; W x + b holds for images as
    they are.
    """
    (X, y), steps = images("training"), moments(last)
    mean = X.mean(axis=0)
    found = list(descend(X - mean, y, CLASSES, C=C, rate=RATE, moments=steps))
    W, b = (np.array(parts) for parts in zip(*found, strict=True))
    return SoftmaxTrace(steps=steps, W=W.astype(np.float32), b=(b - W @ mean).astype(np.float32))


def least_loss() -> LeastLossTrace:
    """Newton's method for each C and split; the first split is that of the trainings."""
    found = [_measured(seed) for seed in range(SPLITS)]
    accuracy, digits, surely, norm = np.stack([measured for measured, _ in found], axis=1)
    return LeastLossTrace(
        strengths=np.array(LEAST),
        accuracy=accuracy,
        digits=digits,
        noise=surely,
        norm=norm,
        shuffled=np.array([right for _, right in found]),
    )


def _measured(seed: int) -> tuple[Array, float]:
    """Accuracy, mean largest p on held-out images and on noise, and |W|, (4, strength); and the
    accuracy after shuffled labels.
    """
    X, y, X_test, y_test = _split(seed)
    mean, shown = X.mean(axis=0), noise(seed + 1)
    start, rows = None, []
    for C in LEAST:
        W, b = start = fit(X - mean, y, CLASSES, C=C, start=start)
        p, q = (softmax((images - mean) @ W.T + b) for images in (X_test, shown))
        right = (p.argmax(axis=1) == y_test).mean()
        rows.append((right, p.max(axis=1).mean(), q.max(axis=1).mean(), np.linalg.norm(W)))
    W, b = fit(X - mean, np.random.default_rng(seed).permutation(y), CLASSES, C=1.0)
    guessed = ((X_test - mean) @ W.T + b).argmax(axis=1)
    return np.transpose(rows), float((guessed == y_test).mean())


def _split(seed: int) -> tuple[Array, Array, Array, Array]:
    """Training and held-out images, each followed by its digits; 0 is the split of the project."""
    (X, y), (X_test, y_test) = images("training"), images("heldout")
    if not seed:
        return X, y, X_test, y_test
    order = np.random.default_rng(seed).permutation(len(X) + len(X_test))
    both, digits = np.r_[X_test, X][order], np.r_[y_test, y][order]
    part = len(X_test)
    return both[part:], digits[part:], both[:part], digits[:part]
