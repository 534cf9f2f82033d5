"""Rosenblatt's rule: at a mistake, the example is added to the weights or taken from them.

Rosenblatt 1958; as in Bishop 2006, section 4.1.7, with classes 0 and 1. The last input of every
example is 1, and its weight is the bias. Free of torch.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.lessons.perceptron.settings import PASSES, SHUFFLED, WORST
from core.traces.base import Array


def predict(w: Array, x: Array) -> Array:
    """ŷ = step(w · x): 1 from 0 on, else 0; of examples ([example,] input)."""
    return (np.sum(x * w, axis=-1) >= 0).astype(float)


def learn(w: Array, x: Array, y: float, rate: float = 1.0) -> Array:
    """The weights after one example: w + η (y − ŷ) x."""
    return w + rate * (y - predict(w, x)) * x


@dataclass(frozen=True, eq=False)
class Run:
    """What happened at each mistake of a run; the weights change nowhere else.

    Attributes:
        x, y: the examples (example, input), the last input 1, and their classes.
        passes: how many there were.
        read: how many examples had been read, this one among them, (mistake,).
        example: which one it was, (mistake,).
        weights: before the first mistake and after each, (1 + mistake, input).
        wrong: the share of all examples that these weights get wrong, (1 + mistake,).
    """

    x: Array
    y: Array
    passes: int
    read: Array
    example: Array
    weights: Array
    wrong: Array

    @property
    def total(self) -> int:
        """How many examples were read."""
        return self.passes * len(self.x)

    def mistakes(self, read: Array) -> Array:
        """How many mistakes there were in the first ``read`` examples."""
        return np.searchsorted(self.read, read, side="right")

    @cached_property
    def ends(self) -> Array:
        """How many examples had been read at the end of each pass, (pass,)."""
        return len(self.x) * np.arange(1, self.passes + 1)

    @property
    def by_pass(self) -> Array:
        """The mistakes of each pass, (pass,)."""
        return np.diff(self.mistakes(self.ends), prepend=0)

    def last(self, read: Array) -> Array:
        """The weights after the first ``read`` examples, (…, input)."""
        return self.weights[self.mistakes(read)]

    def best(self, read: Array) -> Array:
        """Those that got most examples right until then: the pocket of Gallant 1990."""
        first = [0]
        for k in range(1, len(self.wrong)):
            first.append(k if self.wrong[k] < self.wrong[first[-1]] else first[-1])
        return self.weights[np.array(first)[self.mistakes(read)]]

    def averaged(self, read: Array) -> Array:
        """The mean of the weights over all that was read: Freund and Schapire 1999."""
        since = np.append(1, self.read)  # these weights held from then on
        sums = np.cumsum(np.diff(since)[:, None] * self.weights[:-1], axis=0)
        sums = np.vstack([np.zeros_like(self.weights[:1]), sums])
        k, read = self.mistakes(read), np.asarray(read)
        total = sums[k] + (read - since[k] + 1)[..., None] * self.weights[k]
        return total / np.maximum(read, 1)[..., None]

    def share_wrong(self, weights: Array) -> Array:
        """The share of all examples that some weights (time, input) get wrong, (time,)."""
        return np.array([_share(predict(w, self.x) != self.y) for w in weights])


def run(
    x: Array,
    y: Array,
    order: str,
    *,
    passes: int = PASSES,
    seed: int = 0,
    towards: Array | None = None,
    rate: float = 1.0,
    start: Array | None = None,
) -> Run:
    """Read the examples pass after pass, until one has no mistake.

    Args:
        x: the examples (example, input), the last input 1.
        y: their classes, 0 or 1.
        order: of a pass: as they are, shuffled anew, or always the mistake that helps least.
        passes: at most.
        seed: of the shuffled order.
        towards: the weights that the last order measures by.
        rate: η.
        start: weights; zeros if there are none.
    """
    w = np.zeros(x.shape[1]) if start is None else start
    rng, wrong = np.random.default_rng(seed), predict(w, x) != y
    gain = None if towards is None else np.round((2 * y - 1) * np.sum(x * towards, axis=-1), 9)
    made: list[tuple[int, int]] = []  # mistakes: how many had been read, and which one it was
    weights, shares = [w], [_share(wrong)]
    read = done = 0
    while done < passes and (done == 0 or (made and made[-1][0] > read - len(x))):
        for i in _one_pass(order, len(x), rng):
            read += 1
            if order == WORST and wrong.any():
                i = _least(gain, wrong)
            if wrong[i]:
                w = learn(w, x[i], y[i], rate)
                wrong = predict(w, x) != y
                made.append((read, i))
                weights.append(w)
                shares.append(_share(wrong))
        done += 1
    reads, which = np.array(made, dtype=int).reshape(-1, 2).T
    return Run(x, y, done, reads, which, np.array(weights), np.array(shares))


def _share(wrong: Array) -> float:
    return np.count_nonzero(wrong) / len(wrong)


def _one_pass(order: str, count: int, rng: np.random.Generator) -> Iterable[int]:
    return map(int, rng.permutation(count)) if order == SHUFFLED else range(count)


def _least(gain: Array | None, wrong: Array) -> int:
    """Of the examples that are wrong now, the first whose update leads least in a direction."""
    among = np.flatnonzero(wrong)
    return int(among[0] if gain is None else among[np.argmin(gain[among])])
