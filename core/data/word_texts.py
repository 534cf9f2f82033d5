"""Texts to learn word vectors from: documentation, and sentences of our own grammar. Free of torch.

A line is a paragraph or a sentence as its words, without punctuation and numbers. Words that are
too rare are left out before anything else, as word2vec does, so that others become neighbours.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from core.data import corpora
from core.data.chinese_english import splits
from core.traces.base import Array

CODES = ("documentation", "chinese", "english")
RARE = {"documentation": 10, "chinese": 5, "english": 5}  # a word must be seen so often
WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", re.UNICODE)


@dataclass(frozen=True, eq=False)
class WordText:
    """A text as the numbers of its words.

    Attributes:
        code: "documentation", "chinese" or "english".
        words: the vocabulary, the commonest first.
        lines: each paragraph or sentence, as places in the vocabulary.
    """

    code: str
    words: tuple[str, ...]
    lines: tuple[Array, ...]

    @cached_property
    def counts(self) -> Array:
        """How often each word stands in the text, (word,)."""
        return np.bincount(np.concatenate(self.lines), minlength=len(self.words))

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each word stands in the vocabulary."""
        return {word: place for place, word in enumerate(self.words)}


@cache
def word_text(code: str) -> WordText:
    """The training text of a code of `CODES`."""
    return cut(code, _lines(code), RARE[code])


def cut(code: str, lines: Iterable[Iterable[str]], least: int) -> WordText:
    """Lines of words as a text whose vocabulary are the words seen at least so often."""
    kept = [[word for word in line if WORD.fullmatch(word)] for line in lines]
    seen = Counter(word for line in kept for word in line)
    words = sorted((w for w, n in seen.items() if n >= least), key=lambda w: (-seen[w], w))
    places = {word: place for place, word in enumerate(words)}
    found = (np.array([places[w] for w in line if w in places], dtype=int) for line in kept)
    return WordText(code, tuple(words), tuple(line for line in found if len(line) > 1))


def _lines(code: str) -> Iterable[Iterable[str]]:
    if code == "documentation":
        training = corpora.corpus("words").training
        return ([w for w in line if len(w) > 1 or w == "a"] for line in training)  # no variables
    pairs = splits().train
    return [pair.source if code == "chinese" else pair.target for pair in pairs]
