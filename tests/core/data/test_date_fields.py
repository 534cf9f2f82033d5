"""Dates and their tags against babel itself, and that what is written has one reading only."""

from collections import Counter
from datetime import date
from hashlib import sha256
from itertools import product

import pytest
from babel.dates import format_date, format_skeleton
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.date_fields import (
    DAY_FIRST,
    FORMS,
    HELD_OUT,
    LOCALES,
    MONTH_FIRST,
    TAGS,
    TRAIN,
    YEAR_FIRST,
    reading,
    splits,
    tagged,
)
from core.data.dates import FIRST, LAST
from core.errors import InputError

DAY = date(2026, 4, 30)


def fields(found):
    """The text of each field, in the order in which they are written."""
    texts = {}
    for character, tag in zip(found.text, found.tags, strict=True):
        if tag != "O":
            begins, field = tag.split("-")
            assert (begins == "B") == (field not in texts)
            texts[field] = texts.get(field, "") + character
    return texts


@settings(max_examples=80)
@given(st.dates(FIRST, LAST), st.sampled_from(LOCALES), st.sampled_from(FORMS))
def test_it_is_what_babel_writes_and_the_tags_mark_its_fields(day, locale, form):
    found = tagged(day, locale, form)
    write = format_skeleton if form.startswith("y") else format_date
    written = write(form, day, locale=locale) if form.startswith("y") else write(day, form, locale)
    assert found.text == " ".join(written.replace("\u202f", " ").split(" "))
    parts = fields(found)
    assert (int(parts["year"]), int(parts["day"])) == (day.year, day.day)
    assert set(found.tags) <= set(TAGS)


@pytest.mark.parametrize(
    ("locales", "order"),
    [
        (MONTH_FIRST, ["month", "day", "year"]),
        (DAY_FIRST, ["day", "month", "year"]),
        (YEAR_FIRST, ["year", "month", "day"]),
    ],
)
def test_the_order_of_numbers_follows_the_locale(locales, order):
    for locale in locales:
        assert list(fields(tagged(DAY, locale, "yMd"))) == order


def test_one_date_by_hand():
    found = tagged(DAY, "en_US", "yMEd")
    assert found.text == "Thu, 4/30/2026"
    assert found.tags[5:9] == ("B-month", "O", "B-day", "I-day")
    assert found.tags[:5] == ("O",) * 5


def test_no_text_is_in_both_parts_or_twice_in_one():
    train, held_out = splits()
    assert (len(train), len(held_out)) == (TRAIN, HELD_OUT)
    assert len({found.text for found in train + held_out}) == TRAIN + HELD_OUT


def test_what_is_written_has_one_reading_only():
    readings = {}
    for ordinal in range(FIRST.toordinal(), LAST.toordinal(), 91):
        day = date.fromordinal(ordinal)
        for locale, form in product(LOCALES, FORMS):
            found = tagged(day, locale, form)
            assert readings.setdefault(found.text, found.tags) == found.tags


def test_a_written_date_is_read_back():
    for found in splits()[1][:200]:
        assert reading(found.text) == found.tags


@pytest.mark.parametrize(
    "text", ["", "2026", "30/4/2026", "4/31/2026", "4/30/26", "4/30/0000", "Mon, 4/30/2026"]
)
def test_what_no_locale_writes_has_no_reading(text):
    assert reading(text) is None


def test_the_dates_are_those_that_were_learnt_from():
    texts = "\n".join(found.text for found in splits()[0])
    assert sha256(texts.encode()).hexdigest()[:16] == "eeabdd6455648e74"
    counts = Counter(found.locale for found in splits()[0])
    assert min(counts.values()) > 0.9 * TRAIN / len(LOCALES)


@pytest.mark.parametrize(("locale", "form"), [("en_GB", "yMd"), ("en_US", "short")])
def test_what_is_not_known_is_refused(locale, form):
    with pytest.raises(InputError, match="one of"):
        tagged(DAY, locale, form)
