"""Stages of the kinds that no lesson shows yet."""

from itertools import pairwise
from random import Random

import numpy as np

from core.data.chinese_english import drawn, example
from core.data.chinese_english.sentences import long_sentence
from core.data.digits import splits
from core.lessons.mlp import digits
from core.networks.seq2seq_transformer.ablation import INTACT, Ablation
from core.networks.seq2seq_transformer.model import without
from core.recorders.stack import record_machine
from core.shipped.seq2seq_transformer import load_seq2seq_transformer
from core.traces.translation import END
from ui.text import load
from viz.diagram_layers import layered
from viz.diagram_parts import Node, Wire
from viz.lessons.mlp import digit_stage
from viz.marks import Scale
from viz.view import Clock, Stage
from viz.views.graph import graph
from viz.views.machine import machine
from viz.views.machine_clock import TEACH, WRITE, moments
from viz.views.near import near
from viz.views.plot import Arrow, Axis, Curve, Field, Note, Points, Squares, plot

LAYERS = (("x1", "x2"), ("h1", "h2", "h3"), ("y",))
EDGES = [(a, b) for one, other in pairwise(LAYERS) for a in one for b in other]
SIGNED = Scale("diverging", -2, 2)
NAMES = [name for layer in LAYERS for name in layer]
draw = np.random.default_rng(0)
SERIES = {name: draw.uniform(-2, 2, 3) for name in (*NAMES, *(f"{a}-{b}" for a, b in EDGES))}
SERIES["x1-h1"] = np.array([-2.0, 0.0, 1.0])

STEPS = 4
X = Axis(label="x (cm)", low=-1, high=3)
Y = Axis(label="loss", low=0, high=2)
FREE = np.array([[0.0, 0.5], [1.0, 1.5]])  # those that can be dragged
PATH = np.stack([np.linspace(0, 2, STEPS), np.linspace(0, 1.5, STEPS)], axis=-1)[:, None]
LINE = np.array([[-1.0, 0.2], [3.0, 1.0]])
SURFACE = np.arange(STEPS * 5 * 8, dtype=float).reshape(STEPS, 5, 8)


def graph_in_layers(language: str = "en") -> Stage:
    """Seven units in three layers, with what flows between them."""
    nodes = [
        Node(name=name, width=90, height=44, quantity=name, shows=True, caption=f"unit {name}")
        for name in NAMES
    ]
    wires = [
        Wire(name=f"{a}-{b}", source=a, target=b, quantity=f"{a}-{b}", full=2, scale=SIGNED,
             fades=True, arrow=True)
        for a, b in EDGES
    ]  # fmt: skip
    made = layered(nodes, wires, reading=list(SERIES))
    words = load("stage", language).labels
    spoken = {name: f"value of {name}" for name in SERIES}
    view = graph(made, SERIES, spoken, summary="Three layers.", title="A graph", columns=12)
    clock = Clock(length=3, label="t = {t}", autoplay=False)
    return Stage(name="graph", clock=clock, views=(view,), words=words)


def points_on_a_field(language: str = "en", picked: str = "") -> Stage:
    """Points that can be dragged, a line, and a path over a field."""
    view = plot(
        x=X,
        y=Y,
        points=[
            Points(name="data", colour="rnn", places=FREE, pick="points"),
            Points(name="weights", colour="lstm", places=PATH, shape="diamond"),
        ],
        curves=[Curve(name="fit", colour="gru", places=LINE)],
        field=Field(values=SURFACE, scale=Scale("sequential", 0, 160, "height")),
        summary="Two points and a line.",
        title="A plot",
        columns=12,
    )
    clock = Clock(length=STEPS, label="t = {t}", autoplay=False)
    words = load("stage", language).labels
    return Stage(name="plot", clock=clock, views=(view,), words=words, picked={"points": picked})


WAY = np.array([[-0.5, 0.2], [0.0, 0.6], [0.5, 1.0], [2.0, 1.5]])  # a point for each step
ENDS = np.stack([np.zeros_like(WAY) + 0.1, WAY], axis=1)


def vectors_and_squares(language: str = "en", picked: str = "") -> Stage:
    """Two groups of points that can be dragged, one that grows, and all that moves around them."""
    view = plot(
        x=X,
        y=Y,
        points=[
            Points(name="kept", colour="rnn", places=FREE, pick="points"),
            Points(name="grows", colour="gru", places=FREE + 0.3, shape="square", pick="more"),
            Points(name="now", colour="ink", places=WAY[:, None], shape="ring"),
        ],
        curves=[
            Curve(name="path", colour="lstm", places=WAY, trail=True),
            Curve(name="fit", colour="q", places=LINE, dash="5 3"),
        ],
        arrows=[Arrow(name="w", colour="gradient", places=ENDS)],
        squares=[
            Squares(name="error", colour="c", places=FREE, fitted=np.array([[1.5, 0.5]] * STEPS))
        ],
        notes=[Note(text="?", at=(2, 0.4), colour="accent"), Note(text="guess", at=(2.4, 1.8))],
        adds="more",
        summary="Two groups of points, a vector and squares.",
        title="Vectors and squares",
        columns=12,
    )
    clock = Clock(length=STEPS, label="t = {t}", autoplay=False)
    words = load("stage", language).labels
    picks = {"points": picked, "more": ""}
    return Stage(name="vectors", clock=clock, views=(view,), words=words, picked=picks)


def digit_drawn(language: str = "en", image: str = "") -> Stage:
    """An image of a digit that can be drawn on, and what a network makes of it."""
    begins = digits.write(splits()["heldout"][0][0])
    seen = digits.see(digits.read(image or begins))
    return digit_stage(seen, begins, image, words=load("mlp", language).labels)


def sublayer_opened(
    language: str = "en",
    mode: str = "write",
    covered: bool = False,
    words: int | None = None,
    ablation: Ablation = INTACT,
    **picked: int,
) -> Stage:
    """A Transformer that translates a sentence, or reads so many words, one sublayer at a time."""
    pair = example(("time", "place", "relative"), 95)
    model = without(load_seq2seq_transformer(), ablation)
    source, target, gold = pair.source, (*pair.target, END), (*pair.sure, frozenset())
    if words:
        source, target = (source * words)[:words], (*(pair.target * words)[:words], END)
    found = record_machine(model, source, target)
    labels = load("transformer", language).labels
    made = near(found, labels, gold=None if words else gold, mode=mode, covered=covered)
    length = len(moments(words=len(target), mode=mode))
    clock = Clock(length=length, label="t = {t}", autoplay=False)
    picks = {"row": 0, "head": 0, "key": -1} | picked
    return Stage(name="near", clock=clock, views=(made,), words=labels, picked=picks)


def whole_machine(
    language: str = "en",
    mode: str = WRITE,
    off: str = "",
    cut: str = "",
    wrong: int | None = None,
    long: int | None = None,
    head: bool = False,
    covered: bool = False,
) -> Stage:
    """A Transformer that translates a sentence, or a ``long`` one of this seed."""
    pair = example(("time", "place", "relative"), 95)
    if long is not None:
        pair, _ = drawn(Random(long), long_sentence)  # noqa: S311
    codes = (frozenset(filter(None, given.split("."))) for given in (off, cut))
    ablation = Ablation(**dict(zip(("off", "cut"), codes, strict=True)))
    target = (*pair.target, END) if mode == TEACH else None
    found = record_machine(without(load_seq2seq_transformer(), ablation), pair.source, target)
    words = load("transformer", language).labels
    view = machine(
        found, words, mode=mode, gold=pair.sure, ablation=ablation, wrong=wrong, head=head,
        covered=covered,
    )  # fmt: skip
    length = len(moments(words=len(found.decoder.target), mode=mode))
    clock = Clock(length=length, label="t = {t}", autoplay=False)
    picked = {"row": 4, "head": 1, "off": off, "cut": cut}
    words = load("stage", language).labels
    return Stage(name="machine", clock=clock, views=(view,), words=words, picked=picked)
