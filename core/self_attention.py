"""Every word asks every other: self-attention of a trained encoder, on the reader's sentence.

Vaswani et al. 2017, "Attention is all you need", §3.2. The encoder is torch's own
``nn.TransformerEncoder`` (`core.word_encoder`), trained to fill in masked words. Importing this
module does not load torch: the default sentence comes from a shipped recording.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar, cast

from core import shipped as weights
from core.attention_trace import AttentionTrace
from core.filling_trace import Filling
from core.recordings import load
from core.settings import Settings, between, one_of, phrase

SHIPPED = weights.FOLDER / "self_attention.safetensors"
GAP = "[MASK]"
SENTENCE = "Lili [MASK] tea at home yesterday ."
LAYERS, HEADS = 2, 4
LONGEST = 24  # words of a sentence


@dataclass(frozen=True, kw_only=True)
class SelfAttention(Settings):
    """What the reader may set; ``head`` counts through the layers, ``key`` −1 is the strongest."""

    PICKED: ClassVar[tuple[str, ...]] = ("head", "key")

    sentence: str = phrase(SENTENCE, 1, 160)
    scale: str = one_of("root", ("root", "none"))
    head: int = between(6, 0, LAYERS * HEADS - 1)
    key: int = between(-1, -1, LONGEST - 1)

    @property
    def recorded(self) -> "SelfAttention":
        """What the recording depends on; what of it is shown is as at first."""
        return replace(self, head=SelfAttention.head, key=SelfAttention.key)


@dataclass(frozen=True, eq=False, kw_only=True)
class Lesson:
    """What happened in every layer, and what the encoder would fill in."""

    layers: tuple[AttentionTrace, ...]
    filling: Filling

    @property
    def words(self) -> tuple[str, ...]:
        """The sentence."""
        return self.filling.tokens

    def of_head(self, head: int) -> tuple[AttentionTrace, int]:
        """The layer of a head that is counted through all layers, and its place there."""
        return self.layers[head // HEADS], head % HEADS


def record_lesson(settings: SelfAttention) -> Lesson:
    """Record the encoder on the sentence; the default comes from the shipped recording."""
    if settings.recorded == SelfAttention():
        return shipped()
    from core.self_attention_run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> Lesson:
    """Read the recording of the default sentence, without torch."""
    found = load(SHIPPED)
    layers = tuple(cast(AttentionTrace, found[f"layer {n}"]) for n in range(LAYERS))
    return Lesson(layers=layers, filling=cast(Filling, found["filling"]))


def asked(words: tuple[str, ...]) -> int:
    """The place that the reader is asked about, from 0: the first gap, else the middle word."""
    return words.index(GAP) if GAP in words else len(words) // 2


def strongest(lesson: Lesson, head: int, place: int) -> int:
    """The place that a word asks most in a head, both from 0."""
    trace, row = lesson.of_head(head)
    return int(trace.weights[row, place].argmax())


def table(lesson: Lesson) -> str:
    """Every score and weight of every head as CSV: layer, head, query, key, value."""
    import pandas as pd

    frames = [
        trace.frame("scores", "weights").assign(layer=trace.layer + 1) for trace in lesson.layers
    ]
    return pd.concat(frames).to_csv(index=False)


def snippet(settings: SelfAttention) -> str:
    """Return Python that records this sentence and prints whom each word asks most."""
    layer, head = divmod(settings.head, HEADS)
    return f"""from core import record
from core.word_encoder import load_word_encoder

model = load_word_encoder()
words = {settings.sentence.split()!r}
x = model.embed(model.encode(words))
recording = record(model.encoder, x, tokens=words)  # any nn.TransformerEncoder
weights = recording.traces[{layer}].weights[{head}]
for word, row in zip(words, weights):
    print(f"{{word:>12}} asks {{words[row.argmax()]}} most: {{row.max():.2f}}")
"""
