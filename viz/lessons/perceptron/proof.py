"""Why it stops: what every mistake adds at least, and how long the weights can be at most."""

from collections.abc import Mapping

import numpy as np

from core.lessons.perceptron.studies import Squeeze
from viz.view import Clock, Stage
from viz.views.plot import Axis, Curve, Points, plot

Words = Mapping[str, str]


def proof_stage(found: Squeeze, *, words: Words) -> Stage:
    """Return w · v and ‖w‖ after each mistake, between the two lines that must cross."""
    mistakes = np.arange(1, len(found.along) + 1)
    ends = np.array([1.0, 3 * found.bound])
    low, high = found.margin / 2, 2 * found.longest * np.sqrt(ends[1])
    limits = {"proof.least": found.margin * ends, "proof.most": found.longest * np.sqrt(ends)}
    curves = [
        Curve(name=words[name], colour=colour, places=np.stack([ends, values], axis=1), dash="5 4")
        for (name, values), colour in zip(limits.items(), ("k", "q"), strict=True)
    ]
    measured = {"proof.along": found.along, "proof.length": found.length}
    for (name, values), colour in zip(measured.items(), ("k", "q"), strict=True):
        places = np.stack([mistakes, values], axis=1)
        curves.append(Curve(name=words[name], colour=colour, places=places, trail=True))
    crossing = np.array([[found.bound, found.margin * found.bound]])
    view = plot(
        x=Axis(label=words["proof.x"], low=1, high=float(ends[1]), log=True),
        y=Axis(label=words["proof.y"], low=float(low), high=float(high), log=True),
        points=[Points(name=words["proof.bound"], colour="ink", places=crossing, shape="diamond")],
        curves=curves,
        summary=words["proof_summary"].format(bound=f"{found.bound:,.0f}", made=len(mistakes)),
        height=320,
        columns=12,
    )
    length = len(mistakes)
    clock = Clock(length=length, label=words["proof.clock"], speed=3.0, loop=False,
                  start=length - 1, autoplay=False)  # fmt: skip
    return Stage(name="perceptron_proof", clock=clock, views=(view,), words=words)
