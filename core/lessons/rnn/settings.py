"""The settings of a word-level RNN on the reader's sentence, and what is recorded of it."""

from dataclasses import dataclass

import numpy as np

from core.lessons.settings import Settings, between, one_of, phrase
from core.shipped.store import FOLDER
from core.traces.base import Array
from core.traces.filling import Filling
from core.traces.recurrent import RNNTrace
from core.traces.unrolled import ReturnTrace, SumTrace

SENTENCE = "the teacher who plays tennis in the park looked for a watch"
HIDDEN = 64  # units
SHORTEST, LONGEST = 3, 16  # words of a sentence; the last one is only predicted
LAGS = (1, 4, 9)  # steps back that the lesson asks about
SHARES = ("0.001", "0.01", "0.05", "0.2", "0.5", "0.75", "1")  # that can be guessed
HAND = ("u1", "u2", "w11", "w12", "w21", "w22", "v1", "v2")  # weights of the network by hand
APART = ("mlp", "turned", "copies")  # looks in which W does not join the words yet
LOOKS = (*APART, "unrolled", "folded")  # how the picture grows
STUDY = FOLDER / "rnn_study.json"  # what core/lessons/rnn/study.py has measured


@dataclass(frozen=True, kw_only=True)
class Rnn(Settings):
    """What the reader may set.

    ``unit`` is whose numbers are shown; ``u1`` to ``v2`` are the weights of the network that is
    computed by hand.
    """

    sentence: str = phrase(SENTENCE, 1, 120)
    look: str = one_of("unrolled", LOOKS, shown=True, picked=True)
    unit: int = between(41, 0, HIDDEN - 1, shown=True, picked=True)
    combine: str = one_of("sum", ("sum", "product"), shown=True)
    u1: float = between(0.5, -2.0, 2.0, 0.1, shown=True)
    u2: float = between(-1.0, -2.0, 2.0, 0.1, shown=True)
    w11: float = between(0.8, -2.0, 2.0, 0.1, shown=True)
    w12: float = between(-0.4, -2.0, 2.0, 0.1, shown=True)
    w21: float = between(0.3, -2.0, 2.0, 0.1, shown=True)
    w22: float = between(0.6, -2.0, 2.0, 0.1, shown=True)
    v1: float = between(1.0, -2.0, 2.0, 0.1, shown=True)
    v2: float = between(-0.5, -2.0, 2.0, 0.1, shown=True)


@dataclass(frozen=True, eq=False, kw_only=True)
class Lesson:
    """The way there, word by word, and the way back from the last step."""

    states: RNNTrace
    sums: SumTrace
    filling: Filling
    alone: Filling  # what each word would be followed by if W did not join it to those before
    back: ReturnTrace
    following: tuple[str, ...]  # after each step the word that really comes next

    @property
    def alone_states(self) -> Array:
        """tanh(U x_t + b), the states of copies that W does not join, (time, hidden)."""
        return np.tanh(self.sums.from_x + self.sums.bias)

    @property
    def words(self) -> tuple[str, ...]:
        """What is read: the sentence without its last word."""
        return self.states.tokens
