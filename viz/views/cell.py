"""An LSTM cell at work on a text, as one view of the stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.measures.find_cells import GOOD, LEAST_MARGIN, LEVEL
from core.traces.characters import CharacterTrace
from core.traces.recurrent import LSTMTrace
from viz.formula import mathml
from viz.numbers import short
from viz.view import View
from viz.views.cells.lstm_wiring import lstm_wiring

GATES = ("f", "i", "g", "o")
PREFIX = "cell."  # of the labels that the picture shows
# \text parts are filled in by the page; they are what `slots` names.
EQUATIONS = (
    r"c_t=\underbrace{\text{f}}_{f_t}\cdot\underbrace{\text{before}}_{c_{t-1}}"
    r"+\underbrace{\text{i}}_{i_t}\cdot\underbrace{\text{g}}_{g_t}"
    r"=\text{kept}+\text{written}=\text{c}",
    r"h_t=\underbrace{\text{o}}_{o_t}\cdot\underbrace{\text{squashed}}_{\tanh c_t}=\text{h}",
)
SLOTS = ("f", "before", "i", "g", "kept", "written", "c", "o", "squashed", "h")


MOST = 5  # found units that have room above the text


@dataclass(frozen=True, kw_only=True)
class Told:
    """What stands at the gates once they are seen.

    Args:
        ordinary: the steps over which a gate's usual value is its mean.
        hold: the codes of what a gate can be held at by a press: "f0".
        unit: the unit whose gates were asked about.
        answers: the gates that the question looks for; none where it is not about this text.
        words: what to write above a gate.
    """

    ordinary: Sequence[int]
    hold: Sequence[str]
    unit: int = 0
    answers: Sequence[str] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """Return it for the view's data."""
        marks = {"unit": self.unit, "answers": list(self.answers), "words": dict(self.words)}
        return {
            "ordinary": list(self.ordinary),
            "hold": list(self.hold),
            "marks": marks if self.answers else None,
        }


def cell(
    trace: CharacterTrace, unit: int, words: Mapping[str, str], *, told: Told | None = None
) -> View:
    """Return the cell: text, diagram, ledger, equations, next characters, and maps of all units.

    Args:
        trace: a text that a character LSTM has read.
        unit: whose values the summary tells; which one is *shown* is picked on the stage.
        words: the labels that start with ``cell.`` (without: what the summary says).
        told: what to say of the gates; without it they are withheld: only the cell state and what
            is predicted leave Python.
    """
    layer = trace.layer
    if not isinstance(layer, LSTMTrace):
        raise TypeError(f"a cell needs an LSTMTrace, got {type(layer).__name__}")
    covered = told is None
    own = {k.removeprefix(PREFIX): v for k, v in words.items() if k.startswith(PREFIX)}
    data: dict[str, Any] = {
        "tokens": list(trace.tokens),
        "unknown": [bool(flag) for flag in trace.prediction.unknown],
        "hidden": layer.c.shape[1],
        "c": _single(layer.c),
        "gates": None if covered else {name: _single(getattr(layer, name)) for name in GATES},
        "candidates": candidates(trace),
        "equations": [] if covered else [mathml(equation) for equation in EQUATIONS],
        "slots": list(SLOTS),
        "diagram": lstm_wiring(own, told=not covered).data(),
        "find": {"level": LEVEL, "good": GOOD, "margin": LEAST_MARGIN, "most": MOST},
        **(told.data() if told else {}),
        "words": own,
    }
    return View(kind="cell", data=data, summary=summary(layer, unit, words, covered))


def candidates(trace: CharacterTrace) -> list[list[list[str | float]]]:
    """Return the likeliest next characters at each step with their probabilities, best first."""
    prediction = trace.prediction
    return [
        [
            [character, float(share)]
            for character, share in zip(prediction.likeliest(t), shares, strict=True)
        ]
        for t, shares in enumerate(prediction.top_probabilities)
    ]


def summary(layer: LSTMTrace, unit: int, words: Mapping[str, str], covered: bool) -> str:
    """Say in words what the unit's cell state does over the text."""
    c = layer.c[:, unit]
    low, high = int(c.argmin()), int(c.argmax())
    said = words["summary"].format(
        text="".join(layer.tokens),
        unit=unit,
        low=short(float(c[low])),
        low_at=low + 1,
        high=short(float(c[high])),
        high_at=high + 1,
    )
    return f"{said} {words['summary_covered']}" if covered else said


def _single(values: np.ndarray) -> np.ndarray:
    return values.astype(np.float32)
