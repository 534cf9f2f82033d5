"""Promises of positional encodings, measured, and their worth to trained networks. No torch."""

from dataclasses import dataclass

import numpy as np

from core.networks.transformer_config import POSITIONS
from core.shipped.store import card
from core.traces.base import Array


@dataclass(frozen=True)
class Check:
    """What holds for an encoding of some positions, measured."""

    shortest: float  # ‖PE(p)‖², the least and the most over p
    longest: float
    spread: float  # how much PE(p)·PE(p + k) varies with p
    rotation_error: float  # max |PE(p + k) − M PE(p)| with the best matrix M for all p


def check(table: Array, k: int) -> Check:
    """Measure an encoding: table (positions, d), distance k ≥ 1, more positions than columns.

    The matrix is the one that least squares find: none does better on average.
    """
    now, later = table[:-k], table[k:]
    square, product = (table**2).sum(axis=1), (now * later).sum(axis=1)
    best, *_ = np.linalg.lstsq(now, later, rcond=None)
    error = np.abs(now @ best - later).max()
    return Check(float(square.min()), float(square.max()), float(np.ptp(product)), float(error))


@dataclass(frozen=True, eq=False)
class Products:
    """How PE(p) meets PE(p + k), for a few p: values (p, k)."""

    places: tuple[int, ...]  # p
    steps: Array  # k
    values: Array
    spread: float  # the most that one distance varies with p
    asymmetry: float  # the most that k and −k differ


def products(
    table: Array, places: tuple[int, ...], reach: int, mixing: Array | None = None
) -> Products:
    """Return PE(p)ᵀ B PE(p + k) for k = −reach … reach; B is the identity, or ``mixing`` (d, d)."""
    steps = np.arange(-reach, reach + 1)
    left = table[list(places)] if mixing is None else table[list(places)] @ mixing
    values = np.stack([table[p + steps] @ row for p, row in zip(places, left, strict=True)])
    spread = np.ptp(values, axis=0).max()
    asymmetry = np.abs(values - values[:, ::-1]).max()
    return Products(places, steps, values, float(spread), float(asymmetry))


@dataclass(frozen=True, eq=False)
class Accuracy:
    """The share of right answers of networks that tell the order in one way."""

    lengths: tuple[int, ...]  # of the sequences
    seeds: Array  # (seed, length)
    trained: tuple[int, int]  # the shortest and the longest length in training

    def at(self, length: int) -> Array:
        """The shares of all seeds at one length."""
        return self.seeds[:, self.lengths.index(length)]


def accuracies() -> dict[str, Accuracy]:
    """What the cards of the six ways say: A before B at every length, for each seed."""
    return {name: _accuracy(card(f"order_{name}")) for name in POSITIONS}


def _accuracy(about: dict) -> Accuracy:
    runs = [run["accuracy"] for run in about["seeds"]]
    lengths = tuple(map(int, runs[0]))
    shares = np.array([[run[str(length)] for length in lengths] for run in runs])
    first, last = about["trained at"]
    return Accuracy(lengths, shares, (first, last))
