"""The layout of any directed acyclic graph in layers from left to right."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from viz.diagram import Diagram
from viz.diagram_parts import Node, Place, Wire
from viz.view import ViewError

SWEEPS = 8  # over the layers, each way, to bring neighbours near each other
REFERENCE = 720  # px, the width that a layout in layers is made for
BETWEEN = 24  # px between two nodes of a layer


def layered(
    nodes: Sequence[Node],
    wires: Sequence[Wire],
    *,
    width: float = REFERENCE,
    reading: Sequence[str] = (),
    late: bool = False,
) -> Diagram:
    """Return the nodes of a directed acyclic graph in layers from left to right, and its wires.

    A node's layer is the longest way to it from a source, so every wire leads to the right; within
    a layer the order is by barycentre (Sugiyama et al. 1981), and a wire that passes a layer has a
    place of its own in it. `width` is what the sizes of the nodes are made for: in a narrower
    picture their boxes are narrower too. What is read of `reading` stands below. Where it is
    `late`, a source stands right before the first node that it leads to.

    Raises `ViewError` for a circle, and for nodes that are too wide for their layers.
    """
    diagram = Diagram(nodes=nodes, wires=wires, height=0)  # checked
    sizes = {node.name: node for node in nodes}
    layer_of = _longest_ways(diagram)
    if late:
        layer_of |= _latest(diagram, layer_of)
    roads = {wire.name: _road(wire, layer_of) for wire in wires}
    layers = _in_order(layer_of, roads.values())
    heights = {stop: sizes[stop].height if stop in sizes else 0 for stop in _flat(layers)}
    ys, height = _stacked(layers, heights)
    pitch = 1 / len(layers)
    widest = [max((sizes[s].width for s in stops if s in sizes), default=0) for stops in layers]
    if max(widest) > 0.8 * pitch * width:
        raise ViewError(
            "diagram.nodes", f"are too wide for {len(layers)} layers: {max(widest)} px of {width}"
        )

    def x(layer: int) -> float:
        return (layer + 0.5) * pitch

    def via(road: Sequence[str], first: int) -> list[Place]:
        """Level where it passes nodes, so that it slopes between two layers only."""
        sides = [
            Place(x(layer) + side * widest[layer] / width / 2, ys[stop])
            for layer, stop in enumerate(road, first)
            for side in (-1, 1)
        ]
        return sides[1:-1]

    placed = [replace(n, x=x(layer_of[n.name]), y=ys[n.name], share=n.width / width) for n in nodes]
    routed = [replace(w, via=via(roads[w.name], layer_of[w.source])) for w in wires]
    says = Node(name="reading", shape="label", x=0.5, y=height + BETWEEN / 2)
    space = BETWEEN if reading else 0
    return Diagram(nodes=placed, wires=routed, height=height + space, reading=reading, says=says)


def _longest_ways(diagram: Diagram) -> dict[str, int]:
    """The layer of each node: 0 without a wire to it, else one more than all before it."""
    sources: dict[str, list[str]] = {node.name: [] for node in diagram.nodes}
    for wire in diagram.wires:
        sources[wire.target].append(wire.source)
    layers: dict[str, int] = {}
    while len(layers) < len(sources):
        ready = [n for n in sources if n not in layers and all(s in layers for s in sources[n])]
        if not ready:
            rest = ", ".join(name for name in sources if name not in layers)
            raise ViewError("diagram.wires", f"lead in a circle through some of {rest}")
        for name in ready:
            layers[name] = max((layers[s] + 1 for s in sources[name]), default=0)
    return layers


def _latest(diagram: Diagram, layer_of: Mapping[str, int]) -> dict[str, int]:
    """The layer right before the first node that it leads to, of each source."""
    first: dict[str, int] = {}
    for wire in diagram.wires:
        first[wire.source] = min(first.get(wire.source, len(layer_of)), layer_of[wire.target])
    targets = {wire.target for wire in diagram.wires}
    return {name: layer - 1 for name, layer in first.items() if name not in targets}


def _road(wire: Wire, layer_of: Mapping[str, int]) -> list[str]:
    """The wire's stops, one in each layer that it passes."""
    between = range(layer_of[wire.source] + 1, layer_of[wire.target])
    return [wire.source, *(f"{wire.name}@{layer}" for layer in between), wire.target]


def _in_order(layer_of: Mapping[str, int], roads: Collection[list[str]]) -> list[list[str]]:
    """All stops by layer, near those that they are joined with."""
    layers: list[list[str]] = [[] for _ in range(max(layer_of.values()) + 1)]
    for name, layer in layer_of.items():
        layers[layer].append(name)
    for road in roads:
        for layer, stop in enumerate(road[1:-1], layer_of[road[0]] + 1):
            layers[layer].append(stop)
    links = [link for road in roads for link in pairwise(road)]
    into, out = _neighbours((b, a) for a, b in links), _neighbours(links)
    for _ in range(SWEEPS):
        for stops, before in zip(layers[1:], layers, strict=False):
            _by_barycentre(stops, before, into)
        for stops, behind in zip(layers[-2::-1], layers[::-1], strict=False):
            _by_barycentre(stops, behind, out)
    return layers


def _neighbours(links: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, other in links:
        found.setdefault(one, []).append(other)
    return found


def _by_barycentre(
    stops: list[str], beside: Sequence[str], joined: Mapping[str, list[str]]
) -> None:
    """Sort the stops of a layer by the mean place of their neighbours in the one beside it."""
    place = {stop: (k + 0.5) / len(beside) for k, stop in enumerate(beside)}
    own = {stop: (k + 0.5) / len(stops) for k, stop in enumerate(stops)}

    def barycentre(stop: str) -> float:
        near = joined.get(stop)
        return sum(place[other] for other in near) / len(near) if near else own[stop]

    stops.sort(key=barycentre)


def _stacked(
    layers: Sequence[Sequence[str]], heights: Mapping[str, float]
) -> tuple[dict[str, float], float]:
    """Where the middle of each stop is, in px from the top, and the picture's height."""
    tall = [sum(heights[stop] + BETWEEN for stop in stops) for stops in layers]
    height = max(tall)
    ys: dict[str, float] = {}
    for stops, own in zip(layers, tall, strict=True):
        y = (height - own) / 2
        for stop in stops:
            ys[stop] = y + (heights[stop] + BETWEEN) / 2
            y += heights[stop] + BETWEEN
    return ys, height


def _flat(layers: Iterable[Iterable[str]]) -> Iterator[str]:
    return (stop for stops in layers for stop in stops)
