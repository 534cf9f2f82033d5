"""Huffman's tree: the textbook's, one that `heapq` makes, and what every such code keeps."""

import heapq
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.word_texts import word_text
from core.word_vectors.huffman import entropy, tree

TEXTBOOK = np.array([45, 13, 12, 16, 9, 5])
COUNTS = st.lists(st.integers(1, 60), min_size=1, max_size=40).map(np.array)


def by_heap(counts):
    """The children of each inner node, by a heap of (count, number of the node)."""
    heap = [(int(count), node) for node, count in enumerate(counts)]
    heapq.heapify(heap)
    joined = []
    while len(heap) > 1:
        (a, left), (b, right) = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (a + b, len(counts) + len(joined)))
        joined.append([left, right])
    return joined


def test_the_textbook():
    found = tree(TEXTBOOK)
    assert found.lengths.tolist() == [1, 3, 3, 3, 4, 4]
    assert (found.bits, found.mean_bits) == (224, 2.24)
    assert found.children.tolist() == [[5, 4], [2, 1], [6, 3], [7, 8], [0, 9]]
    assert found.counts[6:].tolist() == [14, 25, 30, 55, 100]
    codes = [found.code(leaf) for leaf in range(6)]
    assert codes == ["0", "101", "100", "111", "1101", "1100"]
    nodes, turns = found.path(5)
    assert (nodes.tolist(), turns.tolist()) == ([4, 3, 2, 0], [1, 1, 0, 0])


@given(COUNTS)
def test_it_is_the_tree_of_a_heap(counts):
    assert tree(counts).children.tolist() == by_heap(counts)


@given(COUNTS)
def test_no_code_begins_another_and_none_is_left_over(counts):
    found = tree(counts)
    codes = [found.code(leaf) for leaf in range(len(counts))]
    assert [len(code) for code in codes] == found.lengths.tolist()
    assert sum(Fraction(1, 2 ** len(code)) for code in codes) == 1
    ordered = sorted(codes)
    assert not any(b.startswith(a) for a, b in pairwise(ordered))


@given(COUNTS)
def test_mean_bits_lie_within_one_of_the_entropy(counts):
    found = tree(counts)
    assert entropy(counts) - 1e-9 <= found.mean_bits < entropy(counts) + 1
    assert found.bits == found.counts[len(counts) :].sum()  # every join adds a sign to its words


@given(COUNTS)
def test_paths_run_from_the_root_through_parents(counts):
    found = tree(counts)
    for leaf in range(found.size):
        nodes, turns = found.path(leaf)
        node = len(found.counts) - 1
        for inner, turn in zip(nodes, turns, strict=True):
            assert inner == node - found.size
            node = found.children[inner, turn]
        assert node == leaf


@given(COUNTS)
def test_the_layout_keeps_branches_apart(counts):
    found = tree(counts)
    leaves = sorted(range(found.size), key=lambda leaf: found.code(leaf))
    expected = (np.arange(found.size) + 0.5) / found.size
    np.testing.assert_allclose(found.x[leaves], expected)
    for k, (left, right) in enumerate(found.children):
        node = found.size + k
        assert found.x[left] < found.x[node] < found.x[right]
        assert found.depths[left] == found.depths[right] == found.depths[node] + 1


def test_entropy_of_equal_and_of_uneven_counts():
    assert entropy(np.array([3, 3, 3, 3])) == 2
    assert entropy(np.array([2, 1, 1, 0])) == 1.5


def test_one_word_needs_no_question_and_none_has_no_tree():
    assert (tree(np.array([7])).lengths.tolist(), tree(np.array([7])).code(0)) == ([0], "")
    with pytest.raises(ValueError, match="no words"):
        tree(np.array([]))


@pytest.mark.parametrize("counts", [TEXTBOOK, word_text("documentation").counts])
def test_gensim_codes_are_as_long(counts):
    """Of equal counts gensim may join others first: then the sum of all signs is the same."""
    word2vec = pytest.importorskip("gensim.models").Word2Vec
    model = word2vec(min_count=1, hs=1, negative=0)
    model.build_vocab_from_freq({str(k): int(count) for k, count in enumerate(counts)})
    lengths = np.array([len(model.wv.get_vecattr(str(k), "code")) for k in range(len(counts))])
    assert lengths @ counts == tree(counts).bits
    if len(set(counts)) == len(counts):
        assert lengths.tolist() == tree(counts).lengths.tolist()
