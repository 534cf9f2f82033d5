"""Examples of a window, and pairs that are counted, against plain loops over the lines."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.word_vectors.examples import NONE, examples, pair_counts, windows
from tests.core.word_vectors.texts import LINES, text_of

WINDOWS = st.integers(1, 4)


def neighbours(line, place, window):
    """The words around a place of a line, from left to right."""
    around = range(max(0, place - window), min(len(line), place + window + 1))
    return [int(line[k]) for k in around if k != place]


def loop(text, window):
    """For each word of the text: itself, its neighbours, its line and its place."""
    for k, line in enumerate(text.lines):
        for place, word in enumerate(line):
            yield int(word), neighbours(line, place, window), k, place


@given(LINES, WINDOWS)
def test_skip_gram_asks_the_middle_for_each_neighbour(lines, window):
    text = text_of(lines)
    expected = [(w, c, k, p) for w, around, k, p in loop(text, window) for c in around]
    found = examples(text, window, "skip_gram")
    columns = found.inputs[:, 0], found.targets, found.line, found.place
    assert list(zip(*(c.tolist() for c in columns), strict=True)) == expected
    assert found.inputs.shape == (len(expected), 1)


@given(LINES, WINDOWS)
def test_cbow_asks_all_neighbours_for_the_middle(lines, window):
    text = text_of(lines)
    found = examples(text, window, "cbow")
    asked = [found.of(k).tolist() for k in range(len(found))]
    columns = found.targets.tolist(), asked, found.line.tolist(), found.place.tolist()
    assert list(zip(*columns, strict=True)) == list(loop(text, window))
    assert all(NONE not in words for words in asked)


@given(LINES, WINDOWS)
def test_windows_leave_gaps_where_the_line_ends(lines, window):
    text = text_of(lines)
    for middle, around, k, place in zip(*windows(text, window), strict=True):
        line = text.lines[k]
        offsets = [o for o in range(-window, window + 1) if o]
        inside = [0 <= place + o < len(line) for o in offsets]
        right = [
            line[place + o] if there else NONE for o, there in zip(offsets, inside, strict=True)
        ]
        assert (line[place], right) == (middle, around.tolist())


@given(LINES, WINDOWS)
def test_pairs_are_counted_from_both_sides(lines, window):
    text = text_of(lines)
    expected = np.zeros((len(text.words),) * 2)
    for word, around, *_ in loop(text, window):
        for other in around:
            expected[word, other] += 1
    np.testing.assert_array_equal(pair_counts(text, window), expected)
    np.testing.assert_array_equal(expected, expected.T)


@pytest.mark.parametrize("architecture", ["skip_gram", "cbow"])
def test_both_read_the_same_windows(architecture):
    text = text_of()
    found = examples(text, 2, architecture)
    pairs = (found.inputs != NONE).sum()
    assert pairs == pair_counts(text, 2).sum() == 2 * (5 + 4 + 5 + 4 + 10 + 9)
