"""Opposites: how near the vector of a word is to that of its opposite, for every seed."""

from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.shipped.word_vectors import load_vectors
from core.word_vectors.likeness import cosines

PAIRS = {
    "documentation": """
        true false|left right|first last|before after|mutable immutable|positive negative
        with without|more less|upper lower|add remove|start end|normal special
        read write
    """,
    "chinese": """
        热 冷|新 旧|大 小|便宜 贵|早上 晚上|昨天 明天|买 卖|哥哥 姐姐|爸爸 妈妈|男孩 女孩
        黑色 白色|上周 下周
    """,
    "english": """
        hot cold|new old|big small|cheap expensive|morning evening|yesterday tomorrow|bought sold
        brother sister|father mother|boy girl|before after|clean dirty|black white
    """,
}


@dataclass(frozen=True)
class Opposite:
    """A word and its opposite.

    Attributes:
        words: the two.
        ranks: for each seed, the opposite's place among the words nearest to the first, from 1.
        cosine: of the two in the first training.
    """

    words: tuple[str, str]
    ranks: tuple[int, ...]
    cosine: float


def pairs(code: str, known: Container[str]) -> list[tuple[str, str]]:
    """The pairs of the list whose words are both known."""
    listed = (pair.split() for pair in PAIRS[code].replace("\n", "|").split("|"))
    return [(p[0], p[1]) for p in listed if len(p) == 2 and p[0] in known and p[1] in known]


@lru_cache(maxsize=8)
def opposites(code: str, architecture: str) -> tuple[Opposite, ...]:
    """Every pair of the list whose words the text has."""
    trace = load_vectors(code, architecture)
    places = {word: place for place, word in enumerate(trace.vocabulary)}
    seeds = [trace.W.astype(np.float64), *trace.again.astype(np.float64)]
    found = []
    for one, other in pairs(code, places):
        a, b = places[one], places[other]
        by_seed = [cosines(W, W[a][None])[0] for W in seeds]
        ranks = tuple(int((row > row[b]).sum()) for row in by_seed)  # the word itself is above it
        found.append(Opposite((one, other), ranks, float(by_seed[0][b])))
    return tuple(found)


def first(found: tuple[Opposite, ...]) -> tuple[int, ...]:
    """For each seed, how many opposites are the nearest word."""
    return tuple(
        sum(rank == 1 for rank in ranks) for ranks in zip(*(o.ranks for o in found), strict=True)
    )
