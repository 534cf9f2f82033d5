"""PMI against the product of both vectors; the clock goes from k to k, and the cloud moves down."""

from collections.abc import Mapping

import numpy as np

from core.lessons.word_vectors.settings import EXPONENTS, WINDOWS, WordVectors
from core.traces.word_vectors import ShiftTrace
from viz.view import Clock, Stage
from viz.views.plot import Axis, Curve, Points, plot

START = 2  # k = 5, as in the film
MARGIN = 0.4  # nats beyond the outermost point
Words = Mapping[str, str]


def shift_stage(trace: ShiftTrace, settings: WordVectors, *, words: Words) -> Stage:
    """Return the cloud of pairs for one exponent and window, with c · h = PMI − log k as a line."""
    e, w = EXPONENTS.index(settings.exponent), WINDOWS.index(settings.window)
    pmi = trace.pmi[e, w].astype(np.float64)
    product = trace.product[:, e, w].astype(np.float64)
    places = np.stack([np.broadcast_to(pmi, product.shape), product], axis=-1)
    low, high = pmi.min() - MARGIN, pmi.max() + MARGIN
    bottom = min(product.min(), low - np.log(trace.negatives.max())) - MARGIN
    ends = np.array([low, high])
    lines = [np.stack([ends, ends - np.log(k)], axis=-1) for k in trace.negatives]
    view = plot(
        x=Axis(label=words["shift_x"], low=float(low), high=float(high)),
        y=Axis(label=words["shift_y"], low=float(bottom), high=float(max(product.max(), high))),
        points=[Points(name=words["shift_pair"], colour="accent", places=places)],
        curves=[
            Curve(name="PMI", colour="dim", places=np.stack([ends, ends], axis=-1), dash="4 4"),
            Curve(name="PMI − log k", colour="q", places=np.array(lines)),
        ],
        summary=words["shift_summary"],
        height=330,
        columns=12,
    )
    labels = tuple(f"k = {k}" for k in trace.negatives)
    clock = Clock(
        length=len(labels),
        label=labels[0],
        labels=labels,
        start=START,
        speed=0.5,
        autoplay=False,
        loop=False,
    )
    return Stage(name="word_vectors_shift", clock=clock, views=(view,), words=words)
