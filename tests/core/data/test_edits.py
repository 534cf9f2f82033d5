from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.edits import Place, aligned, edits

SENTENCES = st.lists(st.sampled_from("abc"), max_size=7).map(tuple)


def fewest(one, other):
    """The definition, without a table."""

    @cache
    def cost(i, j):
        if i == 0 or j == 0:
            return i + j
        replaced = cost(i - 1, j - 1) + (one[i - 1] != other[j - 1])
        return min(replaced, cost(i - 1, j) + 1, cost(i, j - 1) + 1)

    return cost(len(one), len(other))


def test_kitten_and_sitting():
    """The textbook example, worked by hand: k→s, e→i, and a g at the end."""
    assert edits("kitten", "sitting") == 3
    columns = aligned("kitten", "sitting")
    assert columns == (*(Place(k, k) for k in range(6)), Place(None, 6))


def test_a_word_too_many_and_a_word_left_out():
    assert aligned(["he", "very", "sees"], ["he", "sees", "her"]) == (
        Place(0, 0),
        Place(1, None),
        Place(2, 1),
        Place(None, 2),
    )


@given(SENTENCES, SENTENCES)
def test_an_alignment_has_every_word_once_in_order_and_costs_the_fewest_edits(one, other):
    columns = aligned(one, other)
    assert [c.written for c in columns if c.written is not None] == list(range(len(one)))
    assert [c.right for c in columns if c.right is not None] == list(range(len(other)))
    paid = sum(
        c.written is None or c.right is None or one[c.written] != other[c.right] for c in columns
    )
    assert paid == edits(one, other) == fewest(one, other)


@pytest.mark.parametrize("words", [(), ("a",), ("a", "b")])
def test_nothing_to_edit(words):
    assert edits(words, words) == 0
    assert edits(words, ()) == len(words)
