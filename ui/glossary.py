"""The glossary: what each symbol means, and in which lessons it has that meaning.

text/<language>/glossary.md has one section for each entry. Its first line says the symbols, as
pictures and equations write them, the name and, where there is one, the shape; below stands the
meaning. A lesson names its entries in its header: ``symbols: time hidden …``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from ui.text import LANGUAGES, Text, lessons, load
from viz.view import Stage

STEM = "glossary"
_HERE = re.compile(r"\*(.+)\*")  # how a lesson marks the part of the model that it shows


@dataclass(frozen=True)
class Entry:
    """One meaning of a symbol or term; ``other`` is its name in the other language."""

    symbols: tuple[str, ...]
    name: str
    other: str
    meaning: str
    shape: str = ""

    def has(self, asked: str) -> bool:
        """Whether a reader who types this may mean it: a symbol, or part of a name."""
        asked = asked.strip()
        names = f"{self.name}\n{self.other}".casefold()
        return asked.casefold() in names or any(_means(asked, symbol) for symbol in self.symbols)


def _means(asked: str, symbol: str) -> bool:
    """Whether this is the symbol, with or without the sign for an index, or a telling part."""
    asked, symbol = (said.replace("_", "") for said in (asked, symbol))
    return asked == symbol or (not re.fullmatch(r"[A-Za-z]?", asked) and asked in symbol)


def entries(language: str) -> dict[str, Entry]:
    """Return all entries by their codes, in the order of the file."""
    other = next(code for code in LANGUAGES if code != language)
    here, there = (load(STEM, each).sections for each in (language, other))
    return {code: _entry(section, _line(there[code])[1]) for code, section in here.items()}


def explains(text: Text) -> tuple[Entry, ...]:
    """Return the entries that a lesson names."""
    known = entries(text.language)
    return tuple(known[code] for code in text.symbols)


def places(language: str) -> dict[str, list[Text]]:
    """Return for each entry that is used the lessons that use it; along the road."""
    found: dict[str, list[Text]] = {}
    for text in lessons(language):
        for code in text.symbols:
            found.setdefault(code, []).append(text)
    return found


def whereabouts(text: Text) -> tuple[tuple[str, bool], ...]:
    """Return the parts of the whole model, from its input on, and whether the lesson shows each.

    They are the labels ``here.1``, ``here.2``, …; what the lesson shows stands between asterisks.
    """
    parts = text.words("here").values()
    return tuple((_HERE.sub(r"\1", part), bool(_HERE.fullmatch(part))) for part in parts)


def explained(stage: Stage, text: Text) -> Stage:
    """Return the stage with what its symbols mean, and with where in the model it is."""
    here = tuple({"part": part, "now": now} for part, now in whereabouts(text))
    return replace(stage, glossary=tuple(_plain(explains(text))), here=here)


def _plain(found: Iterable[Entry]) -> Iterable[Mapping[str, Any]]:
    return (asdict(entry) for entry in found)


def _entry(section: str, other: str) -> Entry:
    _, _, meaning = section.partition("\n")
    symbols, name, shape = _line(section)
    found = tuple(re.findall(r"`([^`]+)`", symbols))
    return Entry(found, name, other, meaning.replace("\n", " "), shape)


def _line(section: str) -> tuple[str, str, str]:
    """The symbols, the name and the shape, from the first line of a section."""
    first, *_ = section.splitlines()
    symbols, name, *shape = (part.strip() for part in first.split(" | "))
    return symbols, name, shape[0] if shape else ""
