"""Our own English sentences, and what a reader writes as words."""

import pytest

from core.data.english import read, sentences
from core.errors import InputError

KNOWN = ("Lili", "tea", "Tom", "'s", ".", ",", "drinks", "?")


def test_no_sentence_stands_twice_and_none_in_both_parts():
    learnt, new = sentences()
    assert len(set(learnt)) == len(learnt) > 25_000
    assert len(set(new)) == len(new) > 1_000
    assert not set(learnt) & set(new)
    assert {word for sentence in new for word in sentence} <= {w for s in learnt for w in s}


def test_signs_are_words_and_upper_case_is_as_it_is_known():
    assert read("tom's TEA, lili.", KNOWN, 9) == ("Tom", "'s", "tea", ",", "Lili", ".")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("Lili drinks beer or wine", "words that the network knows, got beer or wine"),
        ("   ", "words that the network knows, got $"),
        ("tea tea tea tea", "at most 3 words, got 4"),
    ],
)
def test_what_cannot_be_read_is_refused(written, message):
    with pytest.raises(InputError, match=f"sentence must be {message}"):
        read(written, KNOWN, 3)
