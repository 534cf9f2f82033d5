"""Points of two classes in the plane, between −1 and 1, and whether a line parts them."""

from itertools import combinations

import numpy as np

from core.data import placed_points
from core.traces.base import Array

EACH = 30  # points of a class
LOW, HIGH = -1.0, 1.0  # of both axes
OWN = {  # where a reader's own points begin, as shares of the axes
    "inside": ((0.63, 0.57), (0.47, 0.65), (0.35, 0.52), (0.44, 0.36), (0.61, 0.4), (0.5, 0.5)),
    "outside": ((0.72, 0.84), (0.37, 0.88), (0.12, 0.64), (0.16, 0.29), (0.45, 0.1), (0.78, 0.21),
                (0.9, 0.54)),
}  # fmt: skip


def made(data: str) -> tuple[Array, Array]:
    """The points inside and those outside, (point, 2) each: "circle", "moons" or "xor"."""
    stream = np.random.default_rng(7)
    along, noise = stream.random((2, EACH)), stream.normal(0, 0.06, (2, EACH, 2))
    if data == "circle":
        radius = 0.42 * np.sqrt(along[0]), 0.72 + 0.2 * along[1]
        angle = 2 * np.pi * stream.random((2, EACH))
        return _around(radius[0], angle[0]), _around(radius[1], angle[1])
    if data == "moons":
        upper = _around(0.55, np.pi * along[0]) + np.array([-0.25, -0.15])
        lower = _around(0.55, -np.pi * along[1]) + np.array([0.25, 0.15])
        return upper + noise[0], lower + noise[1]
    corner = np.array([[-0.5, -0.5], [0.5, 0.5]])
    side = np.arange(EACH) % 2
    far = 2.6 * noise
    return corner[side] + far[0], corner[side] * (1, -1) + far[1]


def _around(radius: Array | float, angle: Array) -> Array:
    return (radius * np.array([np.cos(angle), np.sin(angle)])).T


def own(name: str, code: str) -> Array:
    """The reader's points of a class: those of a code, else where they begin."""
    shares = placed_points.read_all(code) if code else None
    return LOW + (HIGH - LOW) * np.array(OWN[name] if shares is None else shares)


def separable(one: Array, other: Array) -> bool:
    """Whether a straight line has all points of a class on one side and all others on the other.

    If there is one, there is one across an edge of one of the two hulls, or across the way between
    two points; all these directions are tried.
    """
    both = np.concatenate([one, other])
    ways = np.array([b - a for a, b in combinations(both, 2)])
    ways = np.concatenate([ways, ways[:, ::-1] * (1, -1)])
    first, second = one @ ways.T, other @ ways.T
    apart = (first.max(0) < second.min(0)) | (second.max(0) < first.min(0))
    return bool(apart.any())
