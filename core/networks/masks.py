"""Masks of attention, True where a query may look at a key. Free of torch.

(``nn.MultiheadAttention`` means the opposite by True: hand it ``~mask`` or ``additive(mask)``.)
"""

from typing import Any

import numpy as np

from core.errors import InputError
from core.traces.base import Array


def none(T: int) -> Array:
    """Everyone may look everywhere: (query, key)."""
    _check("T", T, 1)
    return np.ones((T, T), dtype=bool)


def causal(T: int) -> Array:
    """Nobody looks ahead (Vaswani et al. 2017, §3.2.3): (query, key)."""
    return np.tril(none(T))


def padding(T: int, length: int) -> Array:
    """Only the first ``length`` keys are words; the rest is padding: (query, key)."""
    _check("length", length, 0, T)
    return none(T) & (np.arange(T) < length)


def sliding_window(T: int, w: int) -> Array:
    """Itself and the w − 1 before it (Jiang et al. 2023, "Mistral 7B", §2): (query, key)."""
    _check("w", w, 1)
    return causal(T) & ~np.tril(none(T), -w)


def prefix(T: int, p: int) -> Array:
    """The first ``p`` are seen by all, the rest causally (Raffel et al. 2020, "T5", §3.2.1)."""
    _check("p", p, 0, T)
    return causal(T) | (np.arange(T) < p)


def additive(mask: Array, dtype: Any = np.float32) -> Array:
    """0 where a query may look, −∞ where not: what is added to the scores."""
    return np.where(mask, 0, -np.inf).astype(dtype)


def _check(field: str, value: int, least: int, most: int | None = None) -> None:
    if value < least or (most is not None and value > most):
        rule = f"at least {least}" if most is None else f"{least}–{most}"
        raise InputError(field, rule, value)
