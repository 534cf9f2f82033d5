"""The plane on its way through a trained network: layer by layer."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.lessons.mlp.film import look, mesh, networks, points
from core.lessons.mlp.network import Networks
from core.lessons.mlp.settings import Mlp
from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class FoldTrace(Trace):
    """A mesh and the points, as the layers of a network have them one after the other.

    Attributes:
        parts: "input", then for each hidden layer "linear 1" and "activation 1", and "output".
        mesh, inside, outside: places, seen along two directions and scaled to at most 1. Of more
            than two units these are the two in which the mesh is longest (principal components),
            turned so that the picture stays as near as can be to the one before; at the end they
            are those of `core.lessons.mlp.film.FilmTrace`.
    """

    parts: tuple[str, ...] = axes("time")
    mesh: Array = axes("time node coordinate")
    inside: Array = axes("time inside coordinate")
    outside: Array = axes("time outside coordinate")


@lru_cache(maxsize=32)
def fold(settings: Mlp) -> FoldTrace:
    """The way of the plane through the network of the settings at the end of training."""
    net, kinds = networks(settings)[-1], (mesh(), *points(settings))
    ends = np.cumsum([len(kind) for kind in kinds])[:-1]
    x = np.concatenate(kinds)
    names, found = ["input"], [x]
    z, h = net.forward(x)
    for layer in range(1, len(z)):
        for part, values in (("linear", z[layer - 1][0]), ("activation", h[layer][0])):
            names.append(f"{part} {layer}")
            found.append(_like(found[-1], values, ends[0]))
    found.append(look(net)(net, x))
    scaled = np.array([one / np.abs(one[: ends[0]]).max() for one in map(_finite, found)])
    parts = np.split(scaled, ends, axis=1)
    mesh_, inside, outside = parts
    return FoldTrace(parts=(*names, "output"), mesh=mesh_, inside=inside, outside=outside)


def _finite(places: Array) -> Array:
    """Places that are not all 0, so that they can be scaled."""
    return places if places.any() else places + 1e-9


def _like(before: Array, values: Array, nodes: int) -> Array:
    """Activations (point, unit) in the plane in which the first ``nodes`` are longest, turned.

    The turn, or the reflection, is the one that brings them nearest to the picture before
    (Schönemann 1966, "A generalized solution of the orthogonal Procrustes problem").
    """
    middle = values[:nodes].mean(0)
    ways = np.linalg.svd(values[:nodes] - middle, full_matrices=False)[2][:2]
    flat = (values - middle) @ ways.T
    u, _, v = np.linalg.svd(flat[:nodes].T @ (before[:nodes] - before[:nodes].mean(0)))
    return flat @ u @ v


def creases(net: Networks, low: float, high: float) -> list[Array | None]:
    """Where each unit of the first hidden layer has z = 0: the ends of a line in the square."""
    found: list[Array | None] = []
    for (a, c), b in zip(net.weights[0][0].T, net.biases[0][0, 0], strict=True):
        ends = []
        for value in (low, high):
            if c and low <= -(a * value + b) / c <= high:
                ends.append((value, -(a * value + b) / c))
            if a and low <= -(c * value + b) / a <= high:
                ends.append((-(c * value + b) / a, value))
        far = max(
            ((p, q) for p in ends for q in ends),
            key=lambda pair: np.hypot(*np.subtract(*pair)),
            default=None,
        )
        found.append(None if far is None else np.array(far))
    return found
