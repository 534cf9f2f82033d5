"""A sequence from a CSV file: a row for each time step, a column for each input. Free of torch."""

import csv
import io

import numpy as np

from core.traces.base import Array
from core.uploads.refusal import UploadError

LARGEST = 2**20  # bytes
MOST = 100_000  # rows
LONGEST = 400  # time steps that are looked at at once
FLOAT32 = float(np.finfo(np.float32).max)
SHOWN = 40  # characters of a cell in an error


def read_csv(data: bytes, columns: int) -> Array:
    """Return (time, columns), float32. A first row without any number counts as a heading.

    Raises:
        UploadError: too large or too long, not text, empty, a row with another number of cells, or
            a cell that is not a finite number; rows and columns count from 1, as in a table.
    """
    if len(data) > LARGEST:
        raise UploadError("csv_large", f"at most {LARGEST} bytes", len(data))
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UploadError("csv_text", "a CSV file in UTF-8", type(error).__name__) from error
    numbered = [(place, row) for place, row in enumerate(rows, 1) if any(map(str.strip, row))]
    if numbered and not any(map(_is_number, numbered[0][1])):
        numbered = numbered[1:]
    if not 1 <= len(numbered) <= MOST:
        raise UploadError("csv_rows", f"1–{MOST} rows", len(numbered), most=MOST)
    return np.array([_row(place, row, columns) for place, row in numbered], dtype=np.float32)


def _row(place: int, row: list[str], columns: int) -> list[float]:
    if len(row) != columns:
        rule = f"{columns} columns in row {place}"
        raise UploadError("csv_columns", rule, len(row), row=place, columns=columns)
    return [_number(place, column, cell) for column, cell in enumerate(row, 1)]


def _number(row: int, column: int, cell: str) -> float:
    if not _is_number(cell) or not abs(float(cell)) <= FLOAT32:
        rule = f"a number in row {row}, column {column}"
        raise UploadError("csv_cell", rule, cell[:SHOWN], row=row, column=column)
    return float(cell)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
