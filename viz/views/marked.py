"""The numbers of the adding problem, as a network reads them: the two marked ones stand out."""

from collections.abc import Mapping

import numpy as np

from core.traces.base import Array
from viz.numbers import short
from viz.view import View
from viz.views.plot import Axis, Curve, Points, plot

HEIGHT = 114  # px
ROOM = 1.15  # the axis, as a share of the largest number


def marked(x: Array, *, words: Mapping[str, str], columns: int = 12) -> View:
    """Return the numbers at their steps, and a line at the step of the clock.

    Args:
        x: (time, 2), the number of each step and whether it is marked, 0 or 1.
        words: `marked.title`, `.x`, `.y`, `.plain`, `.two` and `.now`, and `marked_summary` with
            {numbers}.
        columns: width on a wide screen, of 12.
    """
    steps, numbers = np.arange(1, len(x) + 1), np.asarray(x[:, 0], float)
    places, chosen = np.stack([steps, numbers], axis=1), x[:, 1] > 0
    most = ROOM * float(np.abs(numbers).max())
    now = np.array([[(step, -most), (step, most)] for step in steps])
    return plot(
        x=Axis(label=words["marked.x"], low=0.5, high=len(x) + 0.5),
        y=Axis(label=words["marked.y"], low=-most, high=most),
        points=[
            Points(name=words["marked.plain"], colour="x", places=places[~chosen]),
            Points(name=words["marked.two"], colour="h", places=places[chosen], shape="diamond"),
        ],
        curves=[Curve(name=words["marked.now"], colour="x", places=now, dash="3 3")],
        summary=words["marked_summary"].format(
            numbers=", ".join(f"t = {step}: {short(value)}" for step, value in places[chosen])
        ),
        height=HEIGHT,
        columns=columns,
        title=words["marked.title"],
    )
