"""The glossary: what each symbol means, and in which lessons it has that meaning.

text/<language>/glossary.md has one section for each entry. Its first line says, between bars: how
it is written (symbols in `backticks`, then words); its name; where there is one, its shape. Below
stands the meaning. A lesson names its entries in its header: ``symbols: time hidden …``.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from ui.text import LANGUAGES, Text, lessons, load

if TYPE_CHECKING:
    from viz.view import Stage  # brings numpy, which the home page does without

STEM = "glossary"
_HERE = re.compile(r"\*(.+)\*")  # how a lesson marks the part of the model that it shows


@dataclass(frozen=True)
class Entry:
    """One meaning of a symbol or term: ``terms`` are other words for it than its name.

    ``other`` is its name in the other language.
    """

    symbols: tuple[str, ...]
    terms: tuple[str, ...]
    name: str
    other: str
    meaning: str
    shape: str = ""

    def has(self, asked: str) -> bool:
        """Whether a reader who types this may mean it: one letter is that symbol only."""
        asked = asked.strip()
        written = [form.replace("_", "") for form in (*self.symbols, *self.terms)]
        if re.fullmatch("[A-Za-z]", asked):
            return asked in written
        said = "\n".join((*written, self.name, self.other)).casefold()
        return asked.replace("_", "").casefold() in said


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
    meanings = tuple(asdict(entry) for entry in explains(text))
    return replace(stage, glossary=meanings, here=here)


def _entry(section: str, other: str) -> Entry:
    _, _, meaning = section.partition("\n")
    forms, name, shape = _line(section)
    written = [form for form in forms.split(", ") if form]
    symbols = tuple(form.strip("`") for form in written if form.startswith("`"))
    terms = tuple(form for form in written if not form.startswith("`"))
    return Entry(symbols, terms, name, other, meaning.replace("\n", " "), shape)


def _line(section: str) -> tuple[str, str, str]:
    """How it is written, its name and its shape: the first line of a section."""
    first, *_ = section.splitlines()
    forms, name, *shape = (part.strip() for part in first.split("|"))
    return forms, name, shape[0] if shape else ""
