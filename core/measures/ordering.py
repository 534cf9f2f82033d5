"""The order in which the units of a layer are listed. Free of torch."""

import numpy as np

from core.traces.base import Array

SORTS = ("unit", "variance", "correlation")


def ordered(states: Array, sort: str, unit: int) -> Array:
    """Return all units in an order.

    Args:
        states: (time, unit).
        sort: "unit", by number; "variance", what varies most first; "correlation", by Pearson's
            correlation with ``unit``, which comes first (a unit that never changes counts as 0).
        unit: which one "correlation" compares with.
    """
    if sort == "unit":
        return np.arange(states.shape[1])
    centred = states - states.mean(axis=0, dtype=float)
    size = np.sqrt((centred**2).sum(axis=0))
    if sort == "variance":
        return np.argsort(-size, kind="stable")
    scale = size * size[unit]
    score = np.divide(centred.T @ centred[:, unit], scale, out=np.zeros_like(size), where=scale > 0)
    score[unit] = 2.0
    return np.argsort(-score, kind="stable")
