"""How far a separating line can stay from all examples, and how many mistakes that allows.

With z = x for class 1 and −x for class 0, w separates if w · z > 0 for all. The largest margin γ
of such a w of length 1 is the distance of 0 from the convex hull of all z, which Wolfe's algorithm
finds (Mathematical Programming 11, 1976). Novikoff 1962: the perceptron makes at most (R/γ)²
mistakes, where R is the length of the longest x. Free of torch.
"""

import numpy as np

from core.traces.base import Array

STEPS = 1000  # of Wolfe's algorithm, at most
TOLERANCE = 1e-10


def signed(x: Array, y: Array) -> Array:
    """z: x for class 1 and −x for class 0, (example, input)."""
    return (2 * y - 1)[:, None] * x


def nearest(z: Array) -> Array:
    """The point of the convex hull of ``z`` that is nearest to 0, (input,)."""
    corners, shares = [int(np.argmin(np.sum(z * z, axis=1)))], np.ones(1)
    point, largest = z[corners[0]], float(np.sum(z * z, axis=1).max())
    for _ in range(STEPS):
        product = z @ point
        new = int(np.argmin(product))
        if product[new] > point @ point - TOLERANCE * largest or new in corners:
            break
        corners, shares = [*corners, new], np.append(shares, 0.0)
        while (wanted := _affine(z[corners])).min() <= TOLERANCE:
            low = wanted <= TOLERANCE
            way = np.min(shares[low] / np.maximum(shares[low] - wanted[low], TOLERANCE))
            shares = shares + min(way, 1.0) * (wanted - shares)
            kept = shares > TOLERANCE
            corners = [corner for corner, keep in zip(corners, kept, strict=True) if keep]
            shares = shares[kept] / shares[kept].sum()
        shares, point = wanted, wanted @ z[corners]
    return point


def _affine(points: Array) -> Array:
    """The shares, which sum to 1, of the point nearest to 0 on the flat through some points."""
    count = len(points)
    system = np.ones((count + 1, count + 1))
    system[:count, :count], system[-1, -1] = points @ points.T, 0
    return np.linalg.lstsq(system, np.append(np.zeros(count), 1.0), rcond=None)[0][:count]


def margin(x: Array, y: Array) -> float:
    """γ; 0 where no line through all these inputs separates the classes."""
    point = nearest(signed(x, y))
    found = float(np.linalg.norm(point))
    return found if found > 1e-6 * longest(x) else 0.0


def longest(x: Array) -> float:
    """R: the length of the longest example."""
    return float(np.linalg.norm(x, axis=1).max())


def bound(x: Array, y: Array) -> float:
    """(R/γ)², ∞ where the classes cannot be separated."""
    found = margin(x, y)
    return (longest(x) / found) ** 2 if found else np.inf


def solution(x: Array, y: Array) -> Array:
    """Weights of length 1: those of the largest margin; if there are none, of least squares."""
    point = nearest(signed(x, y))
    if not margin(x, y):
        point = np.linalg.lstsq(x, 2 * y - 1, rcond=None)[0]
    length = float(np.linalg.norm(point))
    return point / length if length > TOLERANCE else np.zeros(x.shape[1])
