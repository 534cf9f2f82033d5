"""How alike two words are used: the cosine of their vectors."""

import numpy as np

from core.traces.base import Array


def unit(vectors: Array) -> Array:
    """Vectors (…, hidden) divided by their lengths, float64; a zero stays."""
    vectors = np.asarray(vectors, dtype=float)
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)


def cosines(vectors: Array, asked: Array) -> Array:
    """The cosine of each asked vector (asked, hidden) with every word's, (asked, word)."""
    return unit(asked) @ unit(vectors).T


def nearest(vectors: Array, place: int, n: int) -> tuple[Array, Array]:
    """The n words nearest to one, without itself, and their cosines; (n,) both."""
    found = cosines(vectors, vectors[place][None])[0]
    found[place] = -np.inf
    order = np.argsort(-found, kind="stable")[:n]
    return order, found[order]
