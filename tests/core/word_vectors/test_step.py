"""One step of negative sampling: by hand, and against the gradients that autograd finds."""

import numpy as np
import pytest
import torch
from torch.nn.functional import logsigmoid

from core.word_vectors.step import sigmoid, step, watch

WORDS, HIDDEN, RATE = 7, 4, 0.3
CASES = {
    "skip-gram": ([2], [5, 0, 1, 3]),
    "drawn twice": ([2], [5, 1, 1, 3]),
    "the neighbour is drawn": ([2], [5, 5, 1, 5]),
    "its own neighbour": ([2], [2, 2, 1, 0]),
    "CBOW": ([2, 0, 6], [5, 0, 1, 3]),
    "CBOW, a word stands twice": ([2, 0, 2, 1], [2, 3, 3, 0]),
}


def vectors():
    """W and C of a few words, float64."""
    rng = np.random.default_rng(0)
    return rng.normal(size=(2, WORDS, HIDDEN))


def by_autograd(W, C, inputs, rows):
    """W and C after one step, by autograd of the loss as it is written in the paper."""
    W, C = (torch.tensor(x, requires_grad=True) for x in (W, C))
    score = C[rows] @ W[inputs].mean(dim=0)
    loss = -logsigmoid(score[0]) - logsigmoid(-score[1:]).sum()
    return [
        x.detach() - RATE * g
        for x, g in zip((W, C), torch.autograd.grad(loss, (W, C)), strict=True)
    ]


def test_by_hand():
    W = np.array([[1.0, 2.0], [9.0, 9.0]])
    C = np.array([[2.0, -1.0], [0.0, 0.0]])
    step(W, C, np.array([0]), np.array([0, 1]), rate=0.1)  # both scores are 0, both σ are ½
    np.testing.assert_allclose(C, [[2.05, -0.9], [-0.05, -0.1]])
    np.testing.assert_allclose(W, [[1.1, 1.95], [9.0, 9.0]])


@pytest.mark.parametrize("case", CASES)
def test_every_vector_moves_against_its_gradient(case):
    inputs, rows = CASES[case]
    W, C = vectors()
    expected = by_autograd(W, C, inputs, rows)
    step(W, C, np.array(inputs), np.array(rows), RATE)
    for found, right in zip((W, C), expected, strict=True):
        np.testing.assert_allclose(found, right, rtol=0, atol=1e-14)


@pytest.mark.parametrize("case", CASES)
def test_watching_changes_nothing_and_tells_before_and_after(case):
    inputs, rows = map(np.array, CASES[case])
    (W, C), (before, others) = vectors(), vectors()
    moved = watch(W, C, inputs, rows, RATE)
    step(before, others, inputs, rows, RATE)
    assert np.array_equal(W, before)
    assert np.array_equal(C, others)
    first, second = vectors()
    np.testing.assert_array_equal(moved.c, second[rows])
    np.testing.assert_array_equal(moved.c_after, C[rows])
    np.testing.assert_allclose(moved.h, first[inputs].mean(axis=0))
    np.testing.assert_allclose(moved.h_after, W[inputs].mean(axis=0))
    np.testing.assert_allclose(moved.probability, 1 / (1 + np.exp(-(second[rows] @ moved.h))))


def test_a_step_makes_the_loss_of_its_example_smaller():
    W, C = vectors()
    rows = np.array([5, 0, 1, 3])

    def loss():
        score = C[rows] @ W[2] * [1, -1, -1, -1]
        return -np.log(sigmoid(score)).sum()

    before = loss()
    step(W, C, np.array([2]), rows, rate=0.01)
    assert loss() < before
