"""The settings of a sentence for the word encoder, and what the lesson records of it."""

from dataclasses import dataclass

from core.lessons.settings import Settings, between, one_of, phrase
from core.traces.attention import AttentionTrace
from core.traces.filling import Filling, Vectors

GAP = "[MASK]"
SENTENCE = "Lili [MASK] tea at home yesterday ."
LAYERS, HEADS = 2, 4
LONGEST = 24  # words of a sentence


@dataclass(frozen=True, kw_only=True)
class SelfAttention(Settings):
    """What the reader may set; ``head`` counts through the layers, ``key`` −1 is the strongest."""

    sentence: str = phrase(SENTENCE, 1, 160)
    scale: str = one_of("root", ("root", "none"))
    head: int = between(6, 0, LAYERS * HEADS - 1, shown=True, picked=True)
    key: int = between(-1, -1, LONGEST - 1, shown=True, picked=True)


@dataclass(frozen=True, eq=False, kw_only=True)
class Lesson:
    """What happened in every layer, and what the encoder would fill in."""

    layers: tuple[AttentionTrace, ...]
    vectors: Vectors
    filling: Filling

    @property
    def words(self) -> tuple[str, ...]:
        """The sentence."""
        return self.filling.tokens

    def of_head(self, head: int) -> tuple[AttentionTrace, int]:
        """The layer of a head that is counted through all layers, and its place there."""
        return self.layers[head // HEADS], head % HEADS
