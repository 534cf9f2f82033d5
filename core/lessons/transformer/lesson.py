"""The state of a simple recurrent network while it reads, and once it reads nothing any more.

Elman 1990, "Finding structure in time". core/networks/rnn.py is the network. Importing this module
does not load torch: the default settings come from a shipped recording.
"""

from functools import lru_cache

import numpy as np

from core.lessons.transformer.settings import READING, Transformer
from core.shipped import openings
from core.traces.recurrent import RNNTrace

ANSWERS = ("less", "more")


def record_lesson(settings: Transformer) -> RNNTrace:
    """Record the RNN under ``settings``; the defaults come from the shipped recording."""
    if settings.recorded == Transformer():
        return shipped()
    from core.lessons.transformer.run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> RNNTrace:
    """Read the recording of the default settings, without torch."""
    (trace,) = openings.load("transformer").values()
    return trace


def ranges(trace: RNNTrace, unit: int) -> tuple[float, float]:
    """The range of a unit's state, largest − smallest: while it reads, and afterwards."""
    h = trace.h[:, unit]
    return float(np.ptp(h[:READING])), float(np.ptp(h[READING:]))


def answer(trace: RNNTrace, unit: int) -> str:
    """Whether a unit moves more or less while it reads than afterwards."""
    reading, afterwards = ranges(trace, unit)
    return ANSWERS[reading > afterwards]


def snippet(settings: Transformer) -> str:
    """Return Python that records these settings and prints what the picture shows."""
    return f"""from core.lessons.transformer.run import network, run
from core.lessons.transformer.settings import Transformer

settings = {settings.in_python()}
for t, h in enumerate(run(settings).h[:, settings.unit], 1):
    print(f"{{t:2}} {{h:+.4f}}")

print(network(settings))  # a plain torch module: go on from here
"""


def table(trace: RNNTrace) -> str:
    """Return every sum and state of every unit as CSV: quantity, time, token, unit, value."""
    return trace.frame("a", "h").rename(columns={"hidden": "unit"}).to_csv(index=False)
