"""Scores of heads on patterns drawn by hand, and against a second way to count."""

import numpy as np
import pytest

from core.measures.head_scores import copied_from, induction, last_seen, previous_token


def test_three_heads_by_hand():
    back = np.diag([1.0, 1.0, 1.0], -1)  # looks at the position before
    itself, even = np.eye(4), np.tril(np.ones((4, 4))) / np.arange(1, 5)[:, None]
    found = previous_token(np.stack([back, itself, even]))
    assert found == pytest.approx([1.0, 0.0, (1 / 2 + 1 / 3 + 1 / 4) / 3])


def test_the_induction_score_of_a_repetition_by_hand():
    # a b a b: the second a stood at place 0, so b at 1 is looked for; the second b, a at 2
    weights = np.zeros((1, 4, 4))
    weights[0, 2, 1], weights[0, 3, 2], weights[0, 3, 1] = 0.8, 0.3, 0.7
    assert induction(weights, "abab") == pytest.approx([(0.8 + 0.3) / 2])


def test_the_last_place_counts_and_a_symbol_just_repeated_points_to_itself():
    assert last_seen("abacaa") == [None, None, 0, None, 2, 4]
    weights = np.random.default_rng(0).dirichlet(np.ones(6), size=(2, 6))
    expected = weights[:, [2, 4, 5], [1, 3, 5]].mean(axis=1)
    assert induction(weights, "abacaa") == pytest.approx(expected)


def test_a_copy_comes_from_where_the_text_went_on_as_here():
    words = ["the", "cat", "sat", "on", "the", "mat"] * 2
    found = copied_from(words)
    assert found[4] == 0  # no "the" before was followed by "mat"
    assert found[6:11] == [0, 1, 2, 3, 4]
    assert all(words[seen + 1] == words[t + 1] for t, seen in enumerate(found[6:11], 6))
    assert last_seen(words)[6] == 4


def test_where_nothing_can_be_scored_there_is_no_number():
    assert np.isnan(induction(np.full((2, 3, 3), 1 / 3), "abc")).all()
    assert np.isnan(previous_token(np.ones((2, 1, 1)))).all()
