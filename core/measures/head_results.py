"""The heads of the induction model, from its card, as arrays. Free of torch."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.shipped import store as shipped
from core.traces.base import Array

MODEL = "induction"
SURE = 0.6  # a score from which on a head is called by what it does


@dataclass(frozen=True, eq=False, kw_only=True)
class Figures:
    """Of one model on held-out sequences; arrays are (layer, head)."""

    n: int  # sequences
    accuracy: float  # of copying, with all heads
    previous: Array  # previous-token score
    induction: Array  # induction score
    without: Array  # accuracy with the head off
    by_its_mean: Array  # accuracy with the head at its mean


def figures(of: str = "heldout") -> Figures:
    """Of the shipped model, or of its "control", which learnt nothing."""
    card = shipped.card(MODEL)
    return _figures(card, card[of])


def trainings(of: str = "seeds") -> tuple[Figures, ...]:
    """Of every training, or of the same "before tidying"."""
    card = shipped.card(MODEL)
    return tuple(_figures(card, run) for run in card[of])


def breaks(found: Figures) -> tuple[int, int]:
    """The head without which least is copied: layer and head, from 0."""
    layer, head = np.unravel_index(found.without.argmin(), found.without.shape)
    return int(layer), int(head)


def roles(found: Figures) -> tuple[str, ...]:
    """What each head does, through all layers: "previous", "induction", or "" if neither."""
    pairs = zip(found.previous.ravel(), found.induction.ravel(), strict=True)
    return tuple(
        "previous" if previous >= SURE else "induction" if induction >= SURE else ""
        for previous, induction in pairs
    )


def _figures(card: dict[str, Any], found: dict[str, Any]) -> Figures:
    return Figures(
        n=card["held-out sequences"]["n"],
        accuracy=found["accuracy"],
        previous=np.array(found["previous token"]),
        induction=np.array(found["induction"]),
        without=np.array(found["without"]),
        by_its_mean=np.array(found["by its mean"]),
    )
