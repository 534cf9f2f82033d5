"""The settings of a small RNN that reads for a while, and then reads nothing but zeros."""

from dataclasses import dataclass

from core.lessons.settings import Settings, between

READING, STEPS = 12, 24  # steps with an input, and all steps
HIDDEN = 8  # units


@dataclass(frozen=True, kw_only=True)
class Transformer(Settings):
    """What the reader may set: the unit that is shown, and the seed of weights and input."""

    unit: int = between(0, 0, HIDDEN - 1, shown=True)
    seed: int = between(0, 0, 99)
