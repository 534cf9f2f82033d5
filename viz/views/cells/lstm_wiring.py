"""Where the gates, products and wires of an LSTM's cell stand (Olah 2015 draws it so)."""

from collections.abc import Mapping
from typing import Any

from viz.diagram import Diagram
from viz.diagram_parts import Frame, Node, Place, Wire

HEIGHT = 286
RAIL = 46  # y of the cell state's way
INNER = 116  # y of the multiplications below it
GATE = 185  # y of the gates
BUS = {"past": 236, "x": 264}  # y of what enters the gates
COLUMNS = {"f": 0.12, "i": 0.36, "g": 0.6, "o": 0.83}
MIDDLE = (COLUMNS["i"] + COLUMNS["g"]) / 2
OUT = 0.95
LARGEST = 4.0  # of a cell state, for the thickness of its wires
READING = ("f", "i", "g", "o", "kept", "written", "c", "squashed", "h")


def lstm_wiring(words: Mapping[str, str], *, told: bool = False) -> Diagram:
    """Return the cell of one unit; ``words`` are the labels that start with ``cell.``, without it.

    Where more is ``told`` of the gates, two labels stand above each: ``mark.f``, ``usual.f``.

    Quantities: the gates, kept = f ⊙ c before, written = i ⊙ g, c, squashed = tanh c, h = o ⊙
    squashed; past, the state before as all gates see it, and x.
    """
    return Diagram(
        nodes=(
            *_ends(),
            *_gates(words),
            *_products(),
            *_labels(words),
            *(_above() if told else ()),
        ),
        wires=(*_entering(), *_inside()),
        frames=(Frame(start=Place(0, 12, 6), end=Place(1, 226, -6)),),
        height=HEIGHT,
        reading=READING,
        says=Node(name="reading", shape="label", x=0, dx=6, y=HEIGHT - 3, anchor="start"),
    )


def _ends() -> list[Node]:
    """Where states enter and leave, and what is read at this step."""
    places = {
        "before": (0, RAIL, -6), "shown": (0, BUS["past"], 0),
        "c": (1, RAIL, 6), "h": (1, INNER, 6), "branch": (OUT, RAIL, 0),
    }  # fmt: skip
    joints = [
        Node(name=f"{name}.end", shape="joint", x=x, y=y, dx=dx)
        for name, (x, y, dx) in places.items()
    ]
    y, side = BUS["x"], 28
    token = Node(
        name="x", y=y, dx=-22, width=side, height=side, quantity="x", shows=True, colour="x"
    )
    name = Node(name="x.name", shape="label", y=y, dx=-42, sign="x_t", anchor="end")
    return [*joints, token, name]


def _gates(words: Mapping[str, str]) -> list[Node]:
    boxes = [
        Node(name=name, x=x, y=GATE, width=78, share=0.215, height=58, quantity=name, shows=True,
             colour=name, caption=f"{name} · {words[f'gate.{name}']}", short=name)
        for name, x in COLUMNS.items()
    ]  # fmt: skip
    return boxes + [
        Node(name=f"{name}.function", x=x, y=GATE + 29.5, width=40, height=19,
             sign="tanh" if name == "g" else "σ", colour="edge")
        for name, x in COLUMNS.items()
    ]  # fmt: skip


def _products() -> list[Node]:
    """What happens outside the gates, each named by what comes out."""
    places = {"kept": ("×", COLUMNS["f"], RAIL), "c": ("+", MIDDLE, RAIL),
              "written": ("×", MIDDLE, INNER), "h": ("×", OUT, INNER)}  # fmt: skip
    products = [
        Node(name=name, shape="round", x=x, y=y, width=24, sign=sign, quantity=name)
        for name, (sign, x, y) in places.items()
    ]
    y = (RAIL + INNER) / 2 - 2
    squashed = Node(
        name="squashed", x=OUT, y=y, width=40, height=20, sign="tanh", quantity="squashed"
    )
    return [*products, squashed]


def _labels(words: Mapping[str, str]) -> list[Node]:
    """What is kept and what is written, beside their wires."""
    label: dict[str, Any] = {"shape": "label", "shows": True, "width": 220}
    x, y = (COLUMNS["f"] + MIDDLE) / 2, (RAIL + INNER) / 2
    kept = Node(
        name="kept.label",
        x=x,
        y=RAIL - 15,
        share=0.3,
        caption=words["kept"],
        quantity="kept",
        colour="f",
        **label,
    )
    written = Node(
        name="written.label",
        x=MIDDLE,
        dx=10,
        y=y,
        share=0.4,
        anchor="start",
        caption=words["written"],
        quantity="written",
        colour="i",
        **label,
    )
    return [kept, written]  # fmt: skip


def _above() -> list[Node]:
    """The labels above the gates, beside their wires."""
    label: dict[str, Any] = {"shape": "label", "shows": True, "dx": 9, "anchor": "start"}
    return [
        Node(name=f"{kind}.{gate}", x=x, y=y, quantity=f"{kind}.{gate}", colour=gate, **label)
        for gate, x in COLUMNS.items()
        for kind, y in (("mark", GATE - 54), ("usual", GATE - 38))
    ]


def _entering() -> list[Wire]:
    """From the input and from the state before to every gate."""
    sources = {"x": ("x", -9, "x", "x"), "h": ("shown.end", 9, "past", "h")}
    return [
        Wire(name=f"{code}-{gate}", source=source, target=f"{gate}.function", bend="across",
             enter=-beside, quantity=quantity, colour=colour, turn=0)
        for gate in COLUMNS
        for code, (source, beside, quantity, colour) in sources.items()
    ]  # fmt: skip


def _inside() -> list[Wire]:
    """From the gates to the states; c and its parts may be larger than 1."""
    gates = {"f": "kept", "i": "written", "g": "written", "o": "h"}
    ways = {
        "before": ("before.end", "kept", "c", LARGEST, 1), "kept": ("kept", "c", "c", LARGEST, 2),
        "written": ("written", "c", "i", LARGEST, 2), "c": ("c", "c.end", "c", LARGEST, 3),
        "squashed": ("branch.end", "h", "c", 1, 3), "h": ("h", "h.end", "h", 1, 3),
    }  # fmt: skip
    return [
        *(
            Wire(
                name=gate,
                source=gate,
                target=target,
                bend="down",
                quantity=gate,
                colour=gate,
                turn=1,
            )
            for gate, target in gates.items()
        ),
        *(
            Wire(
                name=name,
                source=source,
                target=target,
                quantity=name,
                colour=colour,
                full=full,
                turn=turn,
            )
            for name, (source, target, colour, full, turn) in ways.items()
        ),
    ]
