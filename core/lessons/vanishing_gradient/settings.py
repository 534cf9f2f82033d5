"""The settings of four networks and their input, and the gradients recorded of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.lessons.settings import Settings, between, one_of, phrase
from core.traces.recurrent import GradientTrace, RNNGradient

NETWORKS = ("rnn", "gru", "lstm", "lstm_bias")
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


@dataclass(frozen=True, eq=False, kw_only=True)
class Lesson:
    """One gradient per network, and what clipping multiplies all of its norms by."""

    gradients: Mapping[str, GradientTrace]
    scales: Mapping[str, float]


def clipped(trace: GradientTrace, scale: float) -> GradientTrace:
    """Return the trace with every norm multiplied by ``scale``, as clipping does to all at once."""
    fields = ["dh", "injected"]
    if isinstance(trace, RNNGradient):
        fields += ["rate", "bound"]
    elif trace.dc is not None:
        fields.append("dc")
    return replace(trace, **{name: getattr(trace, name) * scale for name in fields})
