"""One translation with everything recorded: free running, teacher forcing, forced attention.

``translate``, ``teach`` and `beam_tree` are what the lessons ask; ``record(model, sentence)`` adds
the encoder's traces. The gates of all steps follow from the states in one matrix product, as in
`core.recorders.recurrent`; `core.networks.seq2seq.translator.step` is the readable truth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.networks import gru
from core.networks.seq2seq.decoding import (
    LONGEST,
    Attend,
    Written,
    forced_weights,
    known,
    places,
    write,
)
from core.networks.seq2seq.parts import Memory
from core.networks.seq2seq.scoring import Additive
from core.networks.seq2seq.translator import Translator, decoder_weights
from core.recorders.record import record
from core.traces.base import Array, Trace
from core.traces.recurrent import GRUTrace
from core.traces.translation import END, TranslationTrace


@dataclass(frozen=True, eq=False)
class TranslationRecording:
    """A sentence, read by the encoder in both directions and written by the decoder."""

    output: tuple[str, ...]  # the translation, END left out
    forward: GRUTrace
    reverse: GRUTrace
    translation: TranslationTrace

    @property
    def traces(self) -> dict[str, Trace]:
        """By name, as `core.shipped.recordings.save` takes them."""
        return {"forward": self.forward, "reverse": self.reverse, "translation": self.translation}


@torch.no_grad()
def translate(
    model: Translator,
    sentence: Sequence[str],
    *,
    prefix: Sequence[str] = (),
    attend: Attend | None = None,
    longest: int = LONGEST,
) -> TranslationTrace:
    """Translate greedily: the likeliest word is written, and read before the next one.

    Args:
        model: any translator.
        sentence: its words, without END.
        prefix: words that are written first, whatever the model says.
        attend: by step (from 0), the source position that it looks at, or
            weights (source,) ≥ 0, which are made to sum to 1. Only with attention.
        longest: the most words to write, END included.

    Raises:
        InputError: an empty sentence, a word that the model does not know, attention that cannot
            be forced, or a length below 1.
    """
    memory = model.memory(places(model, sentence))
    return _translate(model, sentence, memory, prefix, attend or {}, longest)


def teach(model: Translator, sentence: Sequence[str], target: Sequence[str]) -> TranslationTrace:
    """Teacher forcing: the given words, and END, are written; ``own`` is what the model would say.

    Raises:
        InputError: an empty sentence, or a word that the model does not know.
    """
    return translate(model, sentence, **_taught(target))


@torch.no_grad()
def record_translation(
    model: Translator, sentence: Sequence[str], target: Sequence[str] | None = None, **options: Any
) -> TranslationRecording:
    """Translate (with the options of `translate`) or, with a ``target``, `teach`; keep everything.

    Raises:
        InputError: see `translate` and `teach`.
    """
    x = model.source_embedding(places(model, sentence))
    encoder = record(model.encoder, x, tuple(sentence))
    memory = model.remember(encoder.output[0])
    asked = {"prefix": (), "attend": {}, "longest": LONGEST, **options}
    asked |= {} if target is None else _taught(target)
    found = _translate(model, sentence, memory, **asked)
    forward, reverse = encoder.traces
    return TranslationRecording(found.words, forward, reverse, found)


def _taught(target: Sequence[str]) -> dict[str, Any]:
    """The options with which these words are written, and END."""
    words = tuple(word for word in target if word != END)
    return {"prefix": (*words, END), "longest": len(words) + 1}


def _translate(
    model: Translator,
    sentence: Sequence[str],
    memory: Memory,
    prefix: Sequence[str],
    attend: Attend,
    longest: int,
) -> TranslationTrace:
    """What `translate` says, from the encoder's states on."""
    given = [known(model.target_index, word, "prefix") for word in prefix]
    weights = forced_weights(model, attend, len(sentence))
    written = write(model, memory, given, weights, longest)
    return _trace(model, tuple(sentence), memory, written, len(given), tuple(weights))


def _trace(
    model: Translator,
    source: tuple[str, ...],
    memory: Memory,
    written: list[Written],
    given: int,
    looks: tuple[int, ...],
) -> TranslationTrace:
    """Everything that follows from what the loop has kept."""
    embedded, context, state = (
        torch.cat(rows)
        for rows in zip(*((w.embedded, w.look.context, w.state) for w in written), strict=True)
    )
    query = torch.cat([model.begin(memory), state[:-1]])
    r, z, n = gru.recover(decoder_weights(model), torch.cat([embedded, context], 1), query)
    found = {"embedded": embedded, "query": query, "state": state, "context": context}
    found |= {"r": r, "z": z, "n": n, "values": memory.values[0], "bottleneck": query[0]}
    found |= {"probabilities": torch.cat([w.logits for w in written]).softmax(dim=-1)}
    return TranslationTrace(
        source=source,
        target=tuple(model.target_words[w.word] for w in written),
        scoring=model.scoring,
        vocabulary=model.target_words,
        forced=np.arange(len(written)) < given,
        attention_forced=np.array([t in looks for t in range(len(written))]),
        **{name: values.numpy() for name, values in found.items()},
        **_attention(model, memory, written, query),
    )


def _attention(
    model: Translator, memory: Memory, written: list[Written], query: Tensor
) -> dict[str, Array]:
    """The fields that only a model with attention has."""
    if model.attention is None or memory.keys is None:
        return {}
    looks = [w.look for w in written]
    found = {
        "keys": memory.keys[0],
        "scores": torch.cat([look.scores for look in looks if look.scores is not None]),
        "weights": torch.cat([look.weights for look in looks if look.weights is not None]),
    }
    if isinstance(model.attention, Additive):
        found["asked"] = model.attention.W(query)
    return {name: values.numpy() for name, values in found.items()}


@record.register(Translator)
def _(model, sentence, target=None, **options):
    return record_translation(model, sentence, target, **options)
