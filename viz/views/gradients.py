"""Gradients on their way back: rows, the one scale of colour, and the bounds of a curve."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.traces.base import Array
from core.traces.recurrent import GradientTrace

LOW, HIGH = 1e-8, 10.0  # the one absolute scale of colour
FLOOR, CEILING = 1e-64, 1e64  # where the curve's axis ends at most
SHOWN_BEFORE_GUESS = 4  # steps at the end that are not covered, at most


@dataclass(frozen=True, eq=False)
class Row:
    """One network as it is shown: its code, its note, its gradient, and the reader's guess."""

    code: str
    note: str
    gradient: GradientTrace
    guess: str | None = None


def speed(length: int) -> float:
    """Steps per second: a long sequence plays in the same time as a short one, about 5 s."""
    return max(8.0, length / 5)


def curve_bounds(curves: Sequence[Array], start: int) -> tuple[float, float]:
    """Return powers of ten around all positive values from index ``start`` on, within limits."""
    values = np.concatenate([curve[start:] for curve in curves])
    exponents = np.log10(values[values > 0])
    if not len(exponents):
        return LOW, HIGH
    low, high = 10.0 ** np.floor(exponents.min()), 10.0 ** np.ceil(exponents.max())
    low = min(max(low, FLOOR), CEILING / 10)
    return float(low), float(max(min(high, CEILING), low * 10))
