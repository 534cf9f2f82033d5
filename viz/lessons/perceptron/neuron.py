"""The perceptron as a neuron, with the numbers of the clock in it."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.lessons.perceptron.film import FilmTrace
from core.traces.base import Array
from viz.diagram import Diagram
from viz.diagram_parts import Node, Wire
from viz.lessons.perceptron.named import Named, moment
from viz.view import Clock, Stage
from viz.views.graph import graph

ROWS = (28, 88, 148)  # y of the inputs
ACROSS = {"x": 0.09, "w": 0.36, "sum": 0.62, "out": 0.88}
HEIGHT = 176
FULL = 10.0  # of an input, for the thickness of its wire
Words = Mapping[str, str]


def neuron_stage(trace: FilmTrace, named: Named, *, words: Words) -> Stage:
    """Return inputs, weights, sum and step at each moment, before the last mistake is mended."""
    own = {k.removeprefix("neuron."): v for k, v in words.items() if k.startswith("neuron.")}
    view = graph(wiring(own), flows(trace), own, summary=words["neuron_summary"], columns=12)
    length = len(trace.read)
    labels = tuple(moment(trace, t, named, words) for t in range(length))
    clock = Clock(
        length=length,
        label=labels[0],
        labels=labels,
        start=min(2, length - 1),
        speed=1.0,
        autoplay=False,
        loop=False,
    )
    return Stage(name="perceptron_neuron", clock=clock, views=(view,), words=words)


def flows(trace: FilmTrace) -> dict[str, Array]:
    """What flows in the neuron when it reads the example of the ring, (time,)."""
    x, w = trace.x[trace.ringed], trace.before
    found = {f"x{k + 1}": x[:, k] for k in range(2)} | {"one": x[:, 2]}
    found |= {f"w{k + 1}": w[:, k] for k in range(2)} | {"b": w[:, 2]}
    found |= {f"product{k}": x[:, k] * w[:, k] for k in range(3)}
    total = np.sum(x * w, axis=1)
    return found | {"sum": total, "hat": (total >= 0).astype(float)}


def wiring(words: Mapping[str, str]) -> Diagram:
    """Three inputs, the last of which is 1, times their weights, into a sum and a step."""
    inputs, weights = ("x1", "x2", "one"), ("w1", "w2", "b")
    signs = {"x1": "x_1", "x2": "x_2", "one": "1", "w1": "w_1", "w2": "w_2", "b": "b"}
    look: dict[str, Any] = {"width": 120, "height": 40, "share": 0.24}
    nodes: list[Node] = []
    wires: list[Wire] = []
    for k, (x, w, row) in enumerate(zip(inputs, weights, ROWS, strict=True)):
        for name, column, colour in ((x, "x", "k"), (w, "w", "ink")):
            said: dict[str, Any] = {"sign": signs[name], "quantity": name, "shows": name != "one"}
            nodes.append(Node(name=name, x=ACROSS[column], y=row, colour=colour, **said, **look))
        thick: dict[str, Any] = {"quantity": x, "full": FULL, "colour": "k"}
        wires.append(Wire(name=f"{x}.{w}", source=x, target=w, **thick))
        thick = {"quantity": f"product{k}", "full": FULL**2, "arrow": True}
        wires.append(Wire(name=f"{w}.sum", source=w, target="sum", **thick))
    for name, column, sign, colour in (("sum", "sum", "Σ", "accent"), ("hat", "out", "ŷ", "v")):
        caption = words["step" if name == "hat" else name]
        said = {"sign": sign, "quantity": name, "shows": True, "caption": caption}
        nodes.append(Node(name=name, x=ACROSS[column], y=ROWS[1], colour=colour, **said, **look))
    wires.append(Wire(name="sum.hat", source="sum", target="hat", arrow=True))
    return Diagram(
        nodes=nodes, wires=wires, height=HEIGHT, reading=(*inputs, *weights, "sum", "hat")
    )
