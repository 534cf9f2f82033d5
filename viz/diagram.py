"""A diagram: nodes and the wires between them, checked to hold together.

The module `viz/stage/kit/diagram.js` draws it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from viz.diagram_parts import Frame, Node, Wire
from viz.view import ViewError


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """Nodes and wires in a picture of `height` px.

    `reading` are the quantities that can be read, in their order; what is read stands at `says`.
    """

    nodes: Sequence[Node]
    wires: Sequence[Wire]
    height: float
    frames: Sequence[Frame] = ()
    reading: Sequence[str] = ()
    says: Node | None = None

    def __post_init__(self) -> None:
        names = _once("nodes", self.nodes)
        _once("wires", self.wires)
        for wire in self.wires:
            for end in ("source", "target"):
                if (name := getattr(wire, end)) not in names:
                    raise ViewError(f"diagram.wires.{wire.name}.{end}", f"is no node: {name!r}")

    def data(self) -> dict[str, Any]:
        """Return the diagram for a view's data."""
        return {
            "nodes": [asdict(node) for node in self.nodes],
            "wires": [wire.data() for wire in self.wires],
            "frames": [asdict(frame) for frame in self.frames],
            "height": self.height,
            "reading": list(self.reading),
            "says": self.says and asdict(self.says),
        }


def _once(kind: str, parts: Iterable[Node] | Iterable[Wire]) -> set[str]:
    """The names of the parts, each of which must be the only one of its name."""
    names: set[str] = set()
    for part in parts:
        if part.name in names:
            raise ViewError(f"diagram.{kind}.{part.name}", "is there twice")
        names.add(part.name)
    return names
