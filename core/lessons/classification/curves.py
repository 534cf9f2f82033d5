"""From a line to a curve: logistic regression with one input, and what its loss does to it.

Verhulst 1838 gave L/(1 + e^(−k(z − z₀))) its name, the logistic function. Free of torch.
"""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from core.data.iris import MEASURES, SPECIES, measures, species
from core.networks.softmax_regression import fit
from core.traces.base import Array

RATE = 1.0  # of the trainings with one input
WEAK = 1e9  # C that is as good as no penalty
STEPS = 10_000
STARTS = (-4.0, -6.0, -8.0, -10.0)  # weights that are sure and wrong
WRONG = STARTS[2]  # of them, that of the film
ENOUGH = 0.9  # accuracy at which a training counts as right


@dataclass(frozen=True, eq=False)
class Two:
    """Two classes ``y`` (n,), 0 and 1, by one measure ``x`` (n,)."""

    x: Array
    y: Array

    @cached_property
    def z(self) -> Array:
        """The standardised measure (n,)."""
        return (self.x - self.x.mean()) / self.x.std()


@lru_cache(maxsize=4)
def petals(first: str, second: str) -> Two:
    """The petal lengths of two species in cm; ``second`` is class 1."""
    of, x = species(), measures()[:, MEASURES.index("petal_length")]
    kept = np.isin(of, [SPECIES.index(first), SPECIES.index(second)])
    return Two(x[kept], (of[kept] == SPECIES.index(second)).astype(int))


def logistic(z: Array, ceiling: float = 1.0, slope: float = 1.0, middle: float = 0.0) -> Array:
    """L/(1 + e^(−k(z − z₀))); with L = 1, k = 1 and z₀ = 0 it is the sigmoid."""
    return ceiling / (1 + np.exp(-slope * (z - middle)))


def steepness(z: Array, ceiling: float = 1.0, slope: float = 1.0, middle: float = 0.0) -> Array:
    """The derivative of `logistic` by z: k y (1 − y/L)."""
    y = logistic(z, ceiling, slope, middle)
    return slope * y * (1 - y / ceiling)


def loss(two: Two, slope: float, middle: float) -> float:
    """The mean cross-entropy of the curve with L = 1, in nats."""
    s = slope * (two.z - middle)
    return float(np.logaddexp(0, np.where(two.y == 1, -s, s)).mean())


def best(two: Two) -> tuple[float, float, float]:
    """The k and z₀ with the least mean cross-entropy, and that; z₀ is infinite where k is 0.

    Of classes that a point divides there is no such k: it only grows.
    """
    W, b = fit(two.z[:, None], two.y, 2, C=WEAK)
    slope, bias = W[1] - W[0], b[1:] - b[:1]
    least = float(_judged(two, slope, bias)[1][0])
    middle = -bias[0] / slope[0] if slope[0] else math.inf
    return float(slope[0]), float(middle), least


def divided(two: Two) -> bool:
    """Whether one point on the axis has all of one class on either side."""
    zero, one = two.z[two.y == 0], two.z[two.y == 1]
    return bool(zero.max() < one.min() or one.max() < zero.min())


@dataclass(frozen=True, eq=False)
class Lines:
    """Two trainings side by side, (moment, training); the scores are w z + b."""

    moments: Array
    w: Array
    b: Array
    accuracy: Array
    loss: Array


@lru_cache(maxsize=2)
def trained(name: str) -> Lines:
    """Two trainings on petal lengths.

    "losses": cross-entropy and half the squared error, from a start that is sure and wrong.
    "penalty": cross-entropy without a penalty and with C = 1, on species that a point divides.
    """
    losses = name == "losses"
    two = petals(*(SPECIES[1:] if losses else SPECIES[:2]))
    squared = np.array([False, losses])
    shrink = np.array([0.0, 0.0 if losses else 1 / len(two.x)])  # 1/(C n) with C = 1
    moments = np.unique(np.r_[0, np.round(np.logspace(0, np.log10(STEPS), 33)).astype(int)])
    w, b = np.full(2, WRONG if losses else 0.0), np.zeros(2)
    kept = []
    for step in range(STEPS + 1):
        if step in moments:
            kept.append((w, b, *_judged(two, w, b)))
        w, b = _moved(two, w, b, squared, shrink)
    return Lines(moments, *(np.array(found) for found in zip(*kept, strict=True)))


def _moved(two: Two, w: Array, b: Array, squared: Array, shrink: Array) -> tuple[Array, Array]:
    """W and b (training,) after one step; ``squared`` says whose loss is half the squared error."""
    z, p = two.z[:, None], logistic(two.z[:, None] * w + b)
    error = (p - two.y[:, None]) * np.where(squared, p * (1 - p), 1)
    return w - RATE * ((error * z).mean(axis=0) + shrink * w), b - RATE * error.mean(axis=0)


def _judged(two: Two, w: Array, b: Array) -> tuple[Array, Array]:
    """The accuracy and the mean cross-entropy of each training."""
    s, y = two.z[:, None] * w + b, two.y[:, None]
    return ((s > 0) == y).mean(axis=0), np.logaddexp(0, np.where(y == 1, -s, s)).mean(axis=0)


def steps_until_right(start: float) -> tuple[int, int]:
    """Steps until 90% of the flowers are right: with cross-entropy, with half the squared error."""
    two = petals(*SPECIES[1:])
    found = []
    for squared in (False, True):
        w, b, steps = np.array([start]), np.zeros(1), 0
        while _judged(two, w, b)[0][0] < ENOUGH:
            w, b = _moved(two, w, b, np.array([squared]), np.zeros(1))
            steps += 1
        found.append(steps)
    return found[0], found[1]
