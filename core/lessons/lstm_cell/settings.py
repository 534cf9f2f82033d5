"""The settings of a text that the character LSTM reads, and of the unit that is shown."""

from dataclasses import dataclass
from typing import Any

from core.lessons.settings import Settings, between, one_of, phrase
from core.shipped import store as shipped

SENTENCE = 'The name "self" has no special meaning, but "super" does.'
NETWORK = "lstm"


def quote_probe() -> dict[str, Any]:
    """What the model's card says about its best quote unit: unit, sign, areas, and the control."""
    return shipped.card(f"characters_{NETWORK}")["probes"]["documentation"]["quotation"]["c"]


UNIT: int = quote_probe()["unit"]
HIDDEN: int = shipped.card(f"characters_{NETWORK}")["config"]["hidden"]


LITTLE = 0.05  # bits per character: a smaller change of the prediction is called little

# What a gate can be held at by a press: the gate, and the value.
HOLDS = ("none", "f0", "f1", "i0", "i1", "o0", "o1")


@dataclass(frozen=True, kw_only=True)
class LSTMCell(Settings):
    """What the reader may set: the text, and what is picked in the picture."""

    sentence: str = phrase(SENTENCE, 2, 400)
    unit: int = between(UNIT, 0, HIDDEN - 1, shown=True, picked=True)
    held: str = one_of("none", HOLDS, shown=True, picked=True)
    show: str = one_of("cell", ("cell", "units"), shown=True, picked=True)
    sort: str = one_of("variance", ("unit", "variance", "correlation"), shown=True, picked=True)
