"""Sentences, orders and what is asked, as the reader and the link may write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.order_task import FILLERS, encode
from core.errors import InputError
from core.lessons.positional_encoding.shuffle import (
    ASKED,
    MOST,
    ORDER,
    SENTENCE,
    asked_of,
    numbers,
    once,
    order_of,
    symbols,
    words_of,
)

WORDS = words_of(SENTENCE)


def test_words_are_split_at_spaces_and_chinese_into_characters():
    assert WORDS == ("the", "cat", "saw", "the", "dog", "under", "the", "old", "tree")
    assert words_of("猫看见狗") == ("猫", "看", "见", "狗")


@pytest.mark.parametrize(
    ("sentence", "field"),
    [("a b", "words"), (" ".join("abcdefghijklm"), "words"), ("a a a b", "once"), ("   ", "words")],
)
def test_sentences_that_cannot_be_asked_about(sentence, field):
    with pytest.raises(InputError) as error:
        words_of(sentence)
    assert error.value.field == field


def test_the_default_order_reads_well_and_swaps_cat_and_dog():
    order = order_of(ORDER, WORDS)
    assert " ".join(WORDS[word] for word in order) == "under the old tree the dog saw the cat"
    assert [WORDS[word] for word in asked_of(ASKED, WORDS)] == ["cat", "dog"]


@given(st.text(max_size=20))
def test_any_order_from_a_link_is_an_order(code):
    assert sorted(order_of(code, WORDS)) == list(range(9))
    first, second = asked_of(code, WORDS)
    assert first < second
    assert {first, second} <= set(once(WORDS))


def test_what_cannot_be_asked_falls_back():
    assert order_of("0.1", ("a", "b", "c")) == (2, 1, 0)
    assert asked_of("0.3", WORDS) == (1, 8)  # "the" occurs three times
    assert numbers("1.x") == ()


def test_words_become_symbols_of_the_task():
    assert symbols(WORDS, (1, 4), FILLERS) == "cAdcBecfg?"
    assert len(FILLERS) >= MOST - 2
    encode(symbols(WORDS, (1, 4), FILLERS))  # the network can read them
