"""Bars that grow and shrink with the clock, in groups side by side, on one scale from 0 to 1."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.traces.base import Array
from viz.view import View, ViewError


@dataclass(frozen=True)
class BarGroup:
    """One group: ``values`` (bar, step), each in 0–1; the number of the first bar is written."""

    name: str
    colour: str
    values: Array


def bars(
    groups: Sequence[BarGroup],
    *,
    x_label: str,
    summary: str,
    height: int = 200,
    columns: int = 6,
    title: str = "",
) -> View:
    """Return groups of bars; every value runs over the steps of the clock.

    Raises:
        ViewError: a value outside 0–1.
    """
    for index, group in enumerate(groups):
        low, high = float(group.values.min()), float(group.values.max())
        if low < 0 or high > 1:
            raise ViewError(f"bars.groups[{index}]", f"must be within 0–1, got {low} to {high}")
    data = {
        "groups": [
            {"name": g.name, "colour": g.colour, "values": np.asarray(g.values, np.float32)}
            for g in groups
        ],
        "length": groups[0].values.shape[1],
        "x_label": x_label,
        "height": height,
    }
    return View(kind="bars", data=data, summary=summary, title=title, columns=columns)
