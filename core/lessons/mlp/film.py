"""A training as a film: the plane as the output sees it, and as the last hidden layer does."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.lessons.mlp.network import Networks, drawn, loss, sigmoid, trained
from core.lessons.mlp.points import HIGH, LOW, made, own
from core.lessons.mlp.settings import DEEP, EVERY, RATE, STEPS, Mlp
from core.traces.base import Array, Trace, axes

CELLS, PLAIN_CELLS = 26, 12  # of a side of the two fields
LINES, NODES = 7, 15  # of the mesh: lines each way, and points of each


@dataclass(frozen=True, eq=False, kw_only=True)
class FilmTrace(Trace):
    """A training of a network with an activation function, and of one without, on the same points.

    Attributes:
        steps: of training.
        inside, outside: the points of the two classes.
        p, plain: of the class inside, over the plane, by the one network and by the other.
        accuracy, loss: of the one network over training; plain_accuracy, plain_loss: of the other.
        mesh, seen_inside, seen_outside: a line through the lines of a mesh and the points, as the
            last hidden layer has them, seen along two directions: the first is the sum z of the
            output, the second is square to it and the one in which the mesh is longest at the end.
    """

    steps: Array = axes("time")
    inside: Array = axes("inside coordinate")
    outside: Array = axes("outside coordinate")
    p: Array = axes("time row column")
    plain: Array = axes("time plain_row plain_column")
    accuracy: Array = axes("time")
    plain_accuracy: Array = axes("time")
    loss: Array = axes("time")
    plain_loss: Array = axes("time")
    mesh: Array = axes("time node coordinate")
    seen_inside: Array = axes("time inside coordinate")
    seen_outside: Array = axes("time outside coordinate")


def points(settings: Mlp) -> tuple[Array, Array]:
    """The points of both classes, (point, 2) each."""
    if settings.data == "own":
        return own("inside", settings.inside), own("outside", settings.outside)
    return made(settings.data)


def labelled(settings: Mlp) -> tuple[Array, Array]:
    """All points (point, 2), and 1 for those inside, 0 for the others."""
    parts = points(settings)
    return np.concatenate(parts), np.repeat([1.0, 0.0], [len(part) for part in parts])


def training(settings: Mlp, activation: str, sizes: tuple[int, ...]) -> list[Networks]:
    """One network at each step of the film."""
    x, y = labelled(settings)
    keep = tuple(range(0, STEPS + 1, EVERY))
    start = drawn(sizes, activation, (settings.seed,))
    return trained(start, x, y, rate=RATE, steps=STEPS, keep=keep)


@lru_cache(maxsize=32)
def networks(settings: Mlp) -> list[Networks]:
    """The network of the settings at each step of the film."""
    return training(settings, settings.activation, settings.sizes)


@lru_cache(maxsize=32)
def plain(settings: Mlp) -> list[Networks]:
    """The network of ten hidden layers without an activation function at each step of the film."""
    return training(settings, "none", (2, *[int(settings.units)] * DEEP, 1))


def plane(cells: int) -> Array:
    """The middles of the cells of the plane, (row · column, 2), the first row where y is low."""
    middle = LOW + (np.arange(cells) + 0.5) * (HIGH - LOW) / cells
    x, y = np.meshgrid(middle, middle)
    return np.stack([x.ravel(), y.ravel()], 1)


def mesh() -> Array:
    """A way along all lines of a mesh without lifting the pen, (node, 2)."""
    across, along = np.linspace(LOW, HIGH, LINES), np.linspace(LOW, HIGH, NODES)
    rows = [
        np.stack([along[:: 1 - 2 * (k % 2)], np.full(NODES, y)], 1) for k, y in enumerate(across)
    ]
    # The last row ends at the right, where the way up and down begins.
    columns = [
        np.stack([np.full(NODES, x), along[:: 2 * (k % 2) - 1]], 1)
        for k, x in enumerate(across[::-1])
    ]
    return np.concatenate([*rows, *columns])


def measured(found: list[Networks], x: Array, y: Array) -> tuple[Array, Array]:
    """Accuracy and loss at each step, (time,) both."""
    sums = [one.forward(x)[0][-1] for one in found]
    right = [((z[0, :, 0] > 0) == (y > 0.5)).mean() for z in sums]
    return np.array(right), np.array([loss(z, y)[0][0] for z in sums])


def over_plane(found: list[Networks], cells: int) -> Array:
    """The probability of the class inside, (time, row, column)."""
    at = plane(cells)
    p = [sigmoid(one.forward(at)[0][-1][0, :, 0]).reshape(cells, cells) for one in found]
    return np.array(p)


@dataclass(frozen=True, eq=False)
class Look:
    """Two directions of the last hidden layer, from the end of training: see `FilmTrace`."""

    middle: Array
    across: Array

    def __call__(self, net: Networks, x: Array) -> Array:
        """Points (point, 2) as the last hidden layer has them, (point, 2)."""
        z, h = net.forward(x)
        return np.stack([z[-1][0, :, 0], (h[-2][0] - self.middle) @ self.across], 1)


def look(last: Networks) -> Look:
    """The directions in which the last hidden layer of a trained network is looked at."""
    at = mesh()
    h = last.forward(at)[1][-2][0]
    w = last.weights[-1][0, :, 0]
    middle = h.mean(0)
    rest = h - middle
    rest = rest - np.outer(rest @ w, w) / (w @ w)
    across = np.linalg.svd(rest, full_matrices=False)[2][0]
    sign = np.sign((rest @ across) @ at[:, 1]) or 1.0
    return Look(middle, sign * across)


@lru_cache(maxsize=32)
def film(settings: Mlp) -> FilmTrace:
    """The training of the settings."""
    (inside, outside), (x, y) = points(settings), labelled(settings)
    found, without = networks(settings), plain(settings)
    accuracy, cost = measured(found, x, y)
    plain_accuracy, plain_cost = measured(without, x, y)
    seen = look(found[-1])
    return FilmTrace(
        steps=np.arange(0, STEPS + 1, EVERY),
        inside=inside,
        outside=outside,
        p=over_plane(found, CELLS),
        plain=over_plane(without, PLAIN_CELLS),
        accuracy=accuracy,
        plain_accuracy=plain_accuracy,
        loss=cost,
        plain_loss=plain_cost,
        mesh=np.array([seen(net, mesh()) for net in found]),
        seen_inside=np.array([seen(net, inside) for net in found]),
        seen_outside=np.array([seen(net, outside) for net in found]),
    )
