"""A trained character LSTM, unit by unit, on any text: what does the cell remember?

Hochreiter & Schmidhuber 1997 (the cell and its gates); Gers, Schmidhuber & Cummins 2000 (the
forget gate); Karpathy, Johnson & Fei-Fei 2015, section 4 (units that follow quotation marks).
Importing this module does not load torch: the default text comes from a shipped recording.
"""

from functools import lru_cache
from typing import cast

import numpy as np

from core.lessons.lstm_cell.settings import NETWORK, SENTENCE, UNIT, LSTMCell
from core.shipped import openings
from core.traces.base import Array
from core.traces.characters import CharacterTrace
from core.traces.recurrent import LSTMTrace

GATES = ("f", "i", "o")
MARK = '"'  # opens and closes a quotation in the text that the model learnt from
PRESETS = {
    "quotes": SENTENCE,
    "two": 'He said "yes" and then, after a while, she said "no" and left.',
    "code": "def add(self, other):\n    return self.value + other.value\n",
    "long": 'The word "quotation that goes on and on, so that the cell must remember it" ends.',
    "open": 'This quotation "never ends, although the sentence does.',
    "chinese": '他说："你好，世界。" Then he said "hello".',
}


def record_lesson(settings: LSTMCell) -> CharacterTrace:
    """Let the model read the sentence; the default one comes from the shipped recording."""
    if settings.recorded == LSTMCell():
        return shipped()
    from core.shipped.characters import record_text

    return record_text(NETWORK, settings.sentence)


@lru_cache(maxsize=1)
def shipped() -> CharacterTrace:
    """Read the recording of the default sentence, without torch."""
    return CharacterTrace(**openings.load("lstm_cell"))


def lstm(trace: CharacterTrace) -> LSTMTrace:
    """Return what happened inside the recurrent layer."""
    return cast(LSTMTrace, trace.layer)


def before(layer: LSTMTrace) -> Array:
    """Return c_{t−1} for every step, (time, hidden)."""
    return np.concatenate([layer.c0[None], layer.c[:-1]])


def marks(tokens: tuple[str, ...]) -> dict[str, list[int]]:
    """Return where straight quotation marks open and where they close, from 0."""
    places = [t for t, token in enumerate(tokens) if token == MARK]
    return {"open": places[::2], "close": places[1::2]}


def elsewhere(tokens: tuple[str, ...]) -> list[int]:
    """Return every step at which no quotation mark is read, from 0."""
    return [t for t, token in enumerate(tokens) if token != MARK]


def moves(layer: LSTMTrace, unit: int, places: list[int]) -> dict[str, float]:
    """Return how far each gate opens (+) or closes (−) at ``places``; 0 is its mean `elsewhere`."""
    ordinary = elsewhere(layer.tokens)
    gates = {name: getattr(layer, name)[:, unit] for name in GATES}
    return {
        name: float((gate[places] - gate[ordinary].mean()).mean()) for name, gate in gates.items()
    }


def answer() -> str:
    """Which gate of the quote unit closes most at both marks: where it closes less, it counts."""
    layer = lstm(shipped())
    found = [moves(layer, UNIT, places) for places in marks(layer.tokens).values()]
    return min(GATES, key=lambda gate: max(moved[gate] for moved in found))


def first_quotation(tokens: tuple[str, ...]) -> tuple[int, int]:
    """Return the first quotation as [start, stop), from its opening mark to before its closing one.

    Without one, the middle third of the text.
    """
    where = marks(tokens)
    if where["close"]:
        return where["open"][0], where["close"][0]
    third = max(1, len(tokens) // 3)
    return third, max(third + 1, 2 * third)


def snippet(settings: LSTMCell) -> str:
    """Return Python that records this text, shows the unit's ledger and clamps its forget gate."""
    return f"""from core.shipped.characters import load_character_model, record_text
from core.measures.clamp import Clamp
from core.measures.what_if import what_if

text, unit = {settings.sentence!r}, {settings.unit}
layer = record_text("lstm", text).layer
c = layer.c[:, unit]
for t, token in enumerate(layer.tokens):
    kept = layer.f[t, unit] * (c[t - 1] if t else 0)
    written = layer.i[t, unit] * layer.g[t, unit]
    print(f"{{t + 1:3}} {{token!r:5}} {{kept:+.3f}} {{written:+.3f}} = {{c[t]:+.3f}}")

clamp = Clamp(gate="f", units=(unit,), value=1.0, start=0, stop=len(layer.tokens))
changed = what_if(load_character_model("lstm"), "".join(layer.tokens), clamp)
print(changed.effect, changed.control_effects.mean(), "bits a character")
"""


def table(trace: CharacterTrace) -> str:
    """Return every gate and state of every unit at every character as CSV."""
    return lstm(trace).frame("i", "f", "g", "o", "c", "h").to_csv(index=False)
