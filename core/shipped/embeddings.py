"""The embedding layers of shipped networks as tables of vectors, without torch."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from safetensors import safe_open

from core.shipped import store as shipped
from core.shipped.vocabularies import vocabulary
from core.shipped.word_vectors import load_vectors
from core.traces.base import Array


@dataclass(frozen=True, eq=False)
class Embedding:
    """A vector for each word: ``vectors`` (word, hidden)."""

    words: tuple[str, ...]
    vectors: Array


TRANSLATORS = {"translator": "zh_en_additive", "transformer": "zh_en_transformer"}  # read Chinese
READERS = {"rnn": "word_rnn", "masked": "word_encoder"}  # of English; their cards have the words


@lru_cache(maxsize=16)
def load_embedding(model: str, code: str) -> Embedding:
    """The vectors that a model has for the words of a text.

    Args:
        model: "skip_gram" or "cbow"; "translator" or "transformer", whose encoders read Chinese;
            "rnn" (a language model) or "masked" (fills in words), which read English.
        code: of `core.data.word_texts`.
    """
    if model in TRANSLATORS:
        words = vocabulary(TRANSLATORS["translator"], "source")
        return Embedding(words, _tensor(TRANSLATORS[model], "source_embedding.weight"))
    if model in READERS:
        words = tuple(shipped.card(READERS[model])["words"])
        table = _tensor(READERS[model], "embedding.weight")
        return Embedding(words, table[len(table) - len(words) :])  # signs of its own come first
    trace = load_vectors(code, model)
    return Embedding(trace.vocabulary, trace.W.astype(np.float64))


def _tensor(name: str, key: str) -> Array:
    with safe_open(shipped.FOLDER / f"{name}.safetensors", framework="numpy") as file:
        return file.get_tensor(key).astype(np.float64)
