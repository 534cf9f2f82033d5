"""Many descents at once: of many batches and seeds, and of a program many times. Free of torch."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.lessons.regression.descent import batches, gradient, mean_squared_error
from core.lessons.regression.examples import Examples
from core.lessons.regression.parabola import START, parabola
from core.lessons.regression.settings import BATCHES, STEPS
from core.traces.base import Array

SHARES = (0.1, 0.5, 0.9, 1.01)  # rates of the table of batches, as shares of the limit
SEEDS, LAST = 3, 100  # the loss is a mean over so many last steps


@lru_cache(maxsize=16)
def by_batch(examples: Examples) -> dict[str, Array]:
    """The mean loss of the last steps for each size of a batch, (rate, seed).

    A size that takes in all examples is left out; with all of them the seeds are alike. Infinite
    where the numbers pass all bounds.
    """
    sizes = [size for size in BATCHES if size == "all" or int(size) < len(examples)]
    with np.errstate(over="ignore", invalid="ignore"):
        return {size: _last(examples, size) for size in sizes}


def _last(examples: Examples, size: str) -> Array:
    x, y, count = examples.inputs, examples.targets, len(examples)
    found = parabola(examples)
    rate = found.limit * np.array(SHARES)[:, None]  # (rate, 1)
    many = count if size == "all" else int(size)
    parts = np.stack([batches(count, many, seed, STEPS) for seed in range(SEEDS)])
    w, b = (np.full((len(SHARES), SEEDS), start) for start in START)
    total = np.zeros_like(w)
    for k in range(STEPS):
        xs, ys = x[parts[:, k]], y[parts[:, k]]  # (seed, example)
        error = w[..., None] * xs + b[..., None] - ys
        w, b = w - 2 * rate * (error * xs).mean(-1), b - 2 * rate * error.mean(-1)
        if k >= STEPS - LAST:
            away = np.stack([w, b], axis=-1) - found.minimum
            total += found.least + (found.eigenvalues / 2 * (away @ found.directions.T) ** 2).sum(
                -1
            )
    return np.nan_to_num(total / LAST, nan=np.inf, posinf=np.inf)


RUNS, UPDATES, RATE = 50, 100, 0.01  # of the program in the lecture notes
TRAIN, TEST = np.arange(1.0, 5.0), np.arange(5.0, 9.0)  # x; y = 2 x


@dataclass(frozen=True, eq=False)
class Runs:
    """The program once for each seed: slope, intercept and test loss at its end, (seed,)."""

    w: Array
    b: Array
    test: Array


def drawn(seed: int) -> tuple[float, float]:
    """What `torch.manual_seed(seed); torch.nn.Linear(1, 1)` draws: weight and bias in −1 … 1.

    Both are made from the same Mersenne Twister: 24 bits of each of its numbers.
    """
    bits = np.random.RandomState(seed).randint(0, 2**32, 2, dtype=np.uint32) & 0xFFFFFF
    weight, bias = (bits / 2**23 - 1).tolist()
    return weight, bias


@lru_cache(maxsize=1)
def program() -> Runs:
    """The program of the lecture notes with the seeds 0 … 49, as torch runs it."""
    runs = []
    for seed in range(RUNS):
        w, b = drawn(seed)
        for _ in range(UPDATES):
            dw, db = gradient(TRAIN, 2 * TRAIN, w, b)
            w, b = w - RATE * dw, b - RATE * db
        runs.append((w, b, mean_squared_error(TEST, 2 * TEST, w, b)))
    return Runs(*map(np.array, zip(*runs, strict=True)))
