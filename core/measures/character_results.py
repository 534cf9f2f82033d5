"""The three character models, from their cards: units that follow the text, and bits.

Cards hold, for every feature of a text, the unit that tells most of it (chosen on training text),
judged on held-out text beside the best unit of the same network before training. Free of torch.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.measures.probes import QUOTE_CELL
from core.shipped import store as shipped

NETWORKS = {"lstm": "c", "gru": "h", "rnn": "h"}  # by network: the state that carries its memory
TEXTS = {"documentation": "documentation", "program text": "program"}  # in a card: code
MARGIN = 0.1  # by which the untrained network's best unit must be beaten


@dataclass(frozen=True)
class Result:
    """The best unit of one network for one feature, on held-out text."""

    unit: int
    area: float
    control: float  # of the best unit before training

    @property
    def found(self) -> bool:
        """Whether the unit may be called a cell for this: a high area, well above the control."""
        return self.area >= QUOTE_CELL and self.area - self.control >= MARGIN


def features() -> Iterator[tuple[str, str, dict[str, Result]]]:
    """Each feature: its text's code, its own code, and every network's result."""
    cards = {network: shipped.card(f"characters_{network}")["probes"] for network in NETWORKS}
    for text, code in TEXTS.items():
        for feature in cards["lstm"][text]:
            found = {n: cards[n][text][feature][state] for n, state in NETWORKS.items()}
            yield code, feature, {name: result(probe) for name, probe in found.items()}


def result(probe: dict[str, Any]) -> Result:
    """What a card says of one probe."""
    return Result(probe["unit"], probe["heldout"], probe["control"]["heldout"])


def bits() -> dict[str, tuple[int, list[float]]]:
    """Of every network: its number of weights, and held-out bits per character of each seed."""
    cards = {network: shipped.card(f"characters_{network}") for network in NETWORKS}
    return {
        name: (card["parameters"], [seed["heldout"] for seed in card["seeds"]])
        for name, card in cards.items()
    }
