"""Where the gates, products and wires of a gated recurrent unit stand."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from viz.diagram import Diagram
from viz.diagram_parts import Frame, Node, Place, Wire

HEIGHT = 256
TOP = 48  # y of the state's way
MIDDLE = 112  # y of the way that z takes to the candidate
GATE = 176  # y of the boxes
H_BUS, X_BUS = 222, 244
Z, MINUS, SUM, TIMES, R = 0.23, 0.4, 0.56, 0.745, 0.9  # x of the columns
SHARE = 0.195  # of the width, of a box at most
DROP = 26  # px from the left, where the state turns down to the boxes
FOOT = 17  # px beside a gate's middle, where x and h enter
PILL: dict[str, Any] = {"width": 30, "height": 20, "colour": "edge"}
READING = ("before", "z", "kept", "r", "past", "given", "n", "new", "h")
MIXED = ("before", "kept", "new", "h", "rest")  # what shows how z mixes old and new


def gru_wiring(
    reset: str,
    update: str,
    held: str,
    covered: bool,
    words: Mapping[str, str],
    marks: Mapping[str, str] = MappingProxyType({}),
) -> Diagram:
    """Return one unit in the convention ``reset`` and ``update``.

    Quantities: those of READING, which ``words`` names; rest = 1 − z; the input x as a share, and
    the token itself; the state before as all units hold it, and what the reset gate scales of it,
    projected. Where it is ``covered``, the part in which z mixes old and new cannot be seen.
    ``marks`` are words at the box of a gate, or of "", at none.
    """
    mix = Frame(start=Place(Z, TOP - 22, -34), end=Place(SUM, MIDDLE + 18, 34),
                caption=f"? {words['covered']}", covers=True)  # fmt: skip
    return Diagram(
        nodes=(*_ends(), *_boxes(words, held, marks), *_marks(marks), *_mixing(update),
               _projection(reset), *_labels(words, covered)),
        wires=(*_entering(), *_state(), *_update(update)),
        frames=(mix,) if covered else (),
        height=HEIGHT,
        reading=[name for name in READING if not (covered and name in MIXED)],
        says=Node(name="reading", shape="label", x=1, y=14, anchor="end"),
    )  # fmt: skip


def _ends() -> list[Node]:
    """Where wires begin, end and part."""
    places = {
        "before.end": (0, TOP, 0), "h.end": (1, TOP, 0), "drop": (0, TOP, DROP),
        "x.end": (0, X_BUS, 90), "bus": (TIMES, H_BUS, 0), "z.up": (Z, MIDDLE, 0),
    }  # fmt: skip
    return [Node(name=name, shape="joint", x=x, y=y, dx=dx) for name, (x, y, dx) in places.items()]


def _boxes(words: Mapping[str, str], held: str, marks: Mapping[str, str]) -> list[Node]:
    def caption(name: str) -> str:
        return f"{words[name]} · {words['held']}" if name == held else words[name]

    return [
        Node(name=name, x=x, y=GATE, width=92, height=44, share=SHARE, sign=name, quantity=name,
             shows=True, caption=caption(name), short=words[name], colour=name,
             marked=name in marks)
        for name, x in (("z", Z), ("n", SUM), ("r", R))
    ]  # fmt: skip


def _marks(marks: Mapping[str, str]) -> list[Node]:
    """Words above the boxes of gates; at the foot those that are about none."""
    places: dict[str, dict[str, Any]] = {
        "z": {"x": Z, "dx": 11, "y": GATE - 34, "anchor": "start"},
        "r": {"x": 1, "y": GATE - 34, "anchor": "end"},
        "": {"x": 1, "y": X_BUS, "anchor": "end"},
    }
    return [
        Node(name=f"mark.{gate}", shape="label", width=160, colour="ink",
             caption=word, **places[gate])
        for gate, word in marks.items()
    ]  # fmt: skip


def _mixing(update: str) -> list[Node]:
    """The products and their sum, and where z becomes 1 − z."""
    places = {"kept": ("×", Z, TOP), "h": ("+", SUM, TOP), "new": ("×", SUM, MIDDLE),
              "past": ("×", TIMES, GATE)}  # fmt: skip
    round_nodes = [
        Node(name=name, shape="round", x=x, y=y, sign=sign, quantity=name)
        for name, (sign, x, y) in places.items()
    ]
    x, y = (Z, (TOP + MIDDLE) / 2) if update == "replace" else (MINUS, MIDDLE)
    return [*round_nodes, Node(name="minus", x=x, y=y, sign="1−", **PILL)]


def _projection(reset: str) -> Node:
    """U, behind the reset gate or before it."""
    if reset == "after":
        return Node(name="projection", x=TIMES, y=H_BUS - 11, sign="U", **PILL)
    return Node(name="projection", x=(TIMES + SUM) / 2, dx=14, y=GATE, sign="U", **PILL)


def _labels(words: Mapping[str, str], covered: bool) -> list[Node]:
    """The numbers beside the way of the state, and what is read at this step."""
    way, between = TOP - 17, (TOP + MIDDLE) / 2
    label: dict[str, Any] = {"shape": "label", "shows": True, "width": 200}
    ends = [
        Node(name="before.label", y=way, anchor="start", sign="h_t−1", quantity="before",
             colour="h", **label),
        Node(name="h.label", x=1, y=way, anchor="end", sign="h_t", quantity="h",
             colour="h", **label),
        Node(name="token", y=X_BUS, anchor="start", sign="x_t", quantity="token", **label),
    ]  # fmt: skip
    parts = [
        Node(name="kept.label", x=(Z + SUM) / 2, y=way, share=SUM - Z, caption=words["kept"],
             quantity="kept", colour="z", **label),
        Node(name="new.label", x=SUM, dx=12, y=between, share=1 - SUM, anchor="start",
             caption=words["new"], quantity="new", colour="n", **label),
    ]  # fmt: skip
    return ends if covered else ends + parts


def _entering() -> list[Wire]:
    """From the input and from the state before to the boxes."""
    state: dict[str, Any] = {"source": "drop", "via": (Place(0, H_BUS, DROP),), "colour": "h"}
    return [
        *(Wire(name=f"x-{target}", source="x.end", target=target, bend="across", enter=enter,
               quantity="x", colour="x") for target, enter in (("z", FOOT), ("n", 0), ("r", FOOT))),
        *(Wire(name=f"h-{target}", target=target, bend="across", enter=-FOOT, quantity="state",
               **state)
          for target in ("z", "r")),
    ]  # fmt: skip


def _state() -> list[Wire]:
    """The way of the state, and of the candidate to it."""
    ways = {
        "projected": ("bus", "past", "h"), "r": ("r", "past", "r"), "past": ("past", "n", "h"),
        "before": ("before.end", "kept", "h"), "kept": ("kept", "h", "z"),
        "n": ("n", "new", "n"), "new": ("new", "h", "n"), "h": ("h", "h.end", "h"),
    }  # fmt: skip
    return [
        Wire(name=name, source=source, target=target, quantity=name, colour=colour)
        for name, (source, target, colour) in ways.items()
    ]


def _update(update: str) -> list[Wire]:
    """How z reaches the two products: straight to the one it scales, as 1 − z to the other."""
    scaled, other = ("new", "kept") if update == "replace" else ("kept", "new")
    return [
        Wire(name="z", source="z", target=scaled, bend="down", quantity="z", colour="z"),
        Wire(name="rest", source="z.up", target=other, quantity="rest", colour="z"),
    ]
