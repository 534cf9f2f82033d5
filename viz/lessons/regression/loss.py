"""The loss over the steps, and the loss over the learning rates."""

from collections.abc import Mapping

import numpy as np

from core.lessons.regression.descent import DescentTrace
from core.lessons.regression.parabola import Parabola
from core.lessons.regression.settings import STEPS
from core.traces.base import Array
from viz.lessons.regression.line import HEIGHT
from viz.numbers import decades, short
from viz.view import Clock, Stage, View
from viz.views.plot import Axis, Curve, Note, Points, plot

LEAST = 1e-12  # of the loss at its axis
COVERED = (1e-2, 1e9)  # the axis of the loss before the guess
HUNDRED = 100  # steps, the unit of the axis
ASKED, ABOVE = (8.8, 10**4.6), (8.2, 10**6.8)  # where the question mark and its words stand
TALL, FROM = 1e22, 4  # what the axis of the chart of rates spans, and the moment it opens with
Words = Mapping[str, str]


def loss(
    trace: DescentTrace,
    found: Parabola,
    words: Words,
    covered: bool,
    guess: str | None,
    beside: tuple[str, DescentTrace] | None,
) -> View:
    """The loss over the steps; covered, with room for what is asked."""
    marks, notes = [], []
    seen = [*trace.loss, found.least]
    curve = _places(trace)
    curves = [Curve(name=words["loss"], colour="v", places=curve, trail=True)]
    if beside:
        share, other = beside
        seen += [*other.loss]
        places = _places(other)
        name = words["beside"].format(share=share)
        curves.append(Curve(name=name, colour="dim", places=places, trail=True, dash="5 4"))
    if guess:
        guessed = found.guesses[guess]
        place = np.array([[STEPS / HUNDRED, guessed]])
        marks = [Points(name=words["your_guess"], colour="gold", places=place, shape="diamond")]
        seen.append(guessed)
    if covered:
        seen += COVERED
        notes = [Note(text="?", at=ASKED), Note(text=words["asked"], at=ABOVE)]
    low, high = decades(max(min(seen), LEAST), max(*seen, 10 * LEAST))
    return plot(
        x=Axis(label=words["step"], low=0, high=STEPS / HUNDRED),
        y=Axis(label=words["loss_log"], low=low, high=high, log=True),
        points=[Points(name=words["now"], colour="q", places=curve[:, None]), *marks],
        curves=curves,
        notes=notes,
        summary=words["loss_summary"].format(
            first=short(trace.loss[0], 3), last=short(trace.loss[-1], 3), k=trace.step[-1]
        ),
        title=words["over_steps"],
        height=HEIGHT,
        columns=4,
    )


def _places(trace: DescentTrace) -> Array:
    return np.stack([trace.step / HUNDRED, trace.loss], axis=1)


def valley_stage(found: Parabola, rates: Array, moments: tuple[int, ...], *, words: Words) -> Stage:
    """Return the loss for every rate (shares of the limit), at more and more steps."""
    losses = np.array([found.loss(rates, k) for k in moments])  # (time, rate)
    places = np.stack(np.broadcast_arrays(rates, losses), axis=-1)
    low, _ = decades(max(found.least, LEAST), 1)
    wall = np.array([[1.0, low], [1.0, low * TALL]])
    view = plot(
        x=Axis(label=words["rate_axis"], low=float(rates[0]), high=float(rates[-1])),
        y=Axis(label=words["loss_log"], low=low, high=low * TALL, log=True),
        curves=[
            Curve(name=words["loss"], colour="v", places=places),
            Curve(name=words["limit"], colour="wrong", places=wall, dash="4 4"),
        ],
        summary=words["valley_summary"],
        height=300,
        columns=12,
    )
    labels = tuple(words["after_steps"].format(k=k) for k in moments)
    clock = Clock(
        length=len(moments),
        label=labels[0],
        labels=labels,
        start=FROM,
        speed=1.0,
        autoplay=False,
        loop=False,
    )
    return Stage(name="regression_valley", clock=clock, views=(view,), words=words)
