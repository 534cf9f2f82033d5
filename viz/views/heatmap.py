"""A matrix, or one for each step of the clock, as a view of the stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from viz.marks import Scale, check_length
from viz.numbers import short
from viz.view import View, ViewError

Words = Mapping[str, str]


def heatmap(
    values: np.ndarray,
    *,
    scale: Scale,
    row_labels: Sequence[str],
    column_labels: Sequence[str],
    x_label: str,
    y_label: str,
    words: Words,
    cursor: bool = False,
    columns: int = 6,
    height: int = 0,
    title: str = "",
) -> View:
    """Return a matrix (row, column), or one for each step of the clock (time, row, column).

    With `cursor`, the columns of a still matrix are the clock's steps and the clock's is marked.
    `height` is that of the matrix in px; 0 makes its cells square.
    """
    array = np.asarray(values)
    if array.ndim not in (2, 3):
        raise ViewError("heatmap.values", f"must have 2 or 3 axes, got {array.ndim}")
    check_length("heatmap.row_labels", row_labels, array.shape[-2])
    check_length("heatmap.column_labels", column_labels, array.shape[-1])
    data = {
        "values": _single(array),
        "scale": scale.data(),
        "rows": list(row_labels),
        "columns": list(column_labels),
        "x_label": x_label,
        "y_label": y_label,
        "cursor": cursor,
        "height": height,
    }
    summary = words["heatmap_summary"].format(
        title=title or scale.label,
        rows=array.shape[-2],
        columns=array.shape[-1],
        low=short(float(array.min())),
        high=short(float(array.max())),
    )
    return View(kind="heatmap", data=data, summary=summary, title=title, columns=columns)


def _single(array: np.ndarray) -> np.ndarray:
    """Return float32 where that keeps every magnitude, else float64: exploding norms reach 1e60.

    Bytes stay bytes.
    """
    if array.dtype == np.uint8:
        return array
    size = np.abs(array[array != 0]) if array.dtype.kind == "f" else np.array([1.0])
    tiny, huge = np.finfo(np.float32).tiny, np.finfo(np.float32).max
    fits = size.size == 0 or (size.min() >= tiny and size.max() <= huge)
    return array.astype(np.float32 if fits else np.float64)
