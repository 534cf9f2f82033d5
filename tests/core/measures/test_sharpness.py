"""Sharpness and error: by hand on one sentence, and as the shipped evaluation has them."""

import numpy as np
import pytest

from core.data.sentence_pairs import Pair
from core.measures.sharpness import Figures, held_out, looks, means
from tests.core.lessons.attention.test_lesson import trace

LINKS = (frozenset({0}), frozenset(), frozenset({1, 2}))


def pair(target=("a", "b", "c")):
    return Pair(("一", "二", "三"), target, LINKS, LINKS, content=(True, False, True))


def test_one_sentence_by_hand():
    weights = [[0.5, 0.3, 0.1, 0.1], [0, 0, 1, 0], [0.7, 0.2, 0.1, 0], [0, 0, 0, 1]]
    found = looks(trace(weights, ("a", "b", "c", "⟨end⟩")), pair())
    assert found.largest == pytest.approx((0.5 + 1 + 0.7 + 1) / 4)
    assert (found.right, found.asked) == (1, 2)  # a looks at its link, c does not; b has none


def test_gold_links_say_nothing_of_another_translation():
    assert looks(trace(np.eye(4), ("a", "b", "x", "⟨end⟩")), pair()) is None


def test_means_are_over_the_seeds_of_one_model():
    runs = (Figures("dot", 0, 0.9, 0.8, 0.2, 0.7), Figures("dot", 1, 0.7, 0.6, 0.4, 0.5))
    found = means((*runs, Figures("none", 0, 0.1)), "dot")
    assert (found.seed, found.exact) == (2, pytest.approx(0.8))
    assert [found.largest, found.error, found.content] == pytest.approx([0.7, 0.3, 0.6])
    assert means((Figures("none", 0, 0.1),), "none").error is None


def test_the_shipped_figures_are_shares():
    for figures in held_out():
        shares = [figures.exact, figures.largest, figures.error, figures.content]
        assert all(share is None or 0 <= share <= 1 for share in shares)
        assert (figures.error is None) == (figures.scoring == "none")
