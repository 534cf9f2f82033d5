"""The plane on its way through the network, layer by layer."""

from collections.abc import Mapping

import numpy as np

from core.lessons.mlp.fold import FoldTrace
from viz.lessons.mlp.film import marks, single, square
from viz.view import Clock, Stage
from viz.views.plot import Axis, Curve, plot

SPEED = 0.7  # parts of the network per second
HEIGHT = 360
Words = Mapping[str, str]


def fold_stage(trace: FoldTrace, creases: np.ndarray, *, words: Words) -> Stage:
    """Return the plane with the lines where first units switch, and what the layers make of it."""
    labels = tuple(_label(part, words) for part in trace.parts)
    x, y = square(words)
    first, second = (Axis(label=words[f"fold_{name}"], low=-1.05, high=1.05) for name in "xy")
    before = plot(
        x=x,
        y=y,
        points=marks(trace.inside[0], trace.outside[0], words),
        curves=[
            Curve(name=words["crease"] if k == 0 else "", colour="accent", places=ends)
            for k, ends in enumerate(creases)
        ],
        height=HEIGHT,
        title=words["creases"],
        summary=words["creases_summary"].format(n=len(creases)),
    )
    carried = plot(
        x=first,
        y=second,
        points=marks(single(trace.inside), single(trace.outside), words),
        curves=[Curve(name=words["mesh"], colour="edge", places=single(trace.mesh))],
        height=HEIGHT,
        title=words["fold_title"],
        summary=words["fold_summary"],
    )
    clock = Clock(length=len(labels), label=labels[0], labels=labels, speed=SPEED, loop=False)
    return Stage(name="mlp_fold", clock=clock, views=(before, carried), words=words)


def _label(part: str, words: Words) -> str:
    name, _, layer = part.partition(" ")
    return words[f"part.{name}"].format(layer=layer)
