"""The gradient of one answer on its way back through four networks: how far does it get?

An RNN, a GRU, an LSTM and an LSTM with another forget bias read the same input with equal settings.
The loss is L = v·h_T, the answer of a linear readout v of the last hidden state: its gradient with
respect to the states says how much each moment of the past can still teach the network.
(Hochreiter 1991; Bengio, Simard & Frasconi 1994; Pascanu, Mikolov & Bengio 2013, §2.)

Importing this module does not load torch: the default settings come from a shipped recording.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from core.lessons.settings import Among, Held
from core.lessons.vanishing_gradient.settings import NETWORKS, Lesson, VanishingGradient
from core.shipped import openings
from core.shipped.store import card, trace


def fixed(values: Mapping[str, Any]) -> dict[str, Held | Among]:
    """Say which settings follow from ``values``: trained networks have one configuration a task."""
    held: dict[str, Held | Among] = {"step": Held(0)}
    if values.get("trained", "before") != "before":
        held |= _configuration(values["trained"])
    if values.get("source") == "own":
        held["length"] = Held(len(normalize("NFC", values.get("sentence", ""))), "locked_length")
    else:
        held["sentence"] = Held(VanishingGradient.defaults()["sentence"])
    if values.get("init", "torch") == "torch":
        held["radius"] = Held(1.0, "locked_radius", "U(−1/√H, 1/√H)")
    return held


def _configuration(task: str) -> dict[str, Held | Among]:
    """The settings that the networks trained on ``task`` share."""
    config = card(f"{task}_lstm_bias")["config"]
    names = ("length", "hidden", "nonlinearity", "init", "forget_bias")
    held = {name: Held(config[name], "locked") for name in names}
    steps = tuple(int(step) for step in trace(f"{task}_rnn").step)
    return {**held, "source": Held(task, "locked"), "step": Among(steps)}


def record_lesson(settings: VanishingGradient) -> Lesson:
    """Record every network under ``settings``; the defaults come from the shipped recording."""
    if settings.recorded == VanishingGradient():
        return shipped()
    from core.lessons.vanishing_gradient.run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> Lesson:
    """Read the recording of the default settings, without torch."""
    gradients = openings.load("vanishing_gradient")
    return Lesson(gradients=gradients, scales=dict.fromkeys(NETWORKS, 1.0))


def snippet(settings: VanishingGradient) -> str:
    """Return Python that records these settings and prints what the picture shows."""
    return f"""from core.lessons.vanishing_gradient.run import make_reader, run
from core.lessons.vanishing_gradient.settings import VanishingGradient
from core.measures.fading import main_path, steps_until_faded

settings = {settings.in_python()}
for code, trace in run(settings).gradients.items():
    norms = main_path(trace)  # of ∂L/∂c for an LSTM, else of ∂L/∂h
    print(code, norms[0] / norms[-1], steps_until_faded(norms))

print(make_reader("lstm", settings).module)  # a plain torch module: go on from here
"""


def table(lesson: Lesson) -> str:
    """Return every recorded number as CSV: network, quantity, time or step, value."""
    import pandas as pd

    frames = [
        trace.frame().assign(network=code).astype({"value": float})
        for code, trace in lesson.gradients.items()
    ]
    return pd.concat(frames).to_csv(index=False)
