"""The hierarchical softmax: gradients against autograd, and leaves that sum to 1."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn.functional import logsigmoid

from core.word_vectors.examples import pair_counts
from core.word_vectors.hierarchical import leaf_probabilities, loss, node_probabilities, step, train
from core.word_vectors.huffman import tree
from core.word_vectors.training import Budget, start
from tests.core.word_vectors.texts import text_of

COUNTS = np.array([45, 13, 12, 16, 9, 5])
TREE = tree(COUNTS)
HIDDEN, RATE = 4, 0.3


def vectors(seed=0):
    """Vectors of the words and of the inner nodes, float64."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(6, HIDDEN)), rng.normal(size=(5, HIDDEN))


@pytest.mark.parametrize("leaf", range(6))
@pytest.mark.parametrize("inputs", [[2], [2, 0, 2, 5]])
def test_every_vector_moves_against_its_gradient(leaf, inputs):
    W, inner = vectors()
    first, second = (torch.tensor(x, requires_grad=True) for x in (W, inner))
    nodes, turns = TREE.path(leaf)
    signs = torch.tensor(2.0 * turns - 1)
    score = second[nodes] @ first[inputs].mean(dim=0)
    minus_log_p = -logsigmoid(signs * score).sum()
    assert minus_log_p.item() == pytest.approx(
        -np.log(leaf_probabilities(TREE, inner, W[inputs].mean(axis=0))[leaf])
    )
    gradients = torch.autograd.grad(minus_log_p, (first, second))
    step(W, inner, np.array(inputs), (nodes, turns), RATE)
    for found, before, gradient in zip((W, inner), (first, second), gradients, strict=True):
        right = before.detach() - RATE * gradient
        np.testing.assert_allclose(found, right, rtol=0, atol=1e-14)


def test_by_hand():
    """Three words, a: 2, b: 1, c: 1; b and c are joined first, then they and a."""
    found = tree(np.array([2, 1, 1]))
    inner = np.array([[np.log(3), 0.0], [0.0, np.log(4)]])  # σ = ¾ and ⅘ with h = (1, 1)
    right = leaf_probabilities(found, inner, np.ones(2))
    assert [found.code(k) for k in range(3)] == ["0", "10", "11"]
    np.testing.assert_allclose(right, [1 / 5, 4 / 5 * 1 / 4, 4 / 5 * 3 / 4])


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40), st.integers(0, 99))
def test_leaves_sum_to_one_and_nodes_to_their_parents(counts, seed):
    found, rng = tree(np.array(counts)), np.random.default_rng(seed)
    inner = 4 * rng.normal(size=(found.size - 1, HIDDEN))
    h = rng.normal(size=(2, 3, HIDDEN))
    leaves, nodes = leaf_probabilities(found, inner, h), node_probabilities(found, inner, h)
    assert leaves.shape == (2, 3, found.size)
    np.testing.assert_allclose(leaves.sum(axis=-1), 1, rtol=0, atol=1e-12)
    for k, children in enumerate(found.children):
        np.testing.assert_allclose(nodes[..., children].sum(-1), nodes[..., found.size + k])


def test_vectors_of_zero_say_what_a_fair_coin_says():
    right = leaf_probabilities(TREE, np.zeros((5, HIDDEN)), np.ones(HIDDEN))
    np.testing.assert_array_equal(right, 0.5**TREE.lengths)


def test_a_training_reads_the_text_and_its_loss_falls():
    text, plan = text_of(), Budget(architecture="skip_gram", hidden=4, window=2, epochs=40)
    total = plan.epochs * int(pair_counts(text, 2).sum())
    found, again = (train(text, plan, 0, [1, total // 2, total]) for _ in range(2))
    codes = tree(text.counts)
    pairs = pair_counts(text, 2)
    coin = (pairs.sum(axis=0) @ codes.lengths) / pairs.sum() * np.log(2)
    assert found.loss[0] == pytest.approx(coin)
    assert found.steps.tolist() == [1, total // 2, total]
    assert found.loss[0] > found.loss[1] > found.loss[2]
    np.testing.assert_array_equal(found.W, again.W)
    silent = train(text, plan, 0)
    np.testing.assert_array_equal(silent.inner, found.inner)
    assert silent.steps.size == 0


def test_the_loss_is_that_of_a_plain_loop():
    text = text_of()
    counts, codes = pair_counts(text, 2), tree(text.counts)
    W, _ = start(len(text.words), 3, np.random.default_rng(0))
    inner = np.random.default_rng(1).normal(size=(len(text.words) - 1, 3))
    found = [
        n * -np.log(leaf_probabilities(codes, inner, W[w])[c])
        for (w, c), n in np.ndenumerate(counts)
    ]
    assert loss(codes, W, inner, counts) == pytest.approx(sum(found) / counts.sum())
