"""Every word asks every other: self-attention of a trained encoder, on the reader's sentence.

Vaswani et al. 2017, "Attention is all you need", §3.2. The encoder is torch's own
``nn.TransformerEncoder`` (`core.networks.word_encoder`), trained to fill in masked words. Importing
this module does not load torch: the default sentence comes from a shipped recording.
"""

from functools import lru_cache

from core.lessons.self_attention.settings import GAP, HEADS, Lesson, SelfAttention
from core.shipped import openings


def record_lesson(settings: SelfAttention) -> Lesson:
    """Record the encoder on the sentence; the default comes from the shipped recording."""
    if settings.recorded == SelfAttention():
        return shipped()
    from core.lessons.self_attention.run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> Lesson:
    """Read the recording of the default sentence, without torch."""
    return Lesson(**openings.load("self_attention"))


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
from core.shipped.word_encoder import load_word_encoder

model = load_word_encoder()
words = {settings.sentence.split()!r}
x = model.embed(model.encode(words))
recording = record(model.encoder, x, tokens=words)  # any nn.TransformerEncoder
weights = recording.traces[{layer}].weights[{head}]
for word, row in zip(words, weights):
    print(f"{{word:>12}} asks {{words[row.argmax()]}} most: {{row.max():.2f}}")
"""
