"""The examples, the line among them, and the squares of its errors."""

from collections.abc import Mapping

import numpy as np

from core.lessons.regression.descent import DescentTrace
from core.lessons.regression.examples import AXIS, Examples
from core.lessons.regression.settings import Regression
from core.traces.base import Array
from viz.view import View
from viz.views.plot import Axis, Curve, Points, Squares, plot

HEIGHT = 278  # px
MARGIN = 0.1  # of what the examples span, beyond them
BEYOND = 3.0  # heights of the axis up to which a line has an end; it is cut off at the border
SQUARES = 30  # drawn at most; of more examples only some have one
Words = Mapping[str, str]


def line(trace: DescentTrace, given: Examples, settings: Regression, words: Words) -> View:
    """The examples as they were measured, the line, and the squares of its errors."""
    places = np.stack([given.x, given.y], axis=1)
    own = settings.data == "own"
    if own:
        x, y = (Axis(label=words[name], low=0, high=AXIS) for name in "xy")
    else:
        x, y = _axis(words["x"], places[:, 0]), _axis(words["y"], places[:, 1], zero=True)
    far = BEYOND * (y.high - y.low)
    ends = (y.low - far, y.high + far)
    slope = trace.w / given.deviation
    at_zero = trace.b - slope * given.mean
    pairs = zip(slope, at_zero, strict=True)
    drawn = np.array([between(float(s), float(z), (x.low, x.high), ends) for s, z in pairs])
    every = -(-len(given) // SQUARES)
    some = slice(None, None, every)
    fitted = np.clip(trace.w[:, None] * given.inputs[some] + trace.b[:, None], *ends)
    pick = "points" if own else ""
    return plot(
        x=x,
        y=y,
        points=[Points(name=words["example"], colour="dim", places=places, pick=pick)],
        curves=[Curve(name=words["line"], colour="q", places=drawn)],
        squares=[
            Squares(
                name=words["square"] if every == 1 else words["some_squares"].format(n=every),
                colour="v",
                places=places[some],
                fitted=fitted,
            )
        ],
        adds=pick,
        summary=words["examples_summary"].format(n=len(given)),
        title=words["add" if own else "examples"],
        height=HEIGHT,
        columns=4,
    )


def _axis(label: str, values: Array, zero: bool = False) -> Axis:
    """An axis around all values; around 0 too where that is wanted and not too far away."""
    low, high = float(values.min()), float(values.max())
    span = (high - low) or 1.0
    if zero and 0 < low < 2 * span:
        low = 0.0
    return Axis(label=label, low=low - MARGIN * span, high=high + MARGIN * span)


def between(
    slope: float, at_zero: float, x: tuple[float, float], y: tuple[float, float]
) -> list[tuple[float, float]]:
    """The two ends of a line where it lies within x and y; a point beyond where it does not."""
    ends = np.array(x)
    if slope:
        first, last = sorted((edge - at_zero) / slope for edge in y)
        ends = np.clip(ends, first, last)
    return [(float(end), float(np.clip(slope * end + at_zero, *y))) for end in ends]
