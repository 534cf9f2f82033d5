"""Gradients on their way back: rows, the one scale of colour, and the bounds of a curve."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.measures.fading import NEVER, main_path, nearest, steps_until_faded
from core.traces.base import Array
from core.traces.recurrent import GradientTrace

LOW, HIGH = 1e-8, 10.0  # the one absolute scale of colour
DASH = "7 4"  # of a second network of the same family
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


def marks(row: Row, options: Sequence[str]) -> dict[str, Any]:
    """Return what a chain marks on the row: where less than 1 % is left, the guess, if it is right.

    `options` of the guess: the nearest to what was measured is the right one.
    """
    steps = steps_until_faded(main_path(row.gradient))
    found: dict[str, Any] = {"faded": NEVER if steps is None else steps}
    if row.guess is not None:
        found["guess"] = NEVER if row.guess == NEVER else int(row.guess)
        found["right"] = row.guess == nearest(steps, options)
    return found
