"""Clock hands and waves: an encoding in which pairs of columns turn, as views of the stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.traces.base import Array
from viz.formula import mathml
from viz.marks import check_length
from viz.view import View


@dataclass(frozen=True)
class Hand:
    """A hand whose tip at time t is length · (sin(a t + α), cos(b t + β)): right and up.

    ``rates`` are a and b in radians per position: equal, unless the hand leaves its circle;
    ``phases`` are α and β.
    """

    rates: tuple[float, float]
    colour: str
    phases: tuple[float, float] = (0.0, 0.0)
    length: float = 1.0
    dashed: bool = False


@dataclass(frozen=True)
class Dial:
    """One pair of columns: its hands (the first casts shadows), its numbers and what turns beside.

    ``values`` are (T,) each, one for each name; ``slots`` the numbers in the equations, of length
    T or one text for all steps; ``bits`` are the digits of a binary counter, ``every`` how often
    this digit changes; ``brief`` is the title where there is little room.
    """

    pair: int
    title: str
    note: str
    hands: Sequence[Hand]
    values: Sequence[Array]
    slots: Mapping[str, Sequence[str] | str] = field(default_factory=dict)
    bits: Sequence[int] | None = None
    every: str = ""
    brief: str = ""


@dataclass(frozen=True)
class Fact:
    """One number at the clock below the dials, as it is to be written: a text for each step."""

    label: str
    values: Sequence[str]
    note: str = ""


def hands(
    dials: Sequence[Dial],
    *,
    heading: str,
    names: Sequence[str],
    equations: Sequence[Sequence[str]] = (),
    facts: Sequence[Fact] = (),
    legend: Sequence[str] = (),
    summary: str,
) -> View:
    r"""Return dials that turn with the clock.

    ``equations`` are LaTeX about the dial that is picked, with \text{slot} parts; each is a
    sequence of pieces between which a line may break. ``legend`` names the hands of each dial,
    ``heading`` is for those who do not see the picture.
    """
    length = len(dials[0].values[0])
    for index, dial in enumerate(dials):
        for name, values in zip(names, dial.values, strict=True):
            check_length(f"hands.dials[{index}].{name}", values, length)
    data = {
        "dials": [_dial(dial) for dial in dials],
        "heading": heading,
        "names": list(names),
        "equations": [[mathml(part) for part in equation] for equation in equations],
        "legend": list(legend),
        "facts": [
            {"label": fact.label, "values": list(fact.values), "note": fact.note} for fact in facts
        ],
    }
    return View(kind="hands", data=data, summary=summary)


def waves(
    dials: Sequence[Dial],
    *,
    names: Sequence[str],
    x_label: str,
    summary: str,
    height: int,
    columns: int = 6,
    title: str = "",
) -> View:
    """Return the numbers of the same dials over all positions, a row each."""
    data = {
        "rows": [
            {
                "pair": dial.pair,
                "name": dial.brief or dial.title,
                "rates": list(dial.hands[0].rates),
                "sin": dial.values[0].tolist(),
                "cos": dial.values[1].tolist(),
            }
            for dial in dials
        ],
        "names": list(names),
        "length": len(dials[0].values[0]),
        "x_label": x_label,
        "height": height,
    }
    return View(kind="waves", data=data, summary=summary, title=title, columns=columns)


def binary(length: int, digit: int) -> list[int]:
    """Return one digit of the numbers 0 … length − 1, the lowest is digit 0."""
    return [int(number) for number in (np.arange(length) >> digit) & 1]


def _dial(dial: Dial) -> dict[str, Any]:
    return {
        "pair": dial.pair,
        "title": dial.title,
        "note": dial.note,
        "hands": [
            {
                "rates": list(hand.rates),
                "colour": hand.colour,
                "phases": list(hand.phases),
                "length": hand.length,
                "dashed": hand.dashed,
            }
            for hand in dial.hands
        ],
        "values": [values.tolist() for values in dial.values],
        "slots": {
            name: slot if isinstance(slot, str) else list(slot) for name, slot in dial.slots.items()
        },
        "bits": None if dial.bits is None else list(dial.bits),
        "every": dial.every,
    }
