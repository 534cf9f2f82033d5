"""The alignment error rate by hand, and against precision and recall of Och & Ney 2003."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.sentence_pairs import Pair
from core.errors import InputError
from core.measures.alignment import (
    alignment_error_rate,
    content_links,
    predicted_links,
    strict_counts,
    strict_error_rate,
)

LINKS = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)))


def test_worked_by_hand():
    """A = {00, 11, 22}, S = {00, 12}, P = S ∪ {11}: 1 − (1 + 2) / (3 + 2)."""
    predicted, sure = [(0, 0), (1, 1), (2, 2)], [(0, 0), (1, 2)]
    assert alignment_error_rate(predicted, sure, [(1, 1)]) == pytest.approx(1 - 3 / 5)
    assert alignment_error_rate(sure, sure, []) == 0
    assert alignment_error_rate([(2, 2)], sure, []) == 1
    assert alignment_error_rate([(1, 1)], [], [(1, 1)]) == 0


@settings(max_examples=60)
@given(LINKS, LINKS.filter(bool), LINKS)
def test_with_sure_links_only_it_is_one_minus_the_f_measure(predicted, sure, possible):
    """Section 3.1: AER is 1 − F where S = P; and possible links never make it worse."""
    rate = alignment_error_rate(predicted, sure, sure)
    precision = len(predicted & sure) / len(predicted) if predicted else 0
    recall = len(predicted & sure) / len(sure)
    f = 2 * precision * recall / (precision + recall) if precision + recall else 0
    assert rate == pytest.approx(1 - f)
    assert 0 <= alignment_error_rate(predicted, sure, possible) <= rate


def test_no_links_at_all_have_no_rate():
    with pytest.raises(InputError, match="predicted"):
        alignment_error_rate([], [], [(0, 0)])
    with pytest.raises(InputError, match="counts"):
        strict_error_rate([])


def example():
    """你 看 书 ↔ do you read the book: "do" and "the" have no sure link."""
    none, at = frozenset(), [frozenset({i}) for i in range(3)]
    sure = (none, at[0], at[1], none, at[2])
    content = (False, False, True, False, True)
    target = ("do", "you", "read", "the", "book")
    return Pair(
        ("你", "看", "书"), target, sure, (at[1], at[0], at[1], at[2], at[2]), content=content
    )


def attending(*positions, columns=3):
    return np.eye(columns)[list(positions)]


def test_the_largest_weight_links_and_the_first_of_equals_wins():
    assert predicted_links([[0.2, 0.7, 0.1], [0.5, 0.5, 0]]) == ((0, 1), (1, 0))
    with pytest.raises(InputError, match="matrix"):
        predicted_links([0.2, 0.8])


def test_strict_counts_ask_only_words_with_a_sure_link():
    assert strict_counts(attending(2, 0, 1, 0, 2), example()) == (3, 3)
    assert strict_counts(attending(0, 2, 1, 2, 1), example()) == (1, 3)
    assert strict_error_rate([(3, 3), (1, 3)]) == pytest.approx(1 / 3)


def test_strict_counts_with_the_end_of_both_sentences():
    weights = attending(3, 0, 1, 3, 3, 2, columns=4)
    assert strict_counts(weights, example()) == (2, 3)
    with pytest.raises(InputError, match="5 rows or more"):
        strict_counts(weights[:4], example())


def test_a_word_with_several_sure_links_counts_once():
    both = frozenset({0, 1})
    pair = Pair(("二", "月"), ("0", "2"), (both, both), (both, both), content=(True, True))
    assert strict_counts(attending(1, 0, columns=2), pair) == (2, 2)


def test_the_strict_rate_is_the_alignment_error_rate_of_one_link_a_word():
    pair = example()
    for positions in ((0, 0, 1, 0, 2), (0, 1, 1, 0, 0), (0, 2, 2, 0, 1)):
        weights = attending(*positions)
        asked = [(t, s) for t, s in predicted_links(weights) if pair.sure[t]]
        by_definition = alignment_error_rate(asked, list(pair.links()), [])
        assert strict_error_rate([strict_counts(weights, pair)]) == pytest.approx(by_definition)


def test_content_links_look_at_words_of_the_lexicon_only():
    assert content_links(attending(0, 1, 1, 0, 0), example()) == (1, 2)
