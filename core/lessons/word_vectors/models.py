"""The same words in several networks: an embedding is learnt for a task.

Every network's own map (principal components) is turned, and mirrored where that helps, so that
the words lie as near as possible to those of the first one: Schönemann 1966, "A generalized
solution of the orthogonal Procrustes problem".
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.lessons.word_vectors.settings import MODELS
from core.shipped.embeddings import load_embedding
from core.shipped.word_vectors import FOLLOWED
from core.traces.base import Array
from core.word_vectors.likeness import cosines
from core.word_vectors.projection import projection

NEAREST = 10  # words that two networks are compared by
CONTROL = 1000  # seed of vectors that never learnt anything
HIDDEN = 32  # their numbers


@dataclass(frozen=True, eq=False)
class Maps:
    """The words that all networks of a text know, in each of them.

    Attributes:
        models: their codes.
        words: the followed words that all of them know, then all others.
        followed: how many of these there are.
        places: of every word on each network's map, (model, word, 2).
        shares: of the variance that each map shows, (model,).
        cosines: of every two words, (model, word, word).
        common: how many of the ten nearest words each network has in common with the first, as a
            mean over all words; the last number is that of vectors at random, (model + 1,).
    """

    models: tuple[str, ...]
    words: tuple[str, ...]
    followed: int
    places: Array
    shares: Array
    cosines: Array
    common: Array


@lru_cache(maxsize=2)
def maps(code: str) -> Maps:
    """Every network of a text that has embeddings of its words."""
    models = MODELS[code]
    found = [load_embedding(model, code) for model in models]
    known = [{word: place for place, word in enumerate(one.words)} for one in found]
    ours = [word for word in found[0].words if all(word in places for places in known)]
    named = [word for word in FOLLOWED[code] if word in set(ours)]
    words = (*named, *(word for word in ours if word not in set(named)))
    tables = [
        one.vectors[[places[word] for word in words]]
        for one, places in zip(found, known, strict=True)
    ]
    rng = np.random.default_rng(CONTROL)
    control = rng.standard_normal((len(words), HIDDEN))
    fitted = [projection(table) for table in tables]
    flat = [one.of(table) for one, table in zip(fitted, tables, strict=True)]
    alike = [cosines(table, table) for table in (*tables, control)]
    return Maps(
        models=models,
        words=words,
        followed=len(named),
        places=np.stack([turned(one, flat[0]) for one in flat]),
        shares=np.array([one.shares.sum() for one in fitted]),
        cosines=np.stack(alike[:-1]),
        common=np.array([in_common(one, alike[0]) for one in alike]),
    )


def turned(places: Array, onto: Array) -> Array:
    """Places (word, 2), turned or mirrored to lie as near as possible to others."""
    U, _, V = np.linalg.svd(places.T @ onto)
    return places @ (U @ V)


def in_common(one: Array, other: Array, n: int = NEAREST) -> float:
    """How many of the n nearest words two tables of cosines share, as a mean over all words."""
    near = [np.argsort(-_alone(table), axis=1, kind="stable")[:, :n] for table in (one, other)]
    pairs = zip(*near, strict=True)
    return float(np.mean([len(np.intersect1d(a, b)) for a, b in pairs]))


def _alone(table: Array) -> Array:
    """Cosines, without those of a word with itself."""
    return table - 3 * np.eye(len(table))


def nearest_in(found: Maps, word: int, n: int) -> tuple[Array, Array]:
    """The words nearest to one of them in each network, and their cosines, (model, rank)."""
    row = np.array(found.cosines[:, word])
    row[:, word] = -np.inf
    order = np.argsort(-row, axis=1, kind="stable")[:, :n]
    return order, np.take_along_axis(row, order, axis=1)
