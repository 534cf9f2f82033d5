"""Controls of the lesson: other starts, the β of momentum, batches of real data, and torch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from core.data import iris
from core.lessons.descent.lesson import (
    RATES,
    best_rate,
    hessian,
    loss_of,
    rotation,
    settled,
)
from core.lessons.descent.lesson import STEPS as FILM
from core.lessons.descent.optimizers import descend, momentum_with
from core.lessons.descent.settings import METHODS, TURNED
from core.shipped import store
from core.shipped.recordings import load
from core.traces.base import Array
from core.traces.landscape import LandscapeTrace

PLACES = (10, 50, 80, 110, 150, 200)  # degrees, of other starts on the same circle
BETAS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99)
KAPPA = 100.0  # of the valley in which β is tried
LONG = 2000  # steps that it may take there
BATCHES = (1, 10, 150)  # flowers a step, of all 150
EPOCHS = 20
SEEDS = (0, 1, 2)
RATE = 0.1
LANDSCAPE = "descent_landscape"
Found = dict[str, tuple[int | None, int | None]]


@lru_cache(maxsize=8)
def other_starts(kappa: float) -> tuple[Found, ...]:
    """For each start of `PLACES`: the steps each optimizer needs along the axes, and turned."""
    return tuple(_at(kappa, place) for place in PLACES)


def _at(kappa: float, place: float) -> Found:
    start = 2**0.5 * rotation(place)[:, 0]
    found: Found = {}
    for method in METHODS:
        first, last = (_steps(method, kappa, angle, start) for angle in (0.0, float(TURNED)))
        found[method] = (first, last)
    return found


def _steps(method: str, kappa: float, angle: float, start: Array) -> int | None:
    here, H = rotation(angle) @ start, hessian(kappa, angle)
    rate = best_rate(method, kappa, angle, (float(here[0]), float(here[1])))
    w, *_ = descend(method, lambda w: w @ H, here, np.array(rate), FILM)
    return settled(loss_of(H, w))


def best_beta(kappa: float) -> float:
    """The β with the fastest decay on a quadratic: ((√κ − 1)/(√κ + 1))² (Goh 2017)."""
    return ((kappa**0.5 - 1) / (kappa**0.5 + 1)) ** 2


@lru_cache(maxsize=1)
def by_beta() -> tuple[int | None, ...]:
    """The steps that momentum needs for each of `BETAS`, at its best rate there."""
    H, start = hessian(KAPPA, 0.0), np.ones(2)
    found: list[int | None] = []
    for beta in BETAS:
        w, *_ = descend(momentum_with(beta), lambda w: w @ H, start, RATES[:, None], LONG)
        steps = [settled(each) for each in loss_of(H, w).T]
        found.append(min((n for n in steps if n is not None), default=None))
    return tuple(found)


@dataclass(frozen=True)
class Batches:
    """A training on batches of one size: what the loss is above the lowest, for each seed.

    ``constant`` with one rate throughout, ``decaying`` with a rate that falls to 0 by a cosine.
    """

    size: int
    updates: int
    constant: tuple[float, ...]
    decaying: tuple[float, ...]


@lru_cache(maxsize=1)
def batches() -> tuple[Batches, ...]:
    """Petal width on petal length (standardised) by SGD from the same start, `EPOCHS` epochs."""
    lengths, widths = iris.measures()[:, 2], iris.measures()[:, 3]
    x = np.stack([(lengths - lengths.mean()) / lengths.std(), np.ones(len(lengths))], axis=1)
    lowest = np.mean((x @ np.linalg.lstsq(x, widths, rcond=None)[0] - widths) ** 2)
    return tuple(
        Batches(
            size,
            -(-len(x) // size),
            *(
                tuple(_fit(x, widths, size, seed, decays) - lowest for seed in SEEDS)
                for decays in (False, True)
            ),
        )
        for size in BATCHES
    )


def _fit(x: Array, y: Array, size: int, seed: int, decays: bool) -> float:
    """The mean squared error at the end."""
    rng, w, t = np.random.default_rng(seed), np.zeros(2), 0
    total = EPOCHS * -(-len(x) // size)
    for _ in range(EPOCHS):
        order = rng.permutation(len(x))
        for some in np.split(order, range(size, len(x), size)):
            rate = RATE * (0.5 * (1 + np.cos(np.pi * t / total)) if decays else 1)
            w = w - rate * 2 * x[some].T @ (x[some] @ w - y[some]) / len(some)
            t += 1
    return float(np.mean((x @ w - y) ** 2))


def landscape() -> LandscapeTrace:
    """The shipped loss of a small network on a plane, and four paths."""
    found = load(store.FOLDER / f"{LANDSCAPE}.safetensors")["landscape"]
    assert isinstance(found, LandscapeTrace)  # noqa: S101
    return found


def landscape_losses() -> dict[str, Sequence[float]]:
    """The last loss of each optimizer on that network, one for each seed."""
    rows = store.card(LANDSCAPE)["results"]
    return {m: [row["loss"] for row in rows if row["method"] == m] for m in METHODS}


def difference_from_torch() -> dict[str, float]:
    """The largest difference of w from `torch.optim` over 100 steps in the turned valley."""
    import torch

    from core.lessons.descent.optimizers import ALPHA, BETA

    H, start, rate = hessian(KAPPA, 30.0), np.array([1.2, -0.7]), 0.01
    theirs = {
        "sgd": lambda w: torch.optim.SGD(w, rate),
        "momentum": lambda w: torch.optim.SGD(w, rate, momentum=BETA),
        "rmsprop": lambda w: torch.optim.RMSprop(w, rate, alpha=ALPHA),
        "adam": lambda w: torch.optim.Adam(w, rate),
    }
    return {method: _apart(method, make, H, start, rate) for method, make in theirs.items()}


def _apart(
    method: str, make: Callable[..., Any], H: Array, start: Array, rate: float, steps: int = 100
) -> float:
    import torch

    ours, *_ = descend(method, lambda w: w @ H, start, np.array(rate), steps)
    w, curve = torch.tensor(start), torch.from_numpy(H)
    optimizer, largest = make([w]), 0.0
    for t in range(steps):
        w.grad = w @ curve
        optimizer.step()
        largest = max(largest, float(np.abs(w.numpy() - ours[t + 1]).max()))
    return largest
