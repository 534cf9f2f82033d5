"""One network used again and again: a word-level RNN on the reader's sentence, there and back.

Elman 1990; Rumelhart, Hinton & Williams 1986. `core.networks.word_model` is the network, trained on
our own English sentences. Importing this module does not load torch: the default sentence comes
from a shipped recording.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from core.lessons.rnn.by_hand import HandTrace, by_hand
from core.lessons.rnn.settings import HAND, LAGS, SHARES, STUDY, Lesson, Rnn
from core.shipped import openings
from core.traces.base import Array

SATURATED = 0.9  # of a state, from where on the slope of tanh is small


def record_lesson(settings: Rnn) -> Lesson:
    """Record the network on the sentence; the default comes from the shipped recording."""
    if settings.recorded == Rnn():
        return shipped()
    from core.lessons.rnn.run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> Lesson:
    """Read the recording of the default sentence, without torch."""
    return Lesson(**openings.load("rnn"), following=tuple(Rnn().sentence.split()[1:]))


@lru_cache(maxsize=1)
def study() -> dict[str, Any]:
    """What core/lessons/rnn/study.py has measured, with three seeds each."""
    return json.loads(STUDY.read_text("utf-8"))


def shares(lesson: Lesson) -> Array:
    """How far the last scores depend on each input, as a share of the last one's, (time,)."""
    return lesson.back.influence / lesson.back.influence[-1]


def asked(lesson: Lesson) -> tuple[int, ...]:
    """How many steps back the inputs are that the reader is asked about."""
    return tuple(lag for lag in LAGS if lag < len(lesson.words))


def closest(share: float) -> str:
    """Which of SHARES a share is closest to."""
    return min(SHARES, key=lambda code: abs(float(code) - share))


def right_guess(lesson: Lesson, lag: int) -> str:
    """The guess that is right for the input so many steps back."""
    return closest(float(shares(lesson)[-1 - lag]))


def messages(lesson: Lesson) -> Array:
    """‖∂L/∂h_t‖ as a share of that at the last step, (time,)."""
    norms = np.linalg.norm(lesson.back.dh, axis=1)
    return norms / norms[-1]


def saturated(lesson: Lesson) -> float:
    """The share of all states beyond ±0.9, where the slope of tanh is below 0.2."""
    return float((np.abs(lesson.states.h) > SATURATED).mean())


def source(lesson: Lesson, unit: int) -> int:
    """The unit from which the weight W[unit, ·] with the largest gradient leads."""
    return int(np.abs(lesson.back.autograd[unit]).argmax())


def running(parts: Array, combine: str) -> Array:
    """The sum, or the product, of what the steps from each one to the last have, (time,)."""
    combined = np.cumsum if combine == "sum" else np.cumprod
    return combined(parts[::-1])[::-1]


def hand(weights: Mapping[str, float]) -> HandTrace:
    """The network by hand with the weights u1 … v2."""
    u1, u2, w11, w12, w21, w22, v1, v2 = (weights[name] for name in HAND)
    return by_hand(np.array([u1, u2]), np.array([[w11, w12], [w21, w22]]), np.array([v1, v2]))


def table(lesson: Lesson) -> str:
    """Every state, sum and gradient as CSV: quantity, time, token, unit, value."""
    import pandas as pd

    frames = [
        lesson.states.frame("x", "a", "h"),
        lesson.back.frame("influence", "dh"),
        lesson.filling.frame("probabilities"),
    ]
    return pd.concat(frames).to_csv(index=False)


def snippet(settings: Rnn) -> str:
    """Return Python that records this sentence and prints what the picture shows."""
    return f"""from core import record
from core.lessons.rnn.lesson import shares
from core.lessons.rnn.run import run, split
from core.lessons.rnn.settings import Rnn
from core.shipped.word_model import load_word_model

settings = {settings.in_python()}
lesson = run(settings)
for word, share, row in zip(lesson.words, shares(lesson), lesson.filling.probabilities):
    print(f"{{word:>12}}  {{share:.4f}}  next: {{lesson.filling.vocabulary[row.argmax()]}}")

model = load_word_model()  # torch modules: an embedding, an nn.RNN, a readout
x = model.embedding(model.encode(split(settings.sentence)))
print(record(model.rnn, x).trace.h.shape)
"""
