"""Points that a reader has placed in a plot, as a short code for the link. Free of torch.

Each coordinate is the share of its axis in thousandths, two digits to the base of 36, so that a
point takes four letters. viz/stage/views/common/placed_points.js writes the same.
"""

import re

import numpy as np

from core.traces.base import Array

LETTERS = 4  # of a point
STEPS = 1000  # of an axis from its low end to its high one
BASE = 36
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def write(shares: Array) -> str:
    """The code of points (point, 2), as shares of the axes; what lies beyond them is clamped."""
    whole = np.floor(np.clip(shares, 0, 1) * STEPS + 0.5).astype(int)
    return "".join(DIGITS[k // BASE] + DIGITS[k % BASE] for k in whole.ravel())


def read(code: str, count: int) -> Array | None:
    """The points (count, 2) of a code as shares of the axes; None where it is not one."""
    if not re.fullmatch(f"[0-9a-z]{{{LETTERS * count}}}", code):
        return None
    whole = [int(code[k : k + 2], BASE) for k in range(0, len(code), 2)]
    if max(whole, default=0) > STEPS:
        return None
    return np.array(whole).reshape(count, 2) / STEPS


def read_all(code: str) -> Array | None:
    """The points (n, 2) of a code of any length as shares of the axes; None where it is not one."""
    return read(code, len(code) // LETTERS) if len(code) % LETTERS == 0 else None
