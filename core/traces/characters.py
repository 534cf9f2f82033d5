"""A character model on a text: its layer and its predictions. Free of torch."""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes
from core.traces.recurrent import RecurrentTrace


@dataclass(frozen=True, eq=False, kw_only=True)
class Prediction(Trace):
    """What the model expects after each character, and how much each one surprised it."""

    tokens: tuple[str, ...] = axes("time")
    unknown: Array = axes("time")  # True where the model never saw the character
    vocabulary: tuple[str, ...] = axes("vocabulary")
    probabilities: Array = axes("time vocabulary")  # of the next character, after reading x_t
    top: Array = axes("time rank")  # places in the vocabulary of the likeliest, best first
    top_probabilities: Array = axes("time rank")
    # −log₂ p(x_t | x_1 … x_{t−1}) in bits; NaN at t = 1, and where x_t is unknown
    surprise: Array = axes("time")

    def likeliest(self, t: int) -> tuple[str, ...]:
        """The characters most expected after the one at place t (from 0), best first."""
        return tuple(self.vocabulary[place] for place in self.top[t])


@dataclass(frozen=True, eq=False)
class CharacterTrace:
    """A text, read by a character model: the recurrent layer, and what was predicted."""

    layer: RecurrentTrace  # an RNNTrace, GRUTrace or LSTMTrace
    prediction: Prediction

    @property
    def tokens(self) -> tuple[str, ...]:
        """The characters of the text."""
        return self.prediction.tokens
