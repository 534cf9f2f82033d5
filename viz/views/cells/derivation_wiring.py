"""The cell of each of the five steps from the RNN to the LSTM: one diagram that grows.

Every step has the parts of the one before in the same places; what it brings is marked.
"""

from collections.abc import Mapping
from typing import Any

from viz.diagram import Diagram
from viz.diagram_parts import Node, Place, Wire

HEIGHT = 186
RAIL = 32  # y of the memory's way
INNER = 75  # y of the products below it
GATE = 121  # y of the boxes
PAST, INPUT = 158, 177  # y of what enters the boxes
COLUMNS = {"f": 0.16, "i": 0.41, "g": 0.61, "o": 0.8}
OUT = 0.94
DROP = 22  # px from the left, where the memory turns down to the boxes
FOOT = 12  # px beside a box's middle, where the state and x enter
LARGEST = 4.0  # of a memory, for the thickness of its wires
READING = ("before", "f", "i", "g", "kept", "written", "memory", "o", "squashed", "h")
GATES = {"plain": "g", "add": "g", "forget": "fg", "input": "fig", "output": "figo"}
NEW = {"plain": (), "add": ("memory",), "forget": ("f", "kept", "minus", "written"),
       "input": ("i", "written"), "output": ("o", "squashed", "h")}  # fmt: skip


def derivation_wiring(step: str, words: Mapping[str, str], colour: str) -> Diagram:
    """Return the cell of one unit in a ``step``; what is new has its ``colour``.

    Quantities: before, the memory before; past, the state before; the gates and g; kept = f ⊙
    before, written = i ⊙ g or (1 − f) ⊙ g, rest = 1 − f; memory, c or else h; squashed = tanh c; h.
    ``words`` name what is read, and say that a part is ``new``.
    """
    nodes = [*_ends(step), *_boxes(step, words), *_products(step), *_labels(step)]
    marked = [_marked(node, step, colour) for node in nodes]
    quantities = {node.quantity for node in nodes} - {""}
    return Diagram(
        nodes=(*marked, *_word(step, words["new"], colour)),
        wires=(*_entering(step), *_memory(step), *_gated(step), *_shown(step)),
        height=HEIGHT,
        reading=[name for name in READING if name in quantities],
    )


def _marked(node: Node, step: str, colour: str) -> Node:
    if node.name not in NEW[step]:
        return node
    return Node(**{**vars(node), "colour": colour, "marked": True})


def _word(step: str, new: str, colour: str) -> list[Node]:
    """Says beside a new part that it is new."""
    look: dict[str, Any] = {"shape": "label", "caption": new, "width": 90, "colour": colour}
    if step == "add":
        return [Node(name="new", x=COLUMNS["g"], y=RAIL - 19, **look)]
    gates = GATES[step]
    box = next((name for name in NEW[step] if name in gates), None)
    if box is None:
        return []
    return [Node(name="new", x=COLUMNS[box], dx=-9, y=GATE - 29, anchor="end", **look)]


def _has(step: str, gate: str) -> bool:
    return gate in GATES[step]


def _ends(step: str) -> list[Node]:
    """Where wires begin, end and part."""
    places = {"before.end": (0, RAIL, 0), "drop": (0, RAIL, DROP), "past.end": (0, PAST, 0),
              "x.end": (0, INPUT, 26), "memory.end": (1, RAIL, 0), "branch": (OUT, RAIL, 0),
              "h.end": (1, INNER, 0), "turn": (COLUMNS["f"], INNER, 0)}  # fmt: skip
    return [Node(name=name, shape="joint", x=x, y=y, dx=dx) for name, (x, y, dx) in places.items()]


def _boxes(step: str, words: Mapping[str, str]) -> list[Node]:
    return [
        Node(name=name, x=COLUMNS[name], y=GATE, width=84, height=40, share=0.19, sign=name,
             quantity=name, shows=True, caption=words[f"short.{name}"], colour=name)
        for name in GATES[step]
    ]  # fmt: skip


def _products(step: str) -> list[Node]:
    """What happens outside the boxes, each named by what comes out."""
    g, f = COLUMNS["g"], COLUMNS["f"]
    pill: dict[str, Any] = {"width": 34, "height": 20, "colour": "edge"}
    nodes = []
    if step != "plain":
        nodes.append(_round("memory", "+", g, RAIL))
    if _has(step, "f"):
        nodes += [_round("kept", "×", f, RAIL), _round("written", "×", g, INNER)]
    if step == "forget":
        nodes.append(Node(name="minus", x=COLUMNS["i"], y=INNER, sign="1−", **pill))
    if _has(step, "o"):
        squashed = Node(name="squashed", x=OUT, y=(RAIL + INNER) / 2 - 1, sign="tanh",
                        quantity="squashed", width=38, height=19)  # fmt: skip
        nodes += [squashed, _round("h", "×", OUT, INNER)]
    return nodes


def _round(name: str, sign: str, x: float, y: float) -> Node:
    return Node(name=name, shape="round", x=x, y=y, width=24, sign=sign, quantity=name)


def _labels(step: str) -> list[Node]:
    """The numbers beside the ways of the memory and of the state."""
    letter = "c" if _has(step, "o") else "h"
    label: dict[str, Any] = {"shape": "label", "shows": True, "width": 120}
    ends = [
        Node(name="before.label", y=RAIL - 17, anchor="start", sign=f"{letter}_t−1",
             quantity="before", colour=letter, **label),
        Node(name="memory.label", x=1, y=RAIL - 17, anchor="end", sign=f"{letter}_t",
             quantity="memory", colour=letter, **label),
        Node(name="x.label", y=INPUT, shape="label", anchor="start", sign="x_t"),
    ]  # fmt: skip
    if _has(step, "o"):
        past = Node(name="past.label", y=PAST - 13, anchor="start", sign="h_t−1", quantity="past",
                    colour="h", **label)  # fmt: skip
        shown = Node(name="h.label", x=1, y=INNER + 19, anchor="end", sign="h_t", quantity="h",
                     colour="h", **label)  # fmt: skip
        ends += [past, shown]
    return ends


def _entering(step: str) -> list[Wire]:
    """From the state before and from the input to every box."""
    past: dict[str, Any] = {"source": "past.end"} if _has(step, "o") else {
        "source": "drop", "via": (Place(0, PAST, DROP),)}  # fmt: skip
    return [
        wire
        for gate in GATES[step]
        for wire in (
            Wire(name=f"h-{gate}", target=gate, bend="across", enter=-FOOT, quantity="past",
                 colour="h", full=LARGEST, turn=0, **past),
            Wire(name=f"x-{gate}", source="x.end", target=gate, bend="across", enter=FOOT,
                 colour="x", turn=0),
        )
    ]  # fmt: skip


def _memory(step: str) -> list[Wire]:
    """The memory's way: with nothing but the RNN's box it ends where it turns down."""
    letter = "c" if _has(step, "o") else "h"
    look: dict[str, Any] = {"colour": letter, "full": LARGEST}
    if step == "plain":
        return [
            Wire(name="before", source="before.end", target="drop", quantity="before", **look),
            Wire(name="memory", source="g", target="memory.end", bend="down", quantity="memory",
                 turn=2, **look),
        ]  # fmt: skip
    ways = {"memory": ("memory", "memory.end", 3)}
    if _has(step, "f"):
        ways |= {"before": ("before.end", "kept", 1), "kept": ("kept", "memory", 2)}
    else:
        ways |= {"before": ("before.end", "memory", 1)}
    return [
        Wire(name=name, source=source, target=target, quantity=name, turn=turn, **look)
        for name, (source, target, turn) in ways.items()
    ]


def _gated(step: str) -> list[Wire]:
    """From the boxes to the memory."""
    if step == "plain":
        return []
    if step == "add":
        return [Wire(name="g", source="g", target="memory", quantity="g", colour="g", turn=2)]
    found = [
        Wire(name="f", source="f", target="kept", quantity="f", colour="f", turn=1),
        Wire(name="g", source="g", target="written", quantity="g", colour="g", turn=1),
        Wire(name="written", source="written", target="memory", quantity="written", colour="i",
             turn=2),
    ]  # fmt: skip
    if step == "forget":
        return [*found, Wire(name="rest", source="turn", target="written", quantity="rest",
                             colour="f", turn=1)]  # fmt: skip
    return [*found, Wire(name="i", source="i", target="written", bend="down", quantity="i",
                         colour="i", turn=1)]  # fmt: skip


def _shown(step: str) -> list[Wire]:
    """From the cell state to the hidden state."""
    if not _has(step, "o"):
        return []
    return [
        Wire(name="squashed", source="branch", target="h", quantity="squashed", colour="c", turn=3),
        Wire(name="o", source="o", target="h", bend="down", quantity="o", colour="o", turn=1),
        Wire(name="h", source="h", target="h.end", quantity="h", colour="h", turn=3),
    ]
