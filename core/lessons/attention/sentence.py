"""The sentence that the translator is given: words that it knows, and what is known of them."""

from dataclasses import replace
from datetime import date

from core.data.sentence_pairs import Pair
from core.errors import InputError
from core.shipped.readings import Reading
from core.shipped.vocabularies import vocabulary


def date_reading(day: str, locale: str, form: str) -> Reading:
    """A date as a locale writes it, character by character.

    Raises:
        InputError: a ``date`` that is none or not of 1950–2049, or a ``locale`` or ``form`` that
            is not known.
    """
    from core.data.dates import FIRST, LAST, written  # with babel: only for dates

    try:
        asked = date.fromisoformat(day)
    except ValueError as error:
        raise InputError("date", "a day, as in 2026-11-22", day) from error
    if not FIRST <= asked <= LAST:
        raise InputError("date", f"{FIRST}–{LAST}", day)
    pair = digit_by_digit(written(asked, locale, form))
    return Reading(pair.source, pair)


def digit_by_digit(pair: Pair) -> Pair:
    """A date whose digits are linked one to one where a field is written with the same digits.

    The other digits of the field stay possible.
    """
    from core.data.dates import FIELDS

    sure = list(pair.sure)
    for field in FIELDS.values():
        places = sorted(pair.sure[field.start])
        if tuple(pair.source[place] for place in places) == pair.target[field]:
            sure[field] = [frozenset({place}) for place in places]
    return replace(pair, sure=tuple(sure))


def locale_name(locale: str, language: str) -> str:
    """What a locale is called in a language, e.g. "German (Germany)"."""
    from babel import Locale

    return Locale.parse(locale).get_display_name(language) or locale


def beginning(text: str, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a typed beginning that a translator can write, and those that it cannot.

    A word may be written in capitals or not.
    """
    words = set(vocabulary(name, "target"))
    found: list[str] = []
    unknown: list[str] = []
    for word in text.split():
        spelled = [w for w in (word, word.lower(), word.capitalize()) if w in words]
        (found if spelled else unknown).append(spelled[0] if spelled else word)
    return tuple(found), tuple(unknown)
