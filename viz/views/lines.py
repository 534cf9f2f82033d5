"""Curves over the steps of the clock, as a view of the stage.

Its words (text/<lang>/stage.md) come from the caller. `cover=k` withholds every value before index
k: the payload does not contain them, the picture shows a question mark there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from viz.marks import Line, check_length, seen
from viz.numbers import decades
from viz.summary import series_summary
from viz.view import View, ViewError

Words = Mapping[str, str]


def lines(
    series: Sequence[Line],
    *,
    x_label: str,
    y_label: str,
    words: Words,
    log: bool = True,
    bounds: tuple[float, float] | None = None,
    references: Sequence[tuple[float, str]] = (),
    band: tuple[float, float] | None = None,
    cover: int | None = None,
    columns: int = 4,
    height: int = 300,
    first: int = 1,
    every: int = 1,
    title: str = "",
) -> View:
    """Return curves over the steps of the clock, with a cursor at the clock.

    `bounds` are the ends of the y axis (default: from the values that may be seen); `references`
    are horizontal lines, each (value, label), ``band`` is a tinted range of values. On a log axis
    an exact zero is drawn at the floor. `height` is in px; 300 is that of a chain of four. `first`
    is what the first step is called; where a step of the clock stands for ``every`` of something,
    the axis counts those.
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
        "band": band,
        "references": [{"value": value, "label": label} for value, label in references],
        "x_label": x_label,
        "y_label": y_label,
        "cover": cover or 0,
        "length": length,
        "height": height,
        "first": first,
        "every": every,
    }
    summary = series_summary(
        title or y_label, [(s.spoken or s.name, s.values) for s in series], cover, words
    )
    return View(kind="lines", data=data, summary=summary, title=title, columns=columns)


def _bounds(arrays: Iterable[np.ndarray], log: bool) -> tuple[float, float]:
    values = np.concatenate([np.asarray(array, dtype=np.float64) for array in arrays])
    values = values[values > 0] if log else values
    if not values.size:
        return (0.1, 1.0) if log else (0.0, 1.0)
    low, high = float(values.min()), float(values.max())
    if log:
        return decades(low, high)
    return (low, high) if low < high else (low - 0.5, high + 0.5)
