"""What do heads do? The induction model reads the reader's sequence while heads are changed.

Olsson et al. 2022, "In-context learning and induction heads": one head notes at each symbol what
stood before it, another looks for the note that names the symbol at hand. Importing this module
does not load torch: the default sequence comes from a shipped recording.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar, cast

import numpy as np

from core import shipped as weights
from core.attention_trace import AttentionTrace
from core.errors import InputError
from core.head_scores import induction, last_seen, previous_token
from core.heads_trace import HeadsTrace
from core.recordings import load
from core.settings import Settings, between, one_of, phrase, some_of, split_codes
from core.trace import Array
from core.transformer_trace import TransformerTrace

SHIPPED = weights.FOLDER / "multi_head.safetensors"
LAYERS, HEADS = 2, 4
SHORTEST, LONGEST = 2, 48  # symbols of a sequence; the model was trained on 48
CODES = tuple(f"{layer}{head}" for layer in (1, 2) for head in range(1, HEADS + 1))
WORD = re.compile(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+(?:['’-]\w+)*|[^\w\s]")


@dataclass(frozen=True, kw_only=True)
class MultiHead(Settings):
    """What the reader may set; ``lower`` and ``upper`` are the heads shown of layers 1 and 2.

    ``off`` are the changed heads, "11" the first of the first layer; ``how`` is what they say
    instead: nothing, their average, or what they said in a run over an ``other`` sequence.
    """

    PICKED: ClassVar[tuple[str, ...]] = ("lower", "upper", "off")

    text: str = phrase("copyright", 1, 200)
    times: str = one_of("2", ("1", "2", "3"))
    model: str = one_of("trained", ("trained", "random"))
    how: str = one_of("zero", ("zero", "mean", "patch"))
    other: str = one_of("shuffled", ("shuffled", "exchanged"))
    lower: int = between(0, 0, HEADS - 1)
    upper: int = between(1, 0, HEADS - 1)
    off: str = some_of("11", CODES)

    @property
    def recorded(self) -> "MultiHead":
        """What the recording depends on; what of it is shown is as at first."""
        other = self.other if self.how == "patch" else MultiHead.other
        return replace(self, lower=MultiHead.lower, upper=MultiHead.upper, other=other)

    @property
    def words(self) -> tuple[str, ...]:
        """The sequence, symbol by symbol.

        Raises:
            InputError: ``length``, fewer symbols than two or more than the model was trained on.
        """
        words = split(self.text) * int(self.times)
        if not SHORTEST <= len(words) <= LONGEST:
            raise InputError("length", f"{SHORTEST}–{LONGEST} symbols", len(words))
        return words

    @property
    def heads(self) -> tuple[tuple[int, int], ...]:
        """The changed heads as layer and head, both from 0."""
        return tuple((int(code[0]) - 1, int(code[1]) - 1) for code in split_codes(self.off))


def split(text: str) -> tuple[str, ...]:
    """Words, signs and Chinese characters; a single word without spaces is read by letters."""
    pieces = text.split()
    return tuple(pieces[0]) if len(pieces) == 1 else tuple(WORD.findall(text))


def known(words: tuple[str, ...]) -> Array:
    """1 where the symbol that comes next is the one that came next last time, else 0: (time,)."""
    found = np.zeros(len(words), np.uint8)
    for t, seen in enumerate(last_seen(words)[:-1]):
        found[t] = seen is not None and words[seen + 1] == words[t + 1]
    return found


@dataclass(frozen=True, eq=False, kw_only=True)
class Lesson:
    """The intact run, the changed one, and what each head is worth on this sequence."""

    layers: tuple[AttentionTrace, ...]  # of the intact run
    changed: AttentionTrace  # the last layer of the changed run; those before are as they were
    stream: TransformerTrace
    stream_changed: TransformerTrace
    heads: HeadsTrace
    other: tuple[str, ...] = ()  # what the run that is patched in has read

    @property
    def words(self) -> tuple[str, ...]:
        """The sequence."""
        return self.heads.tokens

    def scores(self) -> dict[str, Array]:
        """The previous-token and the induction score of every head here, each (layer, head).

        NaN where nothing can be scored.
        """
        return {
            "previous": np.stack([previous_token(trace.weights) for trace in self.layers]),
            "induction": np.stack([induction(t.weights, self.words) for t in self.layers]),
        }


def record_lesson(settings: MultiHead) -> Lesson:
    """Record the model on the sequence; the default comes from the shipped recording.

    Raises:
        InputError: a sequence that is too short or too long.
    """
    if settings.recorded == MultiHead():
        return shipped()
    from core.multi_head_run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> Lesson:
    """Read the recording of the default sequence, without torch."""
    found = load(SHIPPED)
    return Lesson(
        layers=tuple(cast(AttentionTrace, found[f"layer {n}"]) for n in range(LAYERS)),
        changed=cast(AttentionTrace, found["changed layer"]),
        stream=cast(TransformerTrace, found["stream"]),
        stream_changed=cast(TransformerTrace, found["changed stream"]),
        heads=cast(HeadsTrace, found["heads"]),
    )


def table(lesson: Lesson, *, covered: bool = False) -> str:
    """Weights of every head, and the loss, as CSV; covered, of the intact run only."""
    import pandas as pd

    frames = [t.frame("weights").assign(layer=t.layer + 1, run="intact") for t in lesson.layers]
    frames.append(lesson.stream.frame("loss").assign(run="intact"))
    if not covered:
        changed = lesson.changed
        frames.append(changed.frame("weights").assign(layer=changed.layer + 1, run="changed"))
        frames.append(lesson.stream_changed.frame("loss").assign(run="changed"))
        frames.append(lesson.heads.frame().assign(run="one head off"))
    return pd.concat(frames).to_csv(index=False)


def snippet(settings: MultiHead, *, covered: bool = False) -> str:
    """Return Python that changes these heads, prints the loss at each symbol, and tries each.

    Covered, it changes none: which one matters is asked.
    """
    settings = replace(settings, off="") if covered else settings
    names = ("text", "times", "how", "other", "off")
    chosen = ",\n    ".join(f"{name}={getattr(settings, name)!r}" for name in names)
    load_it = "load_transformer" if settings.model == "trained" else "random_transformer"
    return f"""from core.heads import all_heads, run
from core.induction import encode
from core.multi_head import MultiHead
from core.multi_head_run import changed_by
from core.transformer_models import {load_it}

chosen = MultiHead(
    {chosen},
    model={settings.model!r},
)
words, model = chosen.words, {load_it}("induction")
tokens, vocabulary = encode(words)
names = {{"words": words, "vocabulary": vocabulary}}
intact = run(model, tokens, **names)
changed = run(model, tokens, **changed_by(chosen, model, vocabulary), **names)
for t in range(len(words) - 1):
    bits = intact.stream.loss[t], changed.stream.loss[t]
    says = intact.stream.likeliest(t, 1) + changed.stream.likeliest(t, 1)
    print(words[t], "->", words[t + 1], "bits: %.2f, changed %.2f" % bits, "expected:", *says)
for head in all_heads(model):
    print(head, "off:", run(model, tokens, off=[head]).stream.loss[:-1].mean(), "bits on average")
"""
