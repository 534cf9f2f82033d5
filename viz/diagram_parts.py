"""The parts of a diagram: boxes and other nodes, the wires between them, frames around them.

A place across is a share of the picture's width and an offset in px that it has at any width; a
place down is in px. What flows in a wire, and what is read at a node, is a *quantity*: a name for
which a view knows the value at each step. The module `viz/stage/kit/diagram_parts.js` draws them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from viz.marks import Scale
from viz.view import ViewError

Shape = Literal["box", "round", "label", "joint"]


@dataclass(frozen=True)
class Place:
    """A point: `x` is a share of the width, `y` is in px from the top, `dx` px beside `x`."""

    x: float
    y: float
    dx: float = 0


@dataclass(frozen=True, kw_only=True)
class Node:
    """A box, a round node such as × or +, a label beside others, or a joint, which is not seen.

    Its `quantity` is read there; where it `shows`, the value stands in it, behind the `sign`
    ("h_t−1" has an index). A `caption` stands in a box below them, in a label between them, where
    there is room; else `short` does. `width`, of a label the room that it has, is in px, but at
    most the `share` of the picture's. One that is `marked` is tinted with its colour.
    """

    name: str
    x: float = 0
    y: float = 0
    dx: float = 0
    shape: Shape = "box"
    width: float = 26
    height: float = 26
    share: float = 1
    sign: str = ""
    caption: str = ""
    short: str = ""
    quantity: str = ""
    shows: bool = False
    colour: str = "ink"
    anchor: Literal["start", "middle", "end"] = "middle"
    marked: bool = False

    def __post_init__(self) -> None:
        if self.width <= 0 or self.height <= 0:
            size = f"{self.width} × {self.height}"
            raise ViewError(f"diagram.nodes.{self.name}", f"needs a positive size, got {size}")


@dataclass(frozen=True, kw_only=True)
class Wire:
    """A way from a node through points to another one, as thick as its `quantity`.

    Between two points it turns once where `bend` says how it begins: "across" or "down".
    `leave` and `enter` are in px beside the middle of the node where it begins and ends. A value of
    `full` is drawn as thick as can be. Where `fades`, small values are pale too; with a `scale`
    the value also is the colour. While the clock plays, something runs along the wires with a
    `turn`, one turn after the other in each step.
    """

    name: str
    source: str
    target: str
    via: Sequence[Place] = ()
    bend: Literal["straight", "across", "down"] = "straight"
    leave: float = 0
    enter: float = 0
    quantity: str = ""
    full: float = 1
    colour: str = "edge"
    fades: bool = False
    scale: Scale | None = None
    arrow: bool = False
    turn: int | None = None

    def data(self) -> dict[str, Any]:
        """Return the wire for a view's data."""
        return {**asdict(self), "scale": self.scale and self.scale.data()}


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A rectangle around some nodes, from one corner to the opposite one.

    It lies behind everything, or, where it `covers`, over all, with the caption in its middle.
    """

    start: Place
    end: Place
    caption: str = ""
    covers: bool = False
