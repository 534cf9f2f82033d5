"""A short English gloss for each Chinese word that the translators read.

Words of the lexicon carry their own translation; ``data/chinese_english/glosses.csv`` has those of
the grammar, as a linguist would label them (了 "done", 的 "of"), and shorter ones.
"""

import csv
from collections.abc import Iterator
from functools import cache

from core.data.chinese_english.lexicon import FOLDER, frames

TABLES = ("people", "things", "places", "times", "adjectives")


def gloss(word: str) -> str:
    """Return what a word means, in a word or two; "" for signs and words that are not known."""
    return _glosses().get(word, "")


@cache
def _glosses() -> dict[str, str]:
    found: dict[str, str] = {}
    for chinese, english in (*_rows("glosses"), *_lexicon()):
        found.setdefault(chinese, english)
    return found


def _lexicon() -> Iterator[tuple[str, str]]:
    """Nouns, times, qualities and verbs with their first translation, articles left out."""
    for name in TABLES:
        yield from ((word, _plain(english)) for word, english in _rows(name))
    yield from ((f.verb.chinese, _plain(f.verb.base)) for f in frames().values())


def _rows(name: str) -> Iterator[tuple[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from ((row["chinese"], row["english"]) for row in csv.DictReader(file))


def _plain(english: str) -> str:
    """A translation without the words that have no Chinese counterpart: "the~ park" is "park"."""
    return " ".join(part for part in english.split() if not part.endswith("~"))
