"""Gradient descent on the mean squared error of a line, step by step. Free of torch."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, repeat, takewhile

import numpy as np

from core.lessons.regression.examples import Examples
from core.lessons.regression.parabola import START, parabola
from core.lessons.regression.settings import STEPS, Regression
from core.traces.base import Array, Trace, axes

CEILING = 1e200  # where the loss is larger, the recording ends: soon no number could hold it


def _next(step: int) -> int:
    """The steps are recorded one by one, then by an odd number: what swings is seen to swing."""
    return step + (1 if step < 16 else 2 * (step // 22) + 3)


MOMENTS = tuple(
    takewhile(lambda step: step <= STEPS, accumulate(repeat(0, STEPS), lambda step, _: _next(step)))
)


@dataclass(frozen=True, eq=False, kw_only=True)
class DescentTrace(Trace):
    """Slope, intercept and loss at some moments of the descent.

    Attributes:
        step: how many steps were taken before.
        w, b: slope and intercept.
        loss: the mean squared error of all examples.
        dw, db: the derivatives of the loss that the next step goes by: with mini-batches, those
            of its few examples.
    """

    step: Array = axes("time")
    w: Array = axes("time")
    b: Array = axes("time")
    loss: Array = axes("time")
    dw: Array = axes("time")
    db: Array = axes("time")

    @property
    def ends(self) -> bool:
        """Whether the recording ends early: the loss has passed `CEILING`."""
        return int(self.step[-1]) < STEPS


def mean_squared_error(x: Array, y: Array, w: float, b: float) -> float:
    """The mean of the squared errors of the line w x + b."""
    return float(np.mean((w * x + b - y) ** 2))


def gradient(x: Array, y: Array, w: float, b: float) -> tuple[float, float]:
    """The derivatives of the mean squared error by w and by b."""
    error = w * x + b - y
    return 2 * float(np.mean(error * x)), 2 * float(np.mean(error))


def step(x: Array, y: Array, w: float, b: float, rate: float) -> tuple[float, float]:
    """One step downhill."""
    dw, db = gradient(x, y, w, b)
    return w - rate * dw, b - rate * db


def batches(count: int, size: int, seed: int, steps: int) -> Array:
    """Which examples each step looks at, (step, size).

    Each pass shuffles all examples and cuts them into batches; those left over wait for the next.
    """
    rng, size = np.random.default_rng(seed), min(size, count)
    each = count // size
    passes = [rng.permutation(count)[: each * size] for _ in range(-(-steps // each))]
    return np.concatenate(passes).reshape(-1, size)[:steps]


def takes_all(examples: Examples, settings: Regression) -> bool:
    """Whether each step looks at all examples."""
    return settings.batch == "all" or int(settings.batch) >= len(examples)


def descend(examples: Examples, settings: Regression) -> DescentTrace:
    """Take the steps of ``settings`` from w = b = 0, and record `MOMENTS` of them."""
    x, y, count = examples.inputs, examples.targets, len(examples)
    rate = float(settings.rate) * parabola(examples).limit
    size = count if takes_all(examples, settings) else int(settings.batch)
    parts = batches(count, size, settings.seed, STEPS + 1) if size < count else None
    (w, b), moments, rows = START, set(MOMENTS), []
    for k in range(STEPS + 1):
        xs, ys = (x, y) if parts is None else (x[parts[k]], y[parts[k]])
        if k in moments:
            loss = mean_squared_error(x, y, w, b)
            if loss > CEILING:
                break
            rows.append((k, w, b, loss, *gradient(xs, ys, w, b)))
        w, b = step(xs, ys, w, b, rate)
    names = ("step", "w", "b", "loss", "dw", "db")
    return DescentTrace(**dict(zip(names, map(np.array, zip(*rows, strict=True)), strict=True)))
