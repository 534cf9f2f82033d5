"""Dates against babel itself, and the fields that each digit comes from."""

from datetime import date
from hashlib import sha256
from itertools import product

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.dates import FIRST, FORMS, LAST, LOCALES, forms, splits, written
from core.errors import InputError

DAYS = st.dates(FIRST, LAST)
ISO = "2026-11-02"
FINGERPRINT = "39100f2bfcb43659"


def spans(day, locale, form="long"):
    """The texts that the year, month and day of the ISO date are linked to."""
    found = written(day, locale, form)
    assert found.sure[4] == found.sure[7] == frozenset()
    return ["".join(found.source[p] for p in sorted(found.sure[t])) for t in (0, 5, 8)]


def test_many_locales_chinese_japanese_and_korean_among_them():
    assert len(set(LOCALES)) >= 15
    assert {"zh_CN", "ja_JP", "ko_KR"} <= set(LOCALES)


@settings(max_examples=60)
@given(DAYS, st.sampled_from(LOCALES), st.sampled_from(FORMS))
def test_it_is_what_babel_writes(day, locale, form):
    if form not in forms(locale):
        with pytest.raises(InputError, match="form must be one of"):
            written(day, locale, form)
        return
    found = written(day, locale, form)
    assert "".join(found.source) == format_date(day, form, locale=locale)
    assert "".join(found.target) == day.isoformat()


@settings(max_examples=60)
@given(DAYS, st.sampled_from(LOCALES))
def test_the_fields_hold_what_the_calendar_says(day, locale):
    months = Locale.parse(locale).months
    names = {month[day.month] for style in months.values() for month in style.values()}
    for form in forms(locale):
        year, month, number = spans(day, locale, form)
        assert int(year) == day.year
        assert int(number) == day.day
        assert month in names or int(month) == day.month


@pytest.mark.parametrize(
    ("locale", "form", "expected"),
    [
        ("zh_CN", "full", ["2026", "11", "2"]),
        ("ja_JP", "medium", ["2026", "11", "02"]),
        ("ko_KR", "long", ["2026", "11월", "2"]),
        ("en_US", "long", ["2026", "November", "2"]),
        ("es_ES", "full", ["2026", "noviembre", "2"]),
        ("vi_VN", "long", ["2026", "tháng 11", "2"]),
    ],
)
def test_fields_by_hand(locale, form, expected):
    assert spans(date.fromisoformat(ISO), locale, form) == expected


def test_no_text_means_two_days():
    meanings = {}
    for month, number in product(range(1, 13), range(1, 13)):  # 02/11 could be two days
        day = date(2011, month, number)
        for locale in LOCALES:
            for form in forms(locale):
                text = written(day, locale, form).source
                assert meanings.setdefault(text, day) == day


def test_splits_are_disjoint_and_the_new_days_are_new():
    found = splits()
    parts = (found.train, found.development, found.held_out, found.compositional)
    assert all(parts)
    sources = [pair.source for part in parts for pair in part]
    assert len(set(sources)) == len(sources)
    days = [{pair.target for pair in part} for part in parts]
    assert not days[3] & (days[0] | days[1] | days[2])
    known = {character for pair in found.train for character in pair.source}
    assert all(set(source) <= known for source in sources)


def test_everybody_gets_the_same():
    text = repr([(pair.source, pair.target) for pair in splits().train[:1000]])
    assert sha256(text.encode()).hexdigest()[:16] == FINGERPRINT


def test_unknown_locales_are_refused():
    with pytest.raises(InputError, match="locale must be one of"):
        forms("xx")
