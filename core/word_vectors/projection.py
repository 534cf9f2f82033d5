"""A map of vectors: principal components of their directions, fitted once.

Pearson 1901; Jolliffe 2002, *Principal Component Analysis*. The direction is the vector divided by
its length: two directions are √(2 − 2 cos) apart, so that near means what the cosine means.
"""

from dataclasses import dataclass

import numpy as np

from core.traces.base import Array
from core.word_vectors.likeness import unit


@dataclass(frozen=True, eq=False)
class Projection:
    """Where directions lie on a map.

    Attributes:
        centre: the mean direction, (hidden,).
        basis: orthonormal principal components, the largest first, (axis, hidden). The component's
            largest number is positive, so that no map is another one's mirror image by chance.
        shares: of the variance along each of them, (axis,).
    """

    centre: Array
    basis: Array
    shares: Array

    def of(self, vectors: Array) -> Array:
        """Places of vectors (…, hidden) on the map, (…, axis)."""
        return (unit(vectors) - self.centre) @ self.basis.T


def projection(vectors: Array, axes: int = 2) -> Projection:
    """The map that shows most of the variance of the directions of vectors (word, hidden)."""
    directions = unit(vectors)
    centre = directions.mean(axis=0)
    _, sizes, components = np.linalg.svd(directions - centre, full_matrices=False)
    basis = components[:axes]
    largest = np.take_along_axis(basis, np.abs(basis).argmax(axis=1)[:, None], axis=1)
    return Projection(centre, basis * np.sign(largest), sizes[:axes] ** 2 / (sizes**2).sum())


def apart(one: Array, other: Array) -> Array:
    """How far apart two directions are, from 0 to 2, (…,)."""
    return np.linalg.norm(unit(one) - unit(other), axis=-1)
