"""Iris: four lengths of each of 150 flowers of three species. Free of torch.

Fisher 1936, "The use of multiple measurements in taxonomic problems"; `data/README.md` says where
the file comes from. The rows are in the order of the file, 50 of each species.
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np

from core.traces.base import Array

FILE = Path(__file__).parents[2] / "data" / "iris.csv"
MEASURES = ("sepal_length", "sepal_width", "petal_length", "petal_width")  # cm
SPECIES = ("setosa", "versicolor", "virginica")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with FILE.open(encoding="ascii", newline="") as file:
        return tuple(csv.DictReader(file))


def measures() -> Array:
    """The flowers (150, 4), one column for each of `MEASURES`, in cm."""
    return np.array([[float(row[name]) for name in MEASURES] for row in _rows()])


def species() -> Array:
    """The species of each flower (150,), as a place in `SPECIES`."""
    return np.array([SPECIES.index(row["species"]) for row in _rows()])
