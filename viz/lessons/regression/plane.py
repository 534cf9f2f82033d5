"""The plane of slope and intercept, coloured by the loss, with the path of the descent."""

from collections.abc import Mapping

import numpy as np

from core.lessons.regression.descent import DescentTrace
from core.lessons.regression.parabola import Parabola
from core.lessons.regression.settings import Regression
from core.traces.base import Array
from viz.lessons.regression.line import HEIGHT
from viz.marks import Scale
from viz.view import View
from viz.views.plot import Axis, Curve, Field, Points, plot

LEGEND = 34  # px, of the colours below the plane
CELLS, BANDS = 104, 12  # of the field of the loss along one axis, and its colours
ROOM = 1.35  # how much farther than the start and its mirror images the plane reaches
BEYOND = 3.0  # times as far from the minimum the path ends
DEEP = 1e-4  # of the largest loss in the plane, at the low end of its colours
Words = Mapping[str, str]


def plane(trace: DescentTrace, found: Parabola, settings: Regression, words: Words) -> View:
    """The loss of every slope and intercept, the way so far, and the minimum."""
    minimum, best = found.minimum, found.minimum[None]
    reach = ROOM * (np.abs(found.errors)[:, None] * np.abs(found.directions)).sum(0)
    reach[reach == 0] = 1.0
    names = (words[f"slope.{settings.scale}"], words[f"intercept.{settings.scale}"])
    x, y = (
        Axis(label=name, low=float(m - r), high=float(m + r))
        for name, m, r in zip(names, minimum, reach, strict=True)
    )
    part = (np.arange(CELLS) + 0.5) / CELLS
    away = np.stack(np.meshgrid(x.at(part), y.at(part)), axis=-1) - minimum
    loss = found.least + (found.eigenvalues / 2 * (away @ found.directions.T) ** 2).sum(-1)
    high = float(loss.max())
    scale = Scale("log", max(found.least, DEEP * high), high, words["loss"])
    path = np.stack([trace.w, trace.b], axis=1)
    shown = leaving(path, minimum, reach)
    return plot(
        x=x,
        y=y,
        points=[
            Points(name=words["closed_form"], colour="gold", places=best, shape="diamond"),
            Points(name=words["now"], colour="q", places=path[:, None], shape="ring"),
        ],
        curves=[Curve(name=words["path"], colour="ink", places=shown, trail=True)],
        field=Field(values=loss, scale=scale, bands=BANDS),
        summary=words["plane_summary"],
        title=words["plane"],
        height=HEIGHT - LEGEND,
        columns=4,
    )


def leaving(path: Array, middle: Array, reach: Array) -> Array:
    """The path (time, 2) up to its first place far beyond the axes; there it rests."""
    outside = np.flatnonzero((np.abs(path - middle) > BEYOND * reach).any(1))
    last = outside[0] if len(outside) else len(path) - 1
    return path[np.minimum(np.arange(len(path)), last)]
