"""Points, curves, arrows and squares between two axes, over a field, as a view of the stage.

What moves has a first axis of steps; what stays has none. Points may be dragged, added and taken
away: where the reader has placed them is a pick, a code of `core.data.placed_points`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from viz.marks import Scale
from viz.view import View, ViewError

COORDINATES = 2


@dataclass(frozen=True, kw_only=True)
class Axis:
    """From `low` to `high`; `label` names what is measured, with its unit."""

    label: str
    low: float
    high: float
    log: bool = False

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ViewError(f"plot.{self.label}", f"needs low < high, got {self.low}, {self.high}")
        if self.log and self.low <= 0:
            raise ViewError(f"plot.{self.label}", f"must be positive if log, got {self.low}")

    def data(self) -> dict[str, Any]:
        """Return the axis for a view's data."""
        return {"label": self.label, "low": self.low, "high": self.high, "log": self.log}

    def at(self, share: np.ndarray) -> np.ndarray:
        """Return the values at shares of the axis, 0 at its low end and 1 at its high one."""
        if self.log:
            return self.low * (self.high / self.low) ** share
        return self.low + share * (self.high - self.low)


@dataclass(frozen=True, kw_only=True)
class Points:
    """Marks of one name, colour and shape at `places`, ([time,] point, 2); those beyond the axes
    lie on their border.

    `pick` is the name of the pick that holds where the reader has dragged them. A "ring" goes
    around another point.
    """

    name: str
    colour: str
    places: np.ndarray
    shape: Literal["disc", "square", "diamond", "ring"] = "disc"
    pick: str = ""


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A line through `places`, ([time,] point, 2); `dash` is an SVG dash pattern.

    A `trail` goes through places (time, 2), one for each step, as far as the clock is.
    """

    name: str
    colour: str
    places: np.ndarray
    dash: str | None = None
    trail: bool = False


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """A vector from its tail to its head: `places` ([time,] 2, 2)."""

    name: str
    colour: str
    places: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Squares:
    """The squares of errors: from each of `places` (point, 2) up or down to `fitted`
    ([time,] point), y values, as squares on the screen.
    """

    name: str
    colour: str
    places: np.ndarray
    fitted: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Note:
    """A word at a place (x, y); "?" stands over what is covered."""

    text: str
    at: tuple[float, float]
    colour: str = "ink"


@dataclass(frozen=True, kw_only=True)
class Field:
    """Values that fill the space between the axes, ([time,] row, column), row 0 where y is low.

    They are coloured by the scale, in so many `bands` of one colour each; 0 is smoothly.
    """

    values: np.ndarray
    scale: Scale
    bands: int = 0


def plot(
    *,
    x: Axis,
    y: Axis,
    summary: str,
    points: Sequence[Points] = (),
    curves: Sequence[Curve] = (),
    arrows: Sequence[Arrow] = (),
    squares: Sequence[Squares] = (),
    notes: Sequence[Note] = (),
    field: Field | None = None,
    adds: str = "",
    key: bool = True,
    height: int = 300,
    columns: int = 6,
    title: str = "",
) -> View:
    """Return what lies between two axes at the clock.

    A press on an empty place (or the key +) adds a point to the group with the pick `adds`; Delete
    takes away the point that has the focus. `height` is in px, without the legend of the field and
    the `key` below, which may be left to a view beside.
    """
    if adds and adds not in {group.pick for group in points}:
        raise ViewError("plot.adds", f"is the pick of no group: {adds}")
    data = {
        "x": x.data(),
        "y": y.data(),
        "points": [
            {
                "name": group.name,
                "colour": group.colour,
                "shape": group.shape,
                "pick": group.pick,
                "places": _places(group.places, f"plot.points[{k}]", bool(group.pick)),
            }
            for k, group in enumerate(points)
        ],
        "curves": [
            {
                "name": curve.name,
                "colour": curve.colour,
                "dash": curve.dash,
                "trail": curve.trail,
                "places": _places(curve.places, f"plot.curves[{k}]", curve.trail),
            }
            for k, curve in enumerate(curves)
        ],
        "arrows": [
            {
                "name": arrow.name,
                "colour": arrow.colour,
                "places": _places(arrow.places, f"plot.arrows[{k}]"),
            }
            for k, arrow in enumerate(arrows)
        ],
        "squares": [_squares(each, f"plot.squares[{k}]") for k, each in enumerate(squares)],
        "notes": [
            {"text": note.text, "x": note.at[0], "y": note.at[1], "colour": note.colour}
            for note in notes
        ],
        "adds": adds,
        "key": key,
        "field": field and _field(field),
        "height": height,
    }
    return View(kind="plot", data=data, summary=summary, title=title, columns=columns)


def _places(places: np.ndarray, where: str, still: bool = False) -> np.ndarray:
    """The places as (time, point, 2), of one step where they stay; single ones stay single."""
    array = np.asarray(places)
    if array.dtype != np.float32:
        array = array.astype(np.float64)
    if array.ndim not in ((2,) if still else (2, 3)) or array.shape[-1] != COORDINATES:
        wanted = "(point, 2)" if still else "([time,] point, 2)"
        raise ViewError(f"{where}.places", f"must be {wanted}, got {array.shape}")
    return array if array.ndim == 3 else array[None]


def _squares(squares: Squares, where: str) -> dict[str, Any]:
    (places,), fitted = (
        _places(squares.places, where, still=True),
        np.asarray(squares.fitted, dtype=np.float32),
    )
    if fitted.shape[-1:] != (len(places),) or fitted.ndim > COORDINATES:
        raise ViewError(f"{where}.fitted", f"must be ([time,] {len(places)}), got {fitted.shape}")
    fitted = fitted if fitted.ndim == COORDINATES else fitted[None]
    named = {"name": squares.name, "colour": squares.colour}
    return {**named, "places": places, "fitted": fitted}


def _field(field: Field) -> dict[str, Any]:
    if field.values.ndim not in (2, 3):
        raise ViewError("plot.field", f"must be ([time,] row, column), got {field.values.shape}")
    values = np.float32(field.values if field.values.ndim == 3 else field.values[None])
    return {"values": values, "scale": field.scale.data(), "bands": field.bands}
