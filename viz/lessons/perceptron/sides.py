"""A line between two axes, and what lies on its sides."""

import numpy as np

from core.traces.base import Array
from viz.views.plot import Axis

ROOM = 0.1  # beyond the outermost point, as a share of the axis
FAR = 3.0  # axes from the middle, where a line is drawn that is farther away
LONG = 4.0  # axes: half of a line


def axis_of(values: Array, label: str) -> Axis:
    """An axis with room around the values."""
    low, high = float(values.min()), float(values.max())
    room = ROOM * (high - low) or 1.0
    return Axis(label=label, low=low - room, high=high + room)


def sides(weights: Array, offset: Array, x: Axis, y: Axis) -> tuple[Array, Array, Array]:
    """The line w · (x, y) + offset = 0 at each step, and what lies on its sides, within two axes.

    Args:
        weights: w, (time, 2).
        offset: what is added, (time,).
        x: the axis across; a line far from both axes is drawn just beyond them, on its side.
        y: the axis up.

    Returns:
        The line (time, 2, 2), and the corners of the sides where the sum is negative and where it
        is not, (time, 4, 2) each.
    """
    low, size = np.array([x.low, y.low]), np.array([x.high - x.low, y.high - y.low])
    slope = weights * size  # as shares of the axes
    middle = weights @ (low + size / 2) + offset
    steep = np.linalg.norm(slope, axis=1)
    flat = steep < 1e-12
    across = np.where(flat[:, None], [0.0, 1.0], slope / np.where(flat, 1, steep)[:, None])
    apart = np.where(flat, np.where(middle < 0, FAR, -FAR), -middle / np.where(flat, 1, steep))
    foot = 0.5 + np.clip(apart, -FAR, FAR)[:, None] * across
    along = LONG * across[:, ::-1] * [-1, 1]
    ends = np.stack([foot - along, foot + along], axis=1)
    beyond = 2 * LONG * across[:, None]
    negative, positive = (
        np.concatenate([ends, (ends + way * beyond)[:, ::-1]], axis=1) for way in (-1, 1)
    )
    return ends * size + low, negative * size + low, positive * size + low
