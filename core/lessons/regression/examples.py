"""The examples that a line is fitted to: pairs of an input x and a target y. Free of torch."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.data import iris, placed_points
from core.lessons.regression.settings import Regression
from core.traces.base import Array

AXIS = 10.0  # the reader's own points lie between 0 and this, on both axes
OWN = ((1.0, 2.0), (2.5, 2.5), (4.0, 5.0), (5.5, 4.5), (7.0, 7.0), (8.5, 6.5))  # to begin with


@dataclass(frozen=True)
class Examples:
    """Pairs (x, y), as two tuples of equal length, at least one pair.

    ``standardised``: the line reads x minus its mean, divided by its standard deviation (if that
    is not 0). The targets stay as they are.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    standardised: bool = False

    def __len__(self) -> int:
        return len(self.x)

    @cached_property
    def mean(self) -> float:
        """What is taken from x; 0 where x is read as it is."""
        return float(np.mean(self.x)) if self.standardised else 0.0

    @cached_property
    def deviation(self) -> float:
        """What x is divided by; 1 where it is read as it is."""
        return (float(np.std(self.x)) or 1.0) if self.standardised else 1.0

    @cached_property
    def inputs(self) -> Array:
        """What the line reads, (example,)."""
        return (np.array(self.x) - self.mean) / self.deviation

    @cached_property
    def targets(self) -> Array:
        """What it should say, (example,)."""
        return np.array(self.y)


def own(code: str) -> Array:
    """The reader's points (example, 2); those to begin with where the code holds none."""
    shares = placed_points.read_all(code)
    return np.array(OWN) if shares is None or not len(shares) else AXIS * shares


def examples(settings: Regression, table: tuple[Array, ...] | None = None) -> Examples:
    """The examples of the settings; of a ``table`` its two columns, without one the iris."""
    match settings.data:
        case "own":
            x, y = own(settings.points).T
        case "notes":
            x = np.arange(1.0, 5.0)
            y = 2 * x
        case "table" if table is not None:
            x, y = table
        case _:
            x, y = iris.measures()[:, [2, 3]].T  # length and width of the petals, cm
    return Examples(tuple(x.tolist()), tuple(y.tolist()), settings.scale == "standardised")
