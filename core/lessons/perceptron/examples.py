"""The examples that the perceptron reads: flowers, four points, or the reader's own. Torch-free."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.data import iris, placed_points
from core.lessons.perceptron.settings import IRIS, OWN, Perceptron
from core.traces.base import Array

COLUMNS = {"petal": (2, 3), "lengths": (0, 2), "sepal": (0, 1), "all": (0, 1, 2, 3)}
SPECIES = {"hard": (1, 2), "easy": (0, 1)}  # classes 0 and 1
SIDE = 10.0  # of the plot in which the reader places points


@dataclass(frozen=True, eq=False)
class Examples:
    """Two classes of examples.

    Attributes:
        x: two measures, or four in the tables, and a 1 for the bias, (example, input).
        y: the class of each, 0 or 1.
        measures, classes: codes of what is measured and of the classes; in a file of the
            reader's, the words themselves.
    """

    x: Array
    y: Array
    measures: tuple[str, ...]
    classes: tuple[str, str]


def with_one(x: Array) -> Array:
    """Examples (example, input) with one more input, which is 1."""
    return np.column_stack([x, np.ones(len(x))])


@lru_cache(maxsize=16)
def flowers(data: str, features: str) -> Examples:
    """Two species of iris, in the order of the file."""
    columns, kinds = list(COLUMNS[features]), SPECIES[data]
    species = iris.species()
    chosen = np.isin(species, kinds)
    names = (iris.SPECIES[kinds[0]], iris.SPECIES[kinds[1]])
    y = (species[chosen] == kinds[1]).astype(float)
    measures = tuple(iris.MEASURES[column] for column in columns)
    return Examples(with_one(iris.measures()[chosen][:, columns]), y, measures, names)


def four_points() -> Examples:
    """XOR: 1 where just one of two inputs is 1."""
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return Examples(with_one(x), np.array([0.0, 1.0, 1.0, 0.0]), ("x1", "x2"), ("0", "1"))


def placed(own_a: str, own_b: str) -> Examples:
    """The reader's points, those of class a first; as at first where a code cannot be read."""
    both = [_placed(code, first) for code, first in zip((own_a, own_b), OWN, strict=True)]
    y = np.repeat([0.0, 1.0], [len(points) for points in both])
    return Examples(with_one(np.vstack(both)), y, ("x1", "x2"), ("a", "b"))


def _placed(code: str, first: str) -> Array:
    """The points of a code, in the middle of whose plot is 0; else those of the first one."""
    for shares in (placed_points.read_all(code), placed_points.read_all(first)):
        if shares is not None and len(shares):
            return SIDE * (shares - 0.5)
    return np.zeros((0, 2))


def examples(settings: Perceptron) -> Examples:
    """The examples of the settings; a file is not in them, and stands for the flowers."""
    if settings.data == "xor":
        return four_points()
    if settings.data == "own":
        return placed(settings.own_a, settings.own_b)
    return flowers(settings.data if settings.data in IRIS else "hard", settings.features)
