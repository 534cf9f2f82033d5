"""The graph of a computation as a diagram: from left to right, and from top to bottom for a phone.

Each node is a box with three lines: how it is computed, its value, its gradient. Each edge is two
wires, of which one shows: e0 leads to the user with its value, b0 back with the message.
"""

from collections import Counter
from dataclasses import dataclass, replace

from core.lessons.backprop.tape import Tape
from viz.diagram import Diagram
from viz.diagram_layers import BETWEEN, layered
from viz.diagram_parts import Node, Place, Wire

WIDTH = 1060  # px that the layout from left to right is made for
WIDEST, HEIGHT = 124, 54  # px, of a box
LEAST = 60  # px, of a box that the layout from left to right needs
TALLEST = 380  # px: boxes move closer where there are many
STUB = 14  # px, by which a wire from top to bottom leaves a box before it turns
ROW = 104  # px, a layer of the layout from top to bottom
APART = 24  # px from the straight way, at most, of wires that join the same nodes
PHONE = 330  # px, a narrow picture
LETTER, NUMBER = 6.9, " −0.0992"  # px, and what stands behind ∂L/∂x =
BEFORE = 14  # px, of "∂ " before a number
LINES = ((-17, "s"), (0, "v"), (17, "g"))  # px beside the middle of a box


@dataclass(frozen=True)
class Layout:
    """Both diagrams, the width in px from which the first has room, and the signs of a number."""

    wide: Diagram
    tall: Diagram
    needs: float
    signs: int


def layout(tape: Tape) -> Layout:
    """Lay the graph out both ways."""
    wires = [
        Wire(name=f"e{k}", source=f"n{operand}", target=f"n{user}", arrow=True, turn=0)
        for k, (operand, user) in enumerate(zip(tape.operand, tape.user, strict=True))
    ]
    boxes = [Node(name=f"n{k}", width=1, height=HEIGHT, quantity=f"n{k}", colour="edge")
             for k in range(len(tape.names))]  # fmt: skip
    count = len({node.x for node in layered(boxes, wires, late=True).nodes})
    width = min(WIDEST, 0.79 * WIDTH / count)
    sized = [replace(box, width=width) for box in boxes]
    reading = [box.name for box in boxes]
    made = layered(sized, wires, width=WIDTH, reading=reading, late=True)
    wide = _parallel(_closer(made), WIDTH / count, width)
    tall = _parallel(_turned(made, count), ROW, HEIGHT, down=True)
    narrow = min(WIDEST, tall.nodes[0].share * PHONE)
    needs = max(480.0, LEAST * count / 0.79)
    signs = int((narrow / 0.86 - BEFORE) / LETTER)
    return Layout(_filled(wide, tape, width), _filled(tall, tape, narrow), needs, max(5, signs))


def _parallel(diagram: Diagram, pitch: float, box: float, *, down: bool = False) -> Diagram:
    """Bend the wires that join the same nodes, so that each is seen.

    Layers are `pitch` px apart, of which boxes take so many.
    """
    gap = pitch - box
    bends = (0.5 - 0.3 * gap / pitch, 0.5 + 0.3 * gap / pitch)  # of the way
    ends = [(wire.source, wire.target) for wire in diagram.wires]
    many, seen = Counter(ends), Counter[tuple[str, str]]()
    at = {node.name: node for node in diagram.nodes}
    wires = []
    for wire, end in zip(diagram.wires, ends, strict=True):
        if many[end] > 1 and len(wire.via) == 2:  # no layer lies between
            beside = min(APART, 0.6 * gap) * (2 * seen[end] - many[end] + 1)
            seen[end] += 1
            source, target = (at[name] for name in end)
            via = [_between(source, target, beside, down, part) for part in bends]
            wire = replace(wire, via=via)
        wires.append(wire)
    return replace(diagram, wires=wires)


def _between(source: Node, target: Node, beside: float, down: bool, part: float) -> Place:
    """A place so far on the straight way between two nodes, and so many px beside it."""
    x = source.x + part * (target.x - source.x)
    y = source.y + part * (target.y - source.y)
    return Place(x, y, dx=beside) if down else Place(x, y + beside)


def _closer(diagram: Diagram) -> Diagram:
    """Not higher than what a projector has room for."""
    part = min(1.0, TALLEST / diagram.height)
    part = max(part, (HEIGHT + 4) / (HEIGHT + BETWEEN))
    height = diagram.height * part
    nodes = [replace(node, y=node.y * part) for node in diagram.nodes]
    wires = [replace(w, via=[replace(p, y=p.y * part) for p in w.via]) for w in diagram.wires]
    says = diagram.says and replace(diagram.says, y=height - BETWEEN / 2)
    return replace(diagram, nodes=nodes, wires=wires, height=height, says=says)


def _turned(diagram: Diagram, count: int) -> Diagram:
    """The same from top to bottom."""
    inner = diagram.height - BETWEEN
    share = 0.86 * (HEIGHT + BETWEEN) / inner

    def node(one: Node) -> Node:
        y = one.x * count * ROW
        return replace(one, x=one.y / inner, y=y, share=share, width=WIDEST)

    def via(place: Place) -> Place:
        layer = round(place.x * count - 0.5)
        side = 1 if place.x * count - 0.5 > layer else -1
        return Place(place.y / inner, (layer + 0.5) * ROW + side * (HEIGHT / 2 + STUB))

    nodes = [node(one) for one in diagram.nodes]
    wires = [replace(w, via=[via(p) for p in w.via]) for w in diagram.wires]
    height = count * ROW + BETWEEN
    says = diagram.says and replace(diagram.says, y=height - BETWEEN / 2)
    return replace(diagram, nodes=nodes, wires=wires, height=height, says=says)


def _filled(diagram: Diagram, tape: Tape, room: float) -> Diagram:
    """With the lines of each box, which is so many px wide, and for each wire one that leads back.

    Where one line is too long for its box, all of its kind are shortened.
    """
    names, result = tape.names, tape.names[-1]
    made = [
        f"{name} = {says}" if says else name for name, says in zip(names, tape.says, strict=True)
    ]
    given = [f"∂{result}/∂{name} =" for name in names]
    full = all(len(text + NUMBER) * LETTER <= room for text in given)
    labels = []
    for k, box in enumerate(diagram.nodes):
        texts = {
            "s": made[k] if len(made[k]) * LETTER <= room else names[k],
            "v": "",
            "g": given[k] if full else "∂",
        }
        for dy, line in LINES:
            labels.append(
                replace(
                    box, name=f"{line}{k}", y=box.y + dy, shape="label", caption=texts[line],
                    short=texts[line], quantity=f"{line}{k}", shows=line != "s",
                    colour={"g": "gradient", "v": "ink", "s": "dim"}[line],
                )
            )  # fmt: skip
    back = [
        replace(w, name=w.name.replace("e", "b"), source=w.target, target=w.source,
                via=list(w.via)[::-1], colour="gradient")
        for w in diagram.wires
    ]  # fmt: skip
    return replace(diagram, nodes=[*diagram.nodes, *labels], wires=[*diagram.wires, *back])
