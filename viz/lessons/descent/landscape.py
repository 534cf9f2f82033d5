"""The loss of a real network on a plane, with the paths of four optimizers."""

from collections.abc import Mapping

from core.traces.landscape import LandscapeTrace
from viz.marks import Scale
from viz.view import Clock, Stage
from viz.views.plot import Axis, Curve, Field, Points, plot

SPEED = 8.0  # recorded steps per second
HEIGHT = 380  # px
Words = Mapping[str, str]


def landscape_stage(trace: LandscapeTrace, *, words: Words) -> Stage:
    """Return the map with the paths so far, on the clock of the recorded steps."""
    height = trace.height
    names = [words[f"method.{method}"] for method in trace.methods]
    view = plot(
        x=Axis(label=words["plane_x"], low=float(trace.x[0]), high=float(trace.x[-1])),
        y=Axis(label=words["plane_y"], low=float(trace.y[0]), high=float(trace.y[-1])),
        points=[
            Points(name=name, colour=method, places=trace.path[k][:, None])
            for k, (method, name) in enumerate(zip(trace.methods, names, strict=True))
        ],
        curves=[
            Curve(name="", colour=method, places=trace.path[k], trail=True)
            for k, method in enumerate(trace.methods)
        ],
        field=Field(
            values=height,
            scale=Scale("log", float(height.min()), float(height.max()), words["loss"]),
        ),
        height=HEIGHT,
        columns=12,
        title=words["plane_title"],
        summary=words["plane_summary"],
    )
    labels = tuple(words["plane_clock"].format(t=int(step)) for step in trace.steps)
    clock = Clock(
        length=len(labels),
        label=labels[0],
        labels=labels,
        speed=SPEED,
        autoplay=False,
        loop=False,
        start=0,
    )
    return Stage(name="descent_landscape", clock=clock, views=(view,), words=words)
