"""The views of a stage: pure functions from arrays to a `View`.

Every function takes its words (text/<lang>/stage.md) from the caller. Series run over the T steps
of the stage's clock, index 0 first. `cover=k` withholds every value before index k: the payload
does not contain them, the pictures show a question mark there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from latex2mathml.converter import convert

from viz.marks import Card, ChainRow, Line, Scale, check_length, seen
from viz.numbers import decades, short
from viz.summary import series_summary
from viz.view import View, ViewError

__all__ = ["Card", "ChainRow", "Line", "Scale", "cards", "chain", "heatmap", "lines"]

Words = Mapping[str, str]


def chain(
    rows: Sequence[ChainRow],
    *,
    scale: Scale,
    tokens: Sequence[str],
    words: Words,
    cover: int | None = None,
    loss_at: int | None = None,
    columns: int = 8,
    title: str = "",
) -> View:
    """Return networks unrolled one above the other on the same input (`tokens`, T of them).

    The colour of a cell is its value on one scale for all rows; `loss_at` (default: the last
    step) is where the loss sits.
    """
    length = len(tokens)
    for index, row in enumerate(rows):
        check_length(f"chain.rows[{index}].values", row.values, length)
    loss = length - 1 if loss_at is None else loss_at
    if not 0 <= loss < length:
        raise ViewError("chain.loss_at", f"must be 0–{length - 1}, got {loss}")
    data = {
        "rows": [
            {
                "name": row.name,
                "note": row.note,
                "colour": row.colour,
                "symbol": row.symbol,
                "values": seen(row.values, cover),
            }
            for index, row in enumerate(rows)
        ],
        "scale": scale.data(),
        "tokens": list(tokens),
        "cover": cover or 0,
        "loss": loss,
    }
    summary = series_summary(
        title or scale.label, [(row.spoken, row.values) for row in rows], cover, words
    )
    return View(kind="chain", data=data, summary=summary, title=title, columns=columns)


def lines(
    series: Sequence[Line],
    *,
    x_label: str,
    y_label: str,
    words: Words,
    log: bool = True,
    bounds: tuple[float, float] | None = None,
    references: Sequence[tuple[float, str]] = (),
    cover: int | None = None,
    columns: int = 4,
    height: int = 300,
    first: int = 1,
    title: str = "",
) -> View:
    """Return curves over the steps of the clock, with a cursor at the clock.

    `bounds` are the ends of the y axis (default: from the values that may be seen); `references`
    are horizontal lines, each (value, label). On a log axis an exact zero is drawn at the floor.
    `height` is in px; 300 is that of a chain of four. `first` is what the first step is called.
    """
    length = len(series[0].values)
    for index, line in enumerate(series):
        check_length(f"lines.series[{index}].values", line.values, length)
    shown = [seen(line.values, cover) for index, line in enumerate(series)]
    low, high = bounds or _bounds([*shown, np.array([value for value, _ in references])], log)
    if log and low <= 0:
        raise ViewError("lines.bounds", f"must be positive on a log axis, got {low}")
    data = {
        "series": [
            {
                "name": line.name,
                "colour": line.colour,
                "values": values,
                "dash": line.dash,
                "faint": line.faint,
            }
            for line, values in zip(series, shown, strict=True)
        ],
        "log": log,
        "low": low,
        "high": high,
        "references": [{"value": value, "label": label} for value, label in references],
        "x_label": x_label,
        "y_label": y_label,
        "cover": cover or 0,
        "length": length,
        "height": height,
        "first": first,
    }
    summary = series_summary(
        title or y_label, [(s.spoken or s.name, s.values) for s in series], cover, words
    )
    return View(kind="lines", data=data, summary=summary, title=title, columns=columns)


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


def cards(items: Sequence[Card], words: Words, *, cover: int | None = None) -> View:
    """Return one card for each network, with live numbers at the clock."""
    data = {
        "items": [_card(item, cover, f"cards.items[{i}]") for i, item in enumerate(items)],
        "cover": cover or 0,
    }
    summary = series_summary("", [(item.name, item.values) for item in items], cover, words)
    return View(kind="cards", data=data, summary=summary)


def _card(item: Card, cover: int | None, where: str) -> dict[str, Any]:
    for name, slot in item.slots.items():
        check_length(f"{where}.slots.{name}", slot, len(item.values))
    return {
        "name": item.name,
        "note": item.note,
        "colour": item.colour,
        "values": seen(item.values, cover),
        "caption": item.caption,
        "mathml": convert(item.formula) if item.formula else "",
        "slots": {name: seen(slot, cover) for name, slot in item.slots.items()},
    }


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


def _bounds(arrays: Iterable[np.ndarray], log: bool) -> tuple[float, float]:
    values = np.concatenate([np.asarray(array, dtype=np.float64) for array in arrays])
    values = values[values > 0] if log else values
    if not values.size:
        return (0.1, 1.0) if log else (0.0, 1.0)
    low, high = float(values.min()), float(values.max())
    if log:
        return decades(low, high)
    return (low, high) if low < high else (low - 0.5, high + 0.5)
