"""Can one vector hold a sentence? A trained translator without attention, and where it breaks.

Sutskever, Vinyals & Le 2014, "Sequence to sequence learning with neural networks"; Cho et al.
2014, "Learning phrase representations using RNN encoder–decoder for statistical machine
translation". The model is `core.networks.seq2seq.translator` with the scoring "none".

Importing this module does not load torch: the default settings come from a shipped recording.
"""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from core.data.growing import PARTS
from core.lessons.encoder_decoder.settings import EncoderDecoder, Told, pair
from core.lessons.settings import split_codes
from core.measures.bottleneck import half_length
from core.shipped import openings
from core.traces.base import Array


def record_lesson(settings: EncoderDecoder) -> Told:
    """Translate the sentence of ``settings``; the default one comes from the shipped recording.

    Raises:
        InputError: a sentence of the reader's own with a word that the models do not know.
    """
    if settings.recorded == EncoderDecoder():
        return shipped()
    from core.lessons.encoder_decoder.run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> Told:
    """Read the recording of the default sentence, without torch."""
    return Told(**openings.load("encoder_decoder"))


def broken(settings: EncoderDecoder) -> EncoderDecoder:
    """The story of ``settings``, lengthened until half of such sentences fail, and it does too.

    Part after part is added until it has as many words as where half of the unseen sentences are
    exact, and is not exact itself. Where that is never so, and for another origin, the settings as
    they are.
    """
    length, told = half_length(), split_codes(settings.parts)
    if settings.origin != "story" or length is None:
        return settings
    more = [part for part in PARTS if part not in told]
    for count in range(len(more) + 1):
        parts = ".".join(part for part in PARTS if part in (*told, *more[:count]))
        longer = replace(settings, parts=parts)
        found = pair(longer)
        if found and len(found.source) >= length and not exact(record_lesson(longer.recorded)):
            return longer
    return settings


def exact(told: Told) -> bool:
    """Whether the free translation is the right one, word for word."""
    return told.free.target == told.right


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
    return f"""from core.lessons.encoder_decoder.run import run
from core.lessons.encoder_decoder.settings import EncoderDecoder

told = run({settings.in_python()})
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
