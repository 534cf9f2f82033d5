"""Columns of a CSV file: those of numbers, and those that hold two classes. Free of torch."""

import csv
import io
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.traces.base import Array
from core.uploads.refusal import UploadError

LARGEST = 2**18  # bytes
FEWEST, MOST = 4, 400  # rows
FAR = 1e6  # no number is larger
SHOWN = 40  # characters of a cell in an error
SEPARATORS = ",;\t"
CLASSES = 2


@dataclass(frozen=True, eq=False)
class Columns:
    """The columns of a file by name: ``numbers`` (row,) and ``classes``, the words of each row.

    A column of two different numbers is in both.
    """

    numbers: dict[str, Array]
    classes: dict[str, tuple[str, ...]]


def read_columns(data: bytes, numbers: int, classes: bool) -> Columns:
    """Return the columns of a CSV file whose first row are their names.

    Args:
        data: the file, in UTF-8, with commas, semicolons or tabs.
        numbers: how many columns of numbers are needed, with more than one value each.
        classes: whether a column with two different values is needed.

    Raises:
        UploadError: too large, no text, a row with another number of cells, too few or too many
            rows, or not the columns that are needed; rows count from 1, as in a table.
    """
    if len(data) > LARGEST:
        raise UploadError(
            "table_large", f"at most {LARGEST} bytes", len(data), most=LARGEST // 1024
        )
    try:
        text = data.decode("utf-8-sig")
        separator = max(SEPARATORS, key=text.partition("\n")[0].count)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UploadError("table_text", "a CSV file in UTF-8", type(error).__name__) from error
    kept = [(place, row) for place, row in enumerate(rows, 1) if any(map(str.strip, row))]
    names, cells = _cells(kept)
    columns = dict(zip(names, zip(*cells, strict=True), strict=True))
    found = Columns(
        numbers={name: np.array(c, dtype=float) for name, c in columns.items() if _measured(c)},
        classes={name: c for name, c in columns.items() if len(set(c)) == CLASSES},
    )
    if len(found.numbers) < numbers:
        rule, told = (
            f"{numbers} columns of numbers",
            _culprit(columns, [place for place, _ in kept[1:]]),
        )
        raise UploadError("table_numbers", rule, len(found.numbers), needed=numbers, **told)
    if classes and not found.classes:
        raise UploadError("table_classes", "a column with two different values", 0)
    return found


def _cells(rows: Sequence[tuple[int, list[str]]]) -> tuple[list[str], list[list[str]]]:
    """The names of the columns, none twice, and the stripped cells of the other rows."""
    if not FEWEST <= len(rows) - 1 <= MOST:
        rule = f"{FEWEST}–{MOST} rows below the names"
        raise UploadError("table_rows", rule, max(len(rows) - 1, 0), least=FEWEST, most=MOST)
    (_, head), *others = rows
    if all(_number(cell) is not None for cell in head):
        raise UploadError(
            "table_names", "the names of the columns in the first row", head[0][:SHOWN]
        )
    names, seen = [], Counter[str]()
    for place, cell in enumerate(head, 1):
        name = cell.strip() or str(place)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    for place, row in others:
        if len(row) != len(head):
            rule = f"{len(head)} cells in row {place}"
            raise UploadError("table_cells", rule, len(row), row=place, columns=len(head))
    return names, [[cell.strip() for cell in row] for _, row in others]


def _measured(column: Sequence[str]) -> bool:
    """Whether all of a column are numbers, and not all the same one."""
    values = {_number(cell) for cell in column}
    return None not in values and len(values) > 1


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= FAR else None


def _culprit(columns: dict[str, tuple[str, ...]], rows: Sequence[int]) -> dict[str, object]:
    """The cell that keeps the column with the most numbers from being one, if there is such."""
    bad = {
        name: [k for k, cell in enumerate(column) if _number(cell) is None]
        for name, column in columns.items()
    }
    partly = {name: places for name, places in bad.items() if 0 < len(places) < len(columns[name])}
    if not partly:
        return {}
    name = min(partly, key=lambda name: len(partly[name]))
    first = partly[name][0]
    return {"column": name, "row": rows[first], "cell": columns[name][first][:SHOWN]}
