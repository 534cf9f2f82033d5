"""What backpropagation is checked by, and what happens if gradients are never set to zero."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.traces.base import Array
from viz.marks import Line
from viz.numbers import superscript
from viz.view import Clock, Stage
from viz.views.lines import lines
from viz.views.plot import Axis, Curve, Points, plot

COLOURS = {"float64": "lstm", "float32": "rnn"}
Words = Mapping[str, str]


def differences_stage(errors: Mapping[str, Array], powers: Sequence[int], *, words: Words) -> Stage:
    """Return the relative error of finite differences against h, one smaller h a step."""
    h = 10.0 ** -np.array(powers, dtype=float)
    places = {name: np.stack([h, found], axis=-1) for name, found in errors.items()}
    view = plot(
        x=Axis(label=words["h_axis"], low=h.min() / 2, high=h.max() * 2, log=True),
        y=Axis(label=words["error_axis"], low=1e-12, high=10, log=True),
        curves=[
            Curve(name=words[name], colour=COLOURS[name], places=at, trail=True)
            for name, at in places.items()
        ],
        points=[
            Points(name=words["at_h"].format(name=words[name]), colour=COLOURS[name],
                   places=at[:, None])
            for name, at in places.items()
        ],
        summary=words["error_summary"],
        title=words["error_title"],
        columns=12,
        height=260,
    )  # fmt: skip
    labels = tuple(words["h_step"].format(h=f"10{superscript(-power)}") for power in powers)
    clock = Clock(length=len(powers), label=labels[0], labels=labels, speed=2, loop=False)
    return Stage(name="backprop_differences", clock=clock, views=(view,), words=words)


def trainings_stage(zeroed: Array, accumulated: Array, *, words: Words) -> Stage:
    """Return the losses of both trainings by step; one seed is strong, the others are faint."""
    drawn = {"zeroed": (zeroed, "lstm"), "accumulated": (accumulated, "wrong")}
    series = [
        Line(
            words[name] if seed == 0 else "",
            colour,
            losses,
            faint=seed > 0,
            spoken=f"{words[name]} ({seed})",
        )
        for name, (found, colour) in drawn.items()
        for seed, losses in enumerate(found)
    ]
    view = lines(
        series,
        x_label=words["step"],
        y_label=words["loss"],
        words=words,
        columns=12,
        height=260,
        title=words["trainings_title"],
    )
    clock = Clock(length=zeroed.shape[1], label=words["training_step"], speed=25, loop=False)
    return Stage(name="backprop_trainings", clock=clock, views=(view,), words=words)
