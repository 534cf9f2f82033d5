"""The loss of a real network on a plane through what two optimizers found, and four paths to it."""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class LandscapeTrace(Trace):
    """All from one start, on the plane through it and the ends of two of the methods.

    Attributes:
        methods: the optimizers.
        rate: the learning rate of each.
        loss: of each over all training images, at every recorded step.
        steps: which steps these are.
        path: where each is on the plane, as distances from the start.
        off: how far each is from the plane.
        x, y: the places of the columns and rows of the map, as such distances.
        height: the loss at each.
    """

    methods: tuple[str, ...] = axes("method")
    rate: Array = axes("method")
    steps: Array = axes("step")
    loss: Array = axes("method step")
    path: Array = axes("method step place")
    off: Array = axes("method step")
    x: Array = axes("column")
    y: Array = axes("row")
    height: Array = axes("row column")
