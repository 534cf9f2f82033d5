"""The settings of a sequence for the induction model, and of the heads that are changed."""

import re
from dataclasses import dataclass
from typing import Self

import numpy as np

from core.errors import InputError
from core.lessons.settings import Settings, between, one_of, phrase, some_of, split_codes
from core.measures.head_scores import induction, last_seen, previous_token
from core.traces.attention import AttentionTrace
from core.traces.base import Array
from core.traces.heads import HeadsTrace
from core.traces.transformer import TransformerTrace

LAYERS, HEADS = 2, 4
SHORTEST, LONGEST = 2, 48  # symbols of a sequence; the model was trained on 48
CODES = tuple(f"{layer}{head}" for layer in (1, 2) for head in range(1, HEADS + 1))
LARGE = (0, 1)  # the head of each layer that is shown large where none is picked
# What is written on the sign before it: accents, the look and the skin of an emoji.
ON = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u0652\u20d0-\u20ff\ufe00-\ufe0f"
    "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
)
SIGN = rf"[\U0001f1e6-\U0001f1ff]{{2}}|[^\s]{ON}(?:\u200d.{ON})*"  # flags; emoji that are joined
LETTER = re.compile(SIGN)
WORD = re.compile(rf"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+(?:['’-]\w+)*|{SIGN}")


@dataclass(frozen=True, kw_only=True)
class MultiHead(Settings):
    """What the reader may set; ``lower`` and ``upper`` are the heads shown of layers 1 and 2.

    −1 is none: all heads of the layer then, or those of `LARGE` once the answer shows.

    ``off`` are the changed heads, "11" the first of the first layer; ``how`` is what they say
    instead: nothing, their average, or what they said in a run over an ``other`` sequence.
    """

    text: str = phrase("copyright", 1, 200)
    times: str = one_of("2", ("1", "2", "3"))
    model: str = one_of("trained", ("trained", "random"))
    how: str = one_of("zero", ("zero", "mean", "patch"))
    other: str = one_of("shuffled", ("shuffled", "exchanged"))
    lower: int = between(-1, -1, HEADS - 1, shown=True, picked=True)
    upper: int = between(-1, -1, HEADS - 1, shown=True, picked=True)
    off: str = some_of("11", CODES, picked=True)

    @property
    def recorded(self) -> Self:
        """What the recording depends on: another sequence only where its run is patched in."""
        idle = () if self.how == "patch" else ("other",)
        return super().recorded.with_defaults(*idle)

    @property
    def words(self) -> tuple[str, ...]:
        """The sequence, symbol by symbol.

        Raises:
            InputError: ``length``, a text of fewer symbols than two, read once or more often, or a
                sequence of more than the model was trained on.
        """
        once = split(self.text)
        words = once * int(self.times)
        if len(once) < SHORTEST:
            raise InputError("length", f"{SHORTEST}–{LONGEST} symbols", len(once))
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
    return tuple((LETTER if len(pieces) == 1 else WORD).findall(text))


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
