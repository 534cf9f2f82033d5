"""The embedding layers as they were before training, drawn once more with the same seed.

Loads torch.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from core.draws import WEIGHTS, stream
from core.networks.seq2seq.untrained import translator
from core.networks.seq2seq_transformer.untrained import seq2seq_transformer
from core.networks.word_encoder import word_encoder
from core.networks.word_model import word_model
from core.shipped.embeddings import READERS, TRANSLATORS, load_embedding
from core.shipped.seq2seq_transformer import load_seq2seq_transformer
from core.shipped.store import card
from core.shipped.vocabularies import vocabulary
from core.traces.base import Array
from core.word_vectors.examples import ARCHITECTURES
from core.word_vectors.likeness import cosines
from core.word_vectors.training import start

SEED = 0  # of the first training, which is the one that is shipped


def _translator() -> Array:
    words = [vocabulary(TRANSLATORS["translator"], side) for side in ("source", "target")]
    model = translator("additive", words[0], words[1][1:], stream(SEED, WEIGHTS))
    return model.source_embedding.weight.detach().double().numpy()


def _transformer() -> Array:
    shipped = load_seq2seq_transformer()
    words = shipped.source_words, shipped.target_words[1:]
    model = seq2seq_transformer(shipped.config, *words, stream(SEED, WEIGHTS))
    return model.source_embedding.weight.detach().double().numpy()


def _rnn() -> Array:
    model = word_model(card(READERS["rnn"])["words"], stream(SEED, WEIGHTS))
    return model.embedding.weight.detach().double().numpy()


def _masked() -> Array:
    words = card(READERS["masked"])["words"]
    model = word_encoder(words, stream(SEED, WEIGHTS))
    return model.embedding.weight[-len(words) :].detach().double().numpy()


MAKERS: dict[str, Callable[[], Array]] = {
    "translator": _translator,
    "transformer": _transformer,
    "rnn": _rnn,
    "masked": _masked,
}


def beginning(model: str, code: str) -> Array:
    """The table of a network before training, (word, hidden), its words as `load_embedding` has."""
    if model in ARCHITECTURES:
        size, hidden = load_embedding(model, code).vectors.shape
        return start(size, hidden, np.random.default_rng(SEED))[0]
    return MAKERS[model]()


@cache
def kept(model: str, code: str) -> float:
    """Pearson's correlation of a network's table with what it was before training."""
    table = load_embedding(model, code).vectors
    return float(np.corrcoef(table.ravel(), beginning(model, code).ravel())[0, 1])


@dataclass(frozen=True, eq=False)
class Nearer:
    """Cosines of some pairs of words before and after training, (pair,) both."""

    before: Array
    after: Array


def nearer(model: str, code: str, pairs: Sequence[tuple[str, str]]) -> Nearer:
    """How near the words of each pair are in a network's table, before and after training."""
    found = load_embedding(model, code)
    places = {word: place for place, word in enumerate(found.words)}
    at = [[places[word] for word in pair] for pair in pairs]
    return Nearer(
        *(_cosines(table, np.array(at)) for table in (beginning(model, code), found.vectors))
    )


def _cosines(table: Array, at: Array) -> Array:
    return np.array([cosines(table[one][None], table[other][None])[0, 0] for one, other in at])
