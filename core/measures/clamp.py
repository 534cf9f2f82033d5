"""A clamp on gates of an LSTM, and what came of it. Free of torch."""

from dataclasses import dataclass

import numpy as np

from core.errors import InputError
from core.traces.base import Array, Trace, axes

RANGES = {"f": (0.0, 1.0), "i": (0.0, 1.0), "g": (-1.0, 1.0), "o": (0.0, 1.0)}
DRAWS = 40  # random sets of units that are clamped for comparison
SURE = 0.95  # the share of random controls that must do less
MORE = 0.5  # up to here, the units do no more than a control


@dataclass(frozen=True, kw_only=True)
class Clamp:
    """One gate (or the candidate g) of some units, held at a value over a span of the text.

    Raises:
        InputError: a gate that is not known, a value it cannot take, no unit, or an empty span.
    """

    gate: str
    units: tuple[int, ...]
    value: float
    start: int  # first position of the span, from 0
    stop: int  # first position behind it

    def __post_init__(self) -> None:
        if self.gate not in RANGES:
            raise InputError("gate", f"one of {', '.join(RANGES)}", self.gate)
        low, high = RANGES[self.gate]
        if not low <= self.value <= high:
            raise InputError("value", f"{low:g}–{high:g}", self.value)
        if not self.units or len(set(self.units)) != len(self.units) or min(self.units) < 0:
            raise InputError("units", "at least one unit, each once", self.units)
        if not 0 <= self.start < self.stop:
            raise InputError("span", "at least one character", (self.start, self.stop))


@dataclass(frozen=True, eq=False, kw_only=True)
class WhatIfTrace(Trace):
    """The same text read as it is, with the clamp, and with clamps on random units (draws).

    KL divergences are of the output, D(as it is ‖ with the clamp), in bits; probabilities are
    those of the next character.
    """

    tokens: tuple[str, ...] = axes("time")
    inside: Array = axes("time")  # whether the clamp holds at this step
    c: Array = axes("time hidden")  # as it is
    h: Array = axes("time hidden")
    c_clamped: Array = axes("time hidden")
    h_clamped: Array = axes("time hidden")
    kl: Array = axes("time")
    probabilities: Array = axes("time symbol")  # as it is
    probabilities_clamped: Array = axes("time symbol")
    control_units: Array = axes("draw place")  # which units each draw clamped instead
    control_kl: Array = axes("draw time")

    @property
    def effect(self) -> float:
        """The clamp's mean KL divergence from the first clamped step to the end, in bits."""
        return float(self.kl[self._since()].mean())

    @property
    def control_effects(self) -> Array:
        """The same for each draw, (draw,)."""
        return self.control_kl[:, self._since()].mean(axis=1)

    def weaker_controls(self) -> float:
        """The share of the draws that changed the output less than the chosen units did."""
        return float((self.control_effects < self.effect).mean())

    def verdict(self) -> str:
        """Say what the clamp is worth beside the draws: "strong", "some" or "none".

        Anything but "none" takes both: more than most draws, and more than their mean.
        """
        share = self.weaker_controls()
        if share <= MORE or self.effect <= self.control_effects.mean():
            return "none"
        return "strong" if share >= SURE else "some"

    def _since(self) -> slice:
        return slice(int(np.argmax(self.inside)), None)
