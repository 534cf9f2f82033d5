"""The mean squared error of a line as a function of its slope w and intercept b: a parabola.

L(w, b) = 1/N Σ (w x + b − y)². Its second derivatives, H = 2/N Σ (x, 1)(x, 1)ᵀ, are the same
everywhere, so along each eigenvector of H a step of gradient descent with the rate η multiplies the
distance from the minimum by 1 − η λ: it falls if and only if η < 2/λ. Hastie, Tibshirani and
Friedman, *The Elements of Statistical Learning*, section 3.2, for the minimum. Free of torch.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.lessons.regression.examples import Examples
from core.lessons.regression.settings import GUESSES, OPENING, STEPS
from core.traces.base import Array

START = (0.0, 0.0)  # w and b before the first step
SAME = 1e-12  # two eigenvalues that differ by a smaller share are the same
MILLION = 1e6


@dataclass(frozen=True, eq=False)
class Parabola:
    """The loss around its minimum.

    Attributes:
        eigenvalues: of H, the smaller one first, (2,).
        directions: their eigenvectors of length 1, (2, w and b).
        minimum: w and b with the least loss, by the normal equations, (2,).
        least: the loss there.
        errors: how far the start is from the minimum along each direction, (2,).
    """

    eigenvalues: Array
    directions: Array
    minimum: Array
    least: float
    errors: Array

    @property
    def limit(self) -> float:
        """The rate from which on the steps do not come nearer to the minimum."""
        return 2 / float(self.eigenvalues[1])

    @property
    def condition(self) -> float:
        """κ, how many times as steep the steep direction is as the flat one."""
        flat, steep = map(float, self.eigenvalues)
        return steep / flat if flat else float("inf")

    @property
    def steep(self) -> float:
        """The part of the loss at the start that belongs to the steepest direction, or to both."""
        steepest = self.eigenvalues > (1 - SAME) * self.eigenvalues[1]
        return float((self.eigenvalues / 2 * self.errors**2)[steepest].sum())

    def factors(self, share: float) -> Array:
        """What a step multiplies the distance by along each direction; the rate as a share."""
        return 1 - share * self.limit * self.eigenvalues

    def excess(self, share: Array | float, steps: int = STEPS) -> Array:
        """The loss above the least, after so many steps from the start; rates as shares."""
        factors = 1 - np.multiply.outer(np.asarray(share) * self.limit, self.eigenvalues)
        return (self.eigenvalues / 2 * (factors**steps * self.errors) ** 2).sum(-1)

    def loss(self, share: Array | float, steps: int = STEPS) -> Array:
        """The loss after so many steps from the start; rates as shares of the limit."""
        return self.least + self.excess(share, steps)

    @property
    def guesses(self) -> dict[str, float]:
        """What each guess takes the loss for, after all steps with the faster rate."""
        before, start = (float(self.loss(share)) for share in (float(OPENING), 0.0))
        return dict(zip(GUESSES, (before, 2 * before, start, MILLION), strict=True))


@lru_cache(maxsize=64)
def parabola(examples: Examples) -> Parabola:
    """The parabola of some examples."""
    A = np.stack([examples.inputs, np.ones(len(examples))], axis=1)  # (example, 2)
    (_, steep), vectors = np.linalg.eigh(2 / len(A) * A.T @ A)
    flat = 4 * np.var(examples.inputs) / steep if np.ptp(examples.inputs) else 0.0  # det H = 4 var
    minimum = np.linalg.lstsq(A, examples.targets, rcond=None)[0]
    least = float(np.mean((A @ minimum - examples.targets) ** 2))
    directions = vectors.T
    return Parabola(
        np.array([flat, steep]), directions, minimum, least, directions @ (START - minimum)
    )


def answer(examples: Examples, share: float) -> str:
    """Which guess is closest to the loss after all steps with a rate."""
    found = parabola(examples)
    loss = float(found.loss(share))
    if loss > MILLION:
        return "million"
    return min(GUESSES[:-1], key=lambda guess: abs(found.guesses[guess] - loss))
