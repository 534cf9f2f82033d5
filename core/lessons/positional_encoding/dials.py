"""The numbers of a sinusoidal encoding that are shown as clock hands. Free of torch."""

import numpy as np

from core.networks.positional_encoding import frequencies
from core.traces.base import Array

DIALS = 8


def dials(d: int, picked: int) -> tuple[int, ...]:
    """Return the pairs of columns that get a dial: spread evenly, the picked one among them."""
    last = d // 2 - 1
    spread = np.unique(np.linspace(0, last, min(DIALS, last + 1)).round().astype(int))
    chosen = min(picked, last)
    spread[np.abs(spread - chosen).argmin()] = chosen
    return tuple(int(pair) for pair in spread)


def rates(encoding: str, d: int, base: float) -> Array:
    """Return the angle per position of every column, radians: (d,).

    In the paper both columns of a pair turn alike; with the common bug ("bug") they do not.
    """
    if encoding == "bug":
        return base ** (-2 * np.arange(d) / d)
    return np.repeat(frequencies(d, base), 2)
