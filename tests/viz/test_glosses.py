"""Chinese words carry a gloss in English and none in Chinese."""

from ui.lessons.attention.sentence import of_dates
from ui.text import load
from viz.glosses import below, within

ENGLISH, CHINESE = (load("attention", language) for language in ("en", "zh"))


def test_a_word_carries_its_gloss_in_english_only():
    assert below(("昨天", "的", "。"), ENGLISH.labels) == ["yesterday", "of", ""]
    assert within("昨天", ENGLISH.labels) == "昨天 (yesterday)"
    assert within("。", ENGLISH.labels) == "。"
    assert below(("昨天", "的"), CHINESE.labels) == ["", ""]
    assert within("昨天", CHINESE.labels) == "昨天"


def test_the_characters_of_a_date_have_none():
    labels = of_dates(ENGLISH).labels
    assert below("六月", labels) == ["", ""]
    assert within("六", labels) == "六"
