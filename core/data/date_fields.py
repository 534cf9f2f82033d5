"""Dates in 15 locales, and for every character the field that it belongs to, as a BIO tag.

B begins a field, I continues it, O is outside of all (Ramshaw & Marcus 1995, "Text chunking using
transformation-based learning"). Order, words and separators are those of the Unicode CLDR, by
babel: three locales write the month first ("4/30/2026"), seven the day ("30.4.2026"), five the
year. The locales are chosen so that what is written always has one reading: with the year last,
a slash means that the month comes first. That is said only *after* the first number.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from random import Random

from babel import Locale
from babel.dates import DateTimeFormat

from core.data.dates import FIRST, LAST, pieces
from core.errors import InputError

MONTH_FIRST = ("en_US", "fil_PH", "es_PA")  # in numbers; in words es_PA has the day first
DAY_FIRST = ("da_DK", "de_DE", "fi_FI", "nl_NL", "pl_PL", "ru_RU", "tr_TR")
YEAR_FIRST = ("hu_HU", "ja_JP", "ko_KR", "sv_SE", "zh_CN")  # in numbers; in words sv_SE: day
LOCALES = (*MONTH_FIRST, *DAY_FIRST, *YEAR_FIRST)
FORMS = ("full", "long", "medium", "yMd", "yMEd")  # the last two: in numbers, without, with weekday
TAGS = ("O", "B-year", "I-year", "B-month", "I-month", "B-day", "I-day")
FIELDS = {"y": "year", "M": "month", "L": "month", "d": "day"}  # by the letter of a pattern
TRAIN, HELD_OUT = 12_000, 1_500


@dataclass(frozen=True)
class TaggedDate:
    """A date as it is written: characters, and a tag of ``TAGS`` for each."""

    text: str
    tags: tuple[str, ...]
    locale: str
    form: str


def pattern(locale: str, form: str) -> str:
    """The pattern that a locale writes a form with: "dd.MM.y".

    Raises:
        InputError: a locale or form that is not known.
    """
    for field, value, known in (("locale", locale, LOCALES), ("form", form, FORMS)):
        if value not in known:
            raise InputError(field, f"one of {', '.join(known)}", value)
    found = Locale.parse(locale)
    forms = found.date_formats if form in found.date_formats else found.datetime_skeletons
    return forms[form].pattern


def tagged(day: date, locale: str, form: str = "yMd") -> TaggedDate:
    """A day as a locale writes it, each character with its tag. Every space is a plain one.

    Raises:
        InputError: a locale or form that is not known.
    """
    fields = DateTimeFormat(day, locale)
    text, tags = "", []
    for letter, inside in pieces(pattern(locale, form)):
        piece = fields[inside] if letter else inside
        field = FIELDS.get(letter)
        text += piece
        tags += [f"{'I' if k else 'B'}-{field}" if field else "O" for k in range(len(piece))]
    return TaggedDate("".join(" " if c.isspace() else c for c in text), tuple(tags), locale, form)


def _stream(rng: Random, days: Sequence[int]) -> Iterator[TaggedDate]:
    """Dates of these days (as ordinals) in random locales and forms, no text twice."""
    seen: set[str] = set()
    while True:
        day = date.fromordinal(rng.choice(days))
        found = tagged(day, rng.choice(LOCALES), rng.choice(FORMS))
        if found.text not in seen:
            seen.add(found.text)
            yield found


@cache
def splits(seed: int = 0) -> tuple[tuple[TaggedDate, ...], tuple[TaggedDate, ...]]:
    """Dates to learn from, and others to be judged on; no text is in both."""
    rng = Random(f"date fields {seed}")  # noqa: S311 (dates, no secrets)
    stream = _stream(rng, range(FIRST.toordinal(), LAST.toordinal() + 1))
    found = tuple(next(stream) for _ in range(HELD_OUT + TRAIN))
    return found[HELD_OUT:], found[:HELD_OUT]


@cache
def _shapes() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Locale, form, and what its dates look like: numbers, words, and what stands between."""
    found = []
    for locale, form in product(LOCALES, FORMS):
        parts = pieces(pattern(locale, form))
        digits = {"y", "M", "L", "MM", "LL", "d", "dd"}
        shape = [(r"\d+" if p in digits else ".+") if f else re.escape(p) for f, p in parts]
        found.append((locale, form, re.compile("".join(shape).replace("\u202f", " "))))
    return tuple(found)


def reading(text: str) -> tuple[str, ...] | None:
    """The tags of a text that one of the locales writes for some day; None if none does."""
    year = re.search(r"[1-9]\d{3}", text)
    if year is None:
        return None
    y, numbers = int(year[0]), sorted({int(found) for found in re.findall(r"\d{1,2}", text)})
    days = [date(y, m, d) for m in range(1, 13) for d in numbers if 0 < d <= monthrange(y, m)[1]]
    for locale, form, shape in _shapes():
        if shape.fullmatch(text):
            for day in days:
                if (found := tagged(day, locale, form)).text == text:
                    return found.tags
    return None
