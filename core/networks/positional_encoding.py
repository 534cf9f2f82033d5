"""Positional encodings, written as their papers write them.

Sinusoids: Vaswani et al. 2017, Attention Is All You Need, §3.5. Rotary (RoPE): Su et al. 2021,
RoFormer, §3.2–3.4. Linear biases (ALiBi): Press et al. 2022, Train Short, Test Long, §3.
Positions count from 0, pairs of columns (2i, 2i+1) from i = 0. Everything is float64 numpy.
"""

import numpy as np

from core.errors import InputError
from core.traces.base import Array


def frequencies(d: int, base: float = 10000.0) -> Array:
    """Angle per position of each pair of columns, ω_i = base^(−2i/d), radians: (d/2,)."""
    _check(d, base)
    return base ** (-np.arange(0, d, 2) / d)


def sinusoidal(length: int, d: int, base: float = 10000.0) -> Array:
    """Vaswani 2017 §3.5: PE(p, 2i) = sin(p ω_i), PE(p, 2i+1) = cos(p ω_i).

    Args:
        length: positions 0 … length − 1.
        d: columns, even.
        base: 10000 in the paper; the longest wavelength approaches 2π · base positions.

    Returns:
        (length, d), sin and cos interleaved.

    Raises:
        InputError: length < 1, d odd or < 2, or base ≤ 1.
    """
    angle = positions_of(length)[:, None] * frequencies(d, base)  # (length, d/2)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(length, d)


def common_bug(length: int, d: int, base: float = 10000.0) -> Array:
    """The widespread mistake: exponent 2c/d for *column* c, where 2⌊c/2⌋/d is meant: (length, d).

    A sine and the cosine beside it then turn at different speeds and form no circle.
    """
    _check(d, base)
    column = np.arange(d)
    angle = positions_of(length)[:, None] * base ** (-2 * column / d)
    return np.where(column % 2 == 0, np.sin(angle), np.cos(angle))


def rotation(k: float, d: int, base: float = 10000.0) -> Array:
    """M_k with PE(p + k) = M_k PE(p) for every p: (d, d), one 2×2 rotation per pair of columns.

    It exists because sin and cos of one pair share their frequency (the remark of §3.5):
    sin((p+k)ω) = cos kω · sin pω + sin kω · cos pω, and alike for the cosine.
    """
    matrix = np.zeros((d, d))
    angle = k * frequencies(d, base)
    even = np.arange(0, d, 2)
    matrix[even, even] = matrix[even + 1, even + 1] = np.cos(angle)
    matrix[even, even + 1] = np.sin(angle)
    matrix[even + 1, even] = -np.sin(angle)
    return matrix


def rotate(x: Array, positions: Array, base: float = 10000.0) -> Array:
    """RoPE, Su 2021 eq. 34: turn the pair (x_2i, x_2i+1) at position p by the angle p ω_i.

    Args:
        x: (…, length, d), queries or keys.
        positions: (length,), need not be whole numbers.
        base: 10000 in the paper.

    Returns:
        (…, length, d): lengths unchanged; q_m · k_n depends on m − n, q and k.

    Raises:
        InputError: d odd or < 2, base ≤ 1, or not one position for each row of x.
    """
    x, positions = np.asarray(x, dtype=float), np.asarray(positions, dtype=float)
    if positions.shape != x.shape[-2:-1]:
        raise InputError("positions", f"of shape {x.shape[-2:-1]}", positions.shape)
    angle = np.repeat(positions[:, None] * frequencies(x.shape[-1], base), 2, axis=-1)
    turned = np.stack([-x[..., 1::2], x[..., ::2]], axis=-1).reshape(x.shape)  # by a quarter turn
    return x * np.cos(angle) + turned * np.sin(angle)


def alibi_slopes(heads: int) -> Array:
    """Press 2022 §3: the geometric sequence 2^(−8/n), 2^(−16/n), …, 2^(−8) for n heads: (heads,).

    The paper's rule holds for every n; its code departs from it where n is no power of two.
    """
    if heads < 1:
        raise InputError("heads", "≥ 1", heads)
    return 2.0 ** (-8 * np.arange(1, heads + 1) / heads)


def alibi(length: int, heads: int) -> Array:
    """What ALiBi adds to the scores, −m |query − key|: (heads, length, length).

    The paper looks back only; the absolute value leaves that half as it is and mirrors it.
    """
    position = positions_of(length)
    distance = np.abs(position[:, None] - position)
    return -alibi_slopes(heads)[:, None, None] * distance


def positions_of(length: int) -> Array:
    """Positions 0 … length − 1: (length,)."""
    if length < 1:
        raise InputError("length", "≥ 1", length)
    return np.arange(length, dtype=float)


def _check(d: int, base: float) -> None:
    if d < 2 or d % 2:
        raise InputError("d", "even and ≥ 2", d)
    if not base > 1:
        raise InputError("base", "> 1", base)
