"""An activation function with its slope, and what one makes of a deep network's activations."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.lessons.mlp.network import ACTIVATIONS
from core.traces.base import Array
from viz.marks import Line, Scale
from viz.view import Clock, Stage
from viz.views.heatmap import heatmap
from viz.views.lines import lines
from viz.views.plot import Axis, Curve, Points, plot

FAR = 4.0  # of z, on both sides of 0
STEPS = 33  # of the point that moves along
DEPTH = 20
HEIGHT = 280
Words = Mapping[str, str]


def function_stage(function: str, *, words: Words) -> Stage:
    """Return f and its slope over z, with a point on each that moves along."""
    f, slope = ACTIVATIONS[function]
    z, at = np.linspace(-FAR, FAR, 161), np.linspace(-FAR, FAR, STEPS)
    curves = [
        Curve(name=words[name], colour=colour, places=np.stack([z, g(z)], 1), dash=dash)
        for name, colour, g, dash in (("f", "accent", f, None), ("slope", "gradient", slope, "6 4"))
    ]
    points = [
        Points(name="", colour=curve.colour, places=np.stack([at, g(at)], 1)[:, None])
        for curve, g in zip(curves, (f, slope), strict=True)
    ]
    view = plot(
        x=Axis(label="z", low=-FAR, high=FAR),
        y=Axis(label=words["f_axis"], low=-1.2, high=2.2),
        points=points,
        curves=curves,
        height=HEIGHT,
        columns=12,
        summary=words["f_summary"].format(name=words[f"function.{function}"]),
    )
    labels = tuple(
        words["f_clock"].format(z=f"{v:.2f}", f=f"{a:.3f}", slope=f"{b:.3f}").replace("-", "−")
        for v, a, b in zip(at, f(at), slope(at), strict=True)
    )
    clock = Clock(length=STEPS, label=labels[0], labels=labels, speed=6, autoplay=False)
    return Stage(name="mlp_function", clock=clock, views=(view,), words=words)


def depth_stage(shares: Array, edges: Array, norms: Sequence[Array], *, words: Words) -> Stage:
    """Return the histograms of the activations layer by layer, and the gradient on its way back."""
    middles = [f"{v:.1f}".replace("-", "−") for v in (edges[1:] + edges[:-1]) / 2]
    maps = heatmap(
        shares[::-1],
        scale=Scale(kind="log", low=0.001, high=1, label=words["spread_scale"]),
        row_labels=middles[::-1],
        column_labels=[str(k) for k in range(1, shares.shape[1] + 1)],
        x_label=words["layer_axis"],
        y_label="h",
        words=words,
        cursor=True,
        height=HEIGHT - 80,
        title=words["spread"],
    )
    curves = lines(
        [Line(words["seed_of"].format(seed=k), "gradient", n / n[-1], faint=k > 0)
         for k, n in enumerate(norms)],
        x_label=words["layer_axis"],
        y_label=words["norm_axis"],
        words=words,
        columns=6,
        height=HEIGHT,
        title=words["norms"],
    )  # fmt: skip
    length = shares.shape[1]
    clock = Clock(length=length, label=words["layer_clock"], direction=-1, speed=4, autoplay=False)
    return Stage(name="mlp_depth", clock=clock, views=(maps, curves), words=words)
