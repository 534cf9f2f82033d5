"""Dates as the languages of the world write them, to ISO 8601, character by character.

The forms come from babel and the Unicode CLDR. Every digit of "2026-11-22" is linked to the
field, year, month or day, that it comes from. Forms with a year of two digits are left out: they
would leave open which century is meant, and "02/11/26" which number is the month.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from random import Random

from babel import Locale
from babel.dates import DateTimeFormat, tokenize_pattern

from core.data.locales import FORMS, LOCALES
from core.data.sentence_pairs import Pair, Splits
from core.errors import InputError

FIELDS = {"y": slice(0, 4), "M": slice(5, 7), "L": slice(5, 7), "d": slice(8, 10)}  # of ISO dates
FIRST, LAST = date(1950, 1, 1), date(2049, 12, 31)
TRAIN, DEVELOPMENT, HELD_OUT = 12_000, 500, 1_500
NEW_DAYS = 400  # days that no training date falls on, for the compositional split
COMPOSITIONAL = 600


@cache
def forms(locale: str) -> tuple[str, ...]:
    """The forms of a locale that say which day is meant, of full, long, medium and short.

    Raises:
        InputError: a locale that is not one of ``LOCALES``.
    """
    if locale not in LOCALES:
        raise InputError("locale", f"one of {', '.join(LOCALES)}", locale)
    return tuple(form for form in FORMS if "yy" not in _pattern(locale, form))


def _pattern(locale: str, form: str) -> str:
    return Locale.parse(locale).date_formats[form].pattern


@cache
def pieces(pattern: str) -> tuple[tuple[str, str], ...]:
    """A pattern as ("", text) and (field, pattern of the field): ("M", "MMMM")."""
    found: list[tuple[str, str]] = []
    for kind, piece in tokenize_pattern(pattern):
        letter, width = ("", 0) if kind == "chars" else (str(piece[0]), int(piece[1]))
        found.append((letter, letter * width if letter else str(piece)))
    return tuple(found)


def written(day: date, locale: str, form: str = "long") -> Pair:
    """A date as a locale writes it, and the ISO date, both as characters.

    A digit of the ISO date surely comes from any character of its field; the hyphens come from
    nothing.

    Raises:
        InputError: a locale or form that is not known, or that has a year of two digits.
    """
    if form not in forms(locale):
        raise InputError("form", f"one of {', '.join(forms(locale))}", form)
    fields = DateTimeFormat(day, locale)
    text, links = "", [frozenset[int]()] * 10
    for field, pattern in pieces(_pattern(locale, form)):
        piece = fields[pattern] if field else pattern
        if field in FIELDS:
            place = FIELDS[field]
            span = frozenset(range(len(text), len(text) + len(piece)))
            links[place] = [span] * (place.stop - place.start)
        text += piece
    phenomena = frozenset((f"locale:{locale}", f"form:{form}"))
    content = tuple(bool(link) for link in links)
    return Pair(tuple(text), tuple(day.isoformat()), tuple(links), tuple(links), phenomena, content)


def _stream(rng: Random, days: Sequence[int], barred: frozenset[int]) -> Iterator[Pair]:
    """Dates of these days (as ordinals) in random locales and forms, none written twice."""
    seen: set[tuple[str, ...]] = set()
    while True:
        locale = rng.choice(LOCALES)
        form, ordinal = rng.choice(forms(locale)), rng.choice(days)
        found = written(date.fromordinal(ordinal), locale, form)
        if found.source not in seen and ordinal not in barred:
            seen.add(found.source)
            yield found


@cache
def splits(seed: int = 0) -> Splits:
    """Dates to learn from and to be judged on; the same for the same seed.

    ``held_out``: texts that are not in training. ``compositional``: days that training never
    shows in any language. There is no ``longer``: a date is as long as it is.
    """
    rng = Random(f"dates {seed}")  # noqa: S311 (dates, no secrets)
    days = range(FIRST.toordinal(), LAST.toordinal() + 1)
    new = rng.sample(days, NEW_DAYS)
    stream = _stream(rng, days, frozenset(new))
    plain = [next(stream) for _ in range(HELD_OUT + DEVELOPMENT + TRAIN)]
    unseen = _stream(rng, new, frozenset())
    return Splits(
        train=tuple(plain[HELD_OUT + DEVELOPMENT :]),
        development=tuple(plain[HELD_OUT : HELD_OUT + DEVELOPMENT]),
        held_out=tuple(plain[:HELD_OUT]),
        compositional=tuple(next(unseen) for _ in range(COMPOSITIONAL)),
    )
