"""Can one vector hold a sentence? A trained translator without attention, and where it breaks.

Sutskever, Vinyals & Le 2014, "Sequence to sequence learning with neural networks"; Cho et al.
2014, "Learning phrase representations using RNN encoder–decoder for statistical machine
translation". The model is `core.seq2seq` with the scoring "none".

Importing this module does not load torch: the default settings come from a shipped recording.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

import numpy as np

from core.bottleneck import LENGTHS, evaluation
from core.growing import PARTS, grown
from core.parallel import Pair
from core.recordings import load
from core.seq2seq_trace import TranslationTrace
from core.settings import Settings, between, one_of, phrase, some_of, split_codes
from core.trace import Array

WEIGHTS = Path(__file__).parent.parent / "weights"
SHIPPED = WEIGHTS / "encoder_decoder.safetensors"
EXAMPLES = ("1", "2", "3", "4")  # held-out sentences of each length that can be opened
OWN = "因为昨天天气很冷，所以我在家看了一本书。"


@dataclass(frozen=True, kw_only=True)
class EncoderDecoder(Settings):
    """Which sentence is translated: a story, one that was held out, or the reader's own."""

    PICKED = ("story",)

    origin: str = one_of("story", ("story", "held_out", "own"))
    parts: str = some_of("time.place", PARTS)
    story: int = between(0, 0, 99)
    length: str = one_of("15-18", LENGTHS)
    example: str = one_of("1", EXAMPLES)
    sentence: str = phrase(OWN, 1, 120)


@dataclass(frozen=True, eq=False, kw_only=True)
class Told:
    """One sentence, translated three times.

    Attributes:
        free: without attention, each word read back in before the next.
        taught: without attention, the right words read in instead; None for a sentence whose
            right translation nobody knows.
        attended: with attention (additive), free.
    """

    free: TranslationTrace
    taught: TranslationTrace | None
    attended: TranslationTrace

    @property
    def right(self) -> tuple[str, ...] | None:
        """The right translation with END, if it is known."""
        return None if self.taught is None else self.taught.target


def record_lesson(settings: EncoderDecoder) -> Told:
    """Translate the sentence of ``settings``; the default one comes from the shipped recording.

    Raises:
        InputError: a sentence of the reader's own with a word that the models do not know.
    """
    if settings == EncoderDecoder():
        return shipped()
    from core.encoder_decoder_run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> Told:
    """Read the recording of the default sentence, without torch."""
    traces = {name: cast(TranslationTrace, trace) for name, trace in load(SHIPPED).items()}
    return Told(**traces)


def pair(settings: EncoderDecoder) -> Pair | None:
    """The sentence and its right translation; None for the reader's own."""
    if settings.origin == "story":
        return grown(split_codes(settings.parts), settings.story)
    if settings.origin == "held_out":
        return held_out(settings.length, settings.example)
    return None


def held_out(length: str, example: str) -> Pair:
    """A held-out sentence of a bin of source lengths (its word links left out)."""
    pairs = evaluation()["examples"][LENGTHS.index(length)]["pairs"]
    found = pairs[(int(example) - 1) % len(pairs)]
    none = (frozenset[int](),) * len(found["target"])
    known = (False,) * len(none)
    return Pair(tuple(found["source"]), tuple(found["target"]), none, none, content=known)


def divergence(told: Told) -> int | None:
    """The first step (from 0) at which the free translation leaves the right one; None: never.

    Until then both runs of the decoder are one and the same.
    """
    right = told.right or ()
    pairs = zip(told.free.target, right, strict=False)
    apart = next((t for t, (said, meant) in enumerate(pairs) if said != meant), None)
    if apart is None and len(told.free.target) != len(right):
        return min(len(told.free.target), len(right))
    return apart


def drift(told: Told) -> Array:
    """‖s_t(free) − s_t(taught)‖ / ‖s_t(taught)‖ at each place of the right translation, (target,).

    A decoder that has written END keeps its state.
    """
    if told.taught is None:
        return np.zeros(0)
    taught, free = told.taught.state, told.free.state[: len(told.taught.state)]
    free = np.concatenate([free, np.repeat(free[-1:], len(taught) - len(free), axis=0)])
    return np.linalg.norm(free - taught, axis=1) / np.linalg.norm(taught, axis=1)


def wrong_so_far(said: tuple[str, ...], right: tuple[str, ...]) -> Array:
    """How many of the first words are not the right ones at their place, (target,).

    Counted over the places of the right translation; a place that was never reached is wrong.
    """
    padded = (*said, *("",) * len(right))
    return np.cumsum([a != b for a, b in zip(padded, right, strict=False)])


def snippet(settings: EncoderDecoder) -> str:
    """Return Python that translates this sentence and prints what the picture shows."""
    changed = {
        name: value
        for name, default in EncoderDecoder.defaults().items()
        if (value := getattr(settings, name)) != default
    }
    arguments = ", ".join(f"{name}={value!r}" for name, value in changed.items())
    return f"""from core.encoder_decoder import EncoderDecoder
from core.encoder_decoder_run import run

told = run(EncoderDecoder({arguments}))
print(*told.free.source)
print("all that is handed over:", told.free.context[0])
for step, word in enumerate(told.free.target):
    print(word, told.free.candidates(step))
print("with attention:", *told.attended.target)
"""


def table(told: Told) -> str:
    """Return every state, and the probability of every word at every step, as CSV."""
    names = ("values", "bottleneck", "context", "state", "probabilities")
    return told.free.frame(*names).to_csv(index=False)
