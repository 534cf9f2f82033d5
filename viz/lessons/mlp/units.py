"""One unit of the first hidden layer after the other: where it switches, and its numbers."""

from collections.abc import Mapping

import numpy as np

from core.lessons.mlp.film import plane
from core.lessons.mlp.network import Networks
from core.lessons.mlp.points import HIGH, LOW
from core.traces.base import Array
from viz.lessons.mlp.film import square
from viz.marks import Scale
from viz.numbers import short
from viz.view import Clock, Stage
from viz.views.equations import Equation, equations
from viz.views.plot import Curve, Field, Points, plot

SPEED = 0.7  # units per second
CELLS = 24
HEIGHT = 340
FAR = 4.0  # how far away the ends of a line are that is cut at the border
Words = Mapping[str, str]


def unit_stage(net: Networks, probe: Array, code: str, activation: str, *, words: Words) -> Stage:
    """Return the units at a clock of their own, and the point that they are computed for."""
    W, b = net.weights[0][0], net.biases[0][0, 0]
    h = net.forward(plane(CELLS))[1][1][0]  # (cell, unit)
    z = probe @ W + b
    value = net.forward(probe[None])[1][1][0, 0]
    units = len(b)
    far = max(float(np.abs(h).max()), 1e-6)
    labels = tuple(words["unit_clock"].format(k=k, n=units) for k in range(1, units + 1))
    x, y = square(words)
    view = plot(
        x=x,
        y=y,
        points=[Points(name=words["probe"], colour="gold", shape="diamond",
                       places=probe[None], pick="probe")],
        curves=[Curve(name=words["crease"], colour="accent", places=_switches(W.T, b))],
        field=Field(values=h.T.reshape(units, CELLS, CELLS),
                    scale=Scale(kind="diverging", low=-far, high=far, label=words["unit_h"])),
        height=HEIGHT,
        columns=5,
        title=words["unit_title"],
        summary=words["unit_summary"],
    )  # fmt: skip
    slots = {
        "k": [str(k) for k in range(1, units + 1)],
        "w1": list(map(_signed, W[0])), "w2": list(map(_signed, W[1])), "b": list(map(_signed, b)),
        "z": list(map(_signed, z)), "h": list(map(_signed, value)),
        "x1": [_signed(probe[0])] * units, "x2": [_signed(probe[1])] * units,
    }  # fmt: skip
    numbers = equations(
        [
            Equation(label=words["unit_sum"], slots=slots,
                     parts=[r"z = w_1 x_1 + w_2 x_2 + b",
                            r"= \text{w1} \cdot \text{x1} + \text{w2} \cdot \text{x2} + \text{b}",
                            r"= \text{z}"]),
            Equation(label=words["unit_activation"], slots=slots,
                     parts=[words[f"unit_activation.{activation}"], r"= \text{h}"]),
        ],
        length=units,
        summary=words["unit_numbers"],
        columns=7,
        stacked=True,
    )  # fmt: skip
    clock = Clock(length=units, label=labels[0], labels=labels, speed=SPEED, autoplay=False)
    return Stage(name="mlp_units", clock=clock, views=(view, numbers), words=words,
                 picked={"probe": code})  # fmt: skip


def _signed(value: float) -> str:
    """A number as it stands in a sum: a negative one in brackets."""
    return short(value, 3) if value >= 0 else f"({short(value, 3)})"


def _switches(ways: Array, b: Array) -> Array:
    """The line z = 0 of each unit, (unit, 2, 2), as far as beyond the borders."""
    size = np.maximum((ways**2).sum(1), 1e-12)[:, None]
    middle, along = -ways * b[:, None] / size, ways[:, ::-1] * (-1, 1) / np.sqrt(size)
    reach = FAR * (HIGH - LOW)
    return np.stack([middle - reach * along, middle + reach * along], 1)
