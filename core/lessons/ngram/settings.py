"""The settings of an n-gram model that counts, reads and writes."""

from dataclasses import dataclass

from core.data.corpora import CODES
from core.lessons.settings import Settings, between, one_of, phrase
from core.ngrams.counts import LARGEST

DELTA = 0.1  # added to every count, so that no n-gram is impossible
CORPORA = (*CODES, "own")
FILMS = ("count", "read", "write")
TYPED = 40  # characters of a line that a reader types


@dataclass(frozen=True, kw_only=True)
class Ngram(Settings):
    """The text, n, what the picture shows the model do, and on what.

    ``sentence``: the line that is read; "": a held-out one, ``line``. ``seed``: of what is written.
    """

    corpus: str = one_of("names", CORPORA)
    unit: str = one_of("characters", ("characters", "words"))  # of a reader's own text
    n: int = between(2, 1, LARGEST, picked=True)
    film: str = one_of("count", FILMS)
    sentence: str = phrase("", 0, TYPED)
    line: int = between(0, 0, 99, pressed=True)
    seed: int = between(0, 0, 99, pressed=True)
