"""The settings of the five networks that lead from the RNN to the LSTM."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.lessons.settings import Settings, between, one_of
from core.traces.derivation import StepTrace

STEPS = ("plain", "add", "forget", "input", "output")  # in the order of the road
WAYS = ("forth", "back")  # the state on its way forward, the gradient on its way back
GATED = ("forget", "input", "output")  # those with a forget gate
Lesson = Mapping[str, StepTrace]  # by step


@dataclass(frozen=True, kw_only=True)
class Derivation(Settings):
    """What the reader may set."""

    step: str = one_of("plain", STEPS, shown=True)
    way: str = one_of("back", WAYS, shown=True)
    trained: str = one_of("before", ("before", "after"))
    forget_bias: float = between(3.0, -2, 5, 0.25)
    length: int = between(100, 10, 200, 10)
    hidden: int = between(32, 8, 64, 8)
    unit: int = between(2, 1, 8)
    seed: int = between(0, 0, 99)


def run_name(code: str, variant: str = "") -> str:
    """The name of a step's training run; variant "default" has torch's own forget bias."""
    return f"derivation_{code}" + (f"_{variant}" if variant else "")
