"""How far back can it learn? The gradient of one answer on its way back through four networks.

An RNN, a GRU, an LSTM and an LSTM with another forget bias read the same input with equal settings.
The loss is L = v·h_T, the answer of a linear readout v of the last hidden state: its gradient with
respect to the states says how much each moment of the past can still teach the network.
(Hochreiter 1991; Bengio, Simard & Frasconi 1994; Pascanu, Mikolov & Bengio 2013, §2.)

Importing this module does not load torch: the default settings come from a shipped recording.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, cast
from unicodedata import normalize

import numpy as np

from core.recordings import load
from core.settings import Among, Held, Settings, between, one_of, phrase
from core.shipped import card, trace
from core.trace import Array
from core.traces import GatedGradient, GradientTrace, RNNGradient

NETWORKS = ("rnn", "gru", "lstm", "lstm_bias")
FADED = 0.01  # of its norm at the last step: below this the gradient counts as gone
SHIPPED = Path(__file__).parent.parent / "weights" / "vanishing_gradient.safetensors"
TRAINED = ("before", "adding", "temporal_order")


@dataclass(frozen=True, kw_only=True)
class VanishingGradient(Settings):
    """What the reader may set. ``radius`` counts only where ``init`` is not torch's own."""

    trained: str = one_of("before", TRAINED)
    step: int = between(0, 0, 100_000)
    source: str = one_of("random", ("random", "adding", "temporal_order", "own"))
    sentence: str = phrase("The cat that sat on the mat was ", 10, 200)
    length: int = between(40, 10, 200)
    hidden: int = between(32, 8, 128, 8)
    forget_bias: float = between(3.0, -2, 5, 0.25)
    nonlinearity: str = one_of("tanh", ("tanh", "relu", "linear"))
    init: str = one_of("torch", ("torch", "orthogonal", "gaussian"))
    radius: float = between(1.0, 0.3, 2, 0.05)
    clip: float = between(0.0, 0, 5, 0.25)
    seed: int = between(0, 0, 99)


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


@dataclass(frozen=True, eq=False, kw_only=True)
class Lesson:
    """One gradient per network, and what clipping multiplies all of its norms by."""

    gradients: Mapping[str, GradientTrace]
    scales: Mapping[str, float]


def main_path(trace: GradientTrace) -> Array:
    """Norm of ∂L/∂state on the network's main path, (time,): c for an LSTM, else h."""
    if isinstance(trace, GatedGradient) and trace.dc is not None:
        return trace.dc
    return trace.dh


def steps_until_faded(norms: Array) -> int | None:
    """Count the steps back from the end to the first norm below 1 % of the last; None if none is.

    norms: (time,). A last norm of 0 has nothing to fade: None.
    """
    faded = np.flatnonzero(norms[::-1] < FADED * norms[-1])
    return int(faded[0]) if len(faded) else None


def mean_factor(norms: Array) -> float:
    """Return the factor that each step back multiplies by on average (geometric mean).

    norms: (time,), at least two. 0 where the first or the last norm is 0.
    """
    if norms[0] == 0 or norms[-1] == 0:
        return 0.0
    return float(np.exp((np.log(norms[0]) - np.log(norms[-1])) / (len(norms) - 1)))


def record_lesson(settings: VanishingGradient) -> Lesson:
    """Record every network under ``settings``; the defaults come from the shipped recording."""
    if settings == VanishingGradient():
        return shipped()
    from core.vanishing_gradient_run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> Lesson:
    """Read the recording of the default settings, without torch."""
    traces = load(SHIPPED)
    gradients = {code: cast(GradientTrace, traces[code]) for code in NETWORKS}
    return Lesson(gradients=gradients, scales=dict.fromkeys(NETWORKS, 1.0))


def clipped(trace: GradientTrace, scale: float) -> GradientTrace:
    """Return the trace with every norm multiplied by ``scale``, as clipping does to all at once."""
    fields = ["dh", "injected"]
    if isinstance(trace, RNNGradient):
        fields += ["rate", "bound"]
    elif trace.dc is not None:
        fields.append("dc")
    return replace(trace, **{name: getattr(trace, name) * scale for name in fields})


def snippet(settings: VanishingGradient) -> str:
    """Return Python that records these settings and prints what the picture shows."""
    changed = {
        name: value
        for name, default in VanishingGradient.defaults().items()
        if (value := getattr(settings, name)) != default
    }
    arguments = ", ".join(f"{name}={value!r}" for name, value in changed.items())
    return f"""from core.vanishing_gradient import VanishingGradient, main_path, steps_until_faded
from core.vanishing_gradient_run import make_reader, run

settings = VanishingGradient({arguments})
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
