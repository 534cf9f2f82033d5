"""Does a single unit tell something about the text? Measured, with a control. Free of torch.

The measure is the area under the ROC curve: the chance that the unit is higher at a random place
where something is true than at a random place where it is not; 0.5 says nothing, 1 everything
(Hanley & McNeil 1982). One of many units always looks good on the text that it was chosen on, so
it is chosen on one text and judged on another; and what the best unit of an *untrained* network
reaches in the same way comes from the architecture and the input alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.errors import InputError
from core.traces.base import Array

FIELDS = {"rnn": ("h",), "gru": ("h", "r", "z", "n"), "lstm": ("c", "h", "i", "f", "g", "o")}
QUOTE_CELL = 0.93  # held-out area from which a unit may be called a quote cell


@dataclass(frozen=True)
class Probe:
    """The unit that tells most, chosen on one text, and how well it does on another."""

    unit: int
    sign: int  # +1: higher where the feature is true; −1: lower
    chosen: float  # area on the text it was chosen on
    heldout: float  # area, with the same sign, on the other


def ranks(values: Array) -> Array:
    """The rank of each value among those of its unit, from 1; equal values share their mean rank.

    values: (time, unit); returns (time, unit), float64.
    """
    return np.stack([_ranks(column) for column in values.T], axis=1)


def _ranks(values: Array) -> Array:
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[places]


def areas(ranked: Array, truth: Array) -> Array:
    """The area under the ROC curve of every unit: U / (n₁ n₀) of Mann & Whitney 1947.

    Args:
        ranked: what `ranks` returns, (time, unit).
        truth: (time,), True where the feature holds.

    Returns:
        (unit,), in [0, 1].

    Raises:
        InputError: the feature holds everywhere, or nowhere.
    """
    true = int(truth.sum())
    false = len(truth) - true
    if not true or not false:
        raise InputError("truth", "true at some places and false at others", bool(true))
    return (ranked[truth].sum(axis=0) - true * (true + 1) / 2) / (true * false)


def best_unit(chosen: Array, heldout: Array) -> Probe:
    """The unit whose area is farthest from 0.5 in `chosen` (unit,), with its area in `heldout`."""
    unit = int(np.abs(chosen - 0.5).argmax())
    sign = 1 if chosen[unit] >= 0.5 else -1
    oriented = [area[unit] if sign > 0 else 1 - area[unit] for area in (chosen, heldout)]
    return Probe(unit, sign, float(oriented[0]), float(oriented[1]))


def probe(
    chosen: Array, heldout: Array, truths: Mapping[str, tuple[Array, Array]]
) -> dict[str, Probe]:
    """The best unit for every feature.

    Args:
        chosen: values of one field on the text that units are chosen on, (time, unit).
        heldout: the same on the text they are judged on.
        truths: for every feature, where it holds in either text.
    """
    first, second = ranks(chosen), ranks(heldout)
    return {
        feature: best_unit(areas(first, here), areas(second, there))
        for feature, (here, there) in truths.items()
    }
