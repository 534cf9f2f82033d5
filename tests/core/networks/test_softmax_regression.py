"""Softmax regression: scikit-learn, torch and cs231n's worked example."""

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression

from core.networks.softmax_regression import cross_entropy, descend, fit, gradient, softmax


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    y = rng.integers(0, 3, 60)
    return rng.normal(size=(60, 4)) + np.eye(3, 4)[y], y


def test_cs231n_worked_by_hand():
    scores = np.array([-2.85, 0.86, 0.28])
    np.testing.assert_allclose(softmax(scores), [0.0154, 0.6312, 0.3534], atol=5e-5)
    assert cross_entropy(scores[None], np.array([2]))[0] == pytest.approx(1.0402, abs=5e-5)
    np.testing.assert_allclose(softmax(np.array([1.0, -2, 0])), [0.7054, 0.0351, 0.2595], atol=5e-5)
    np.testing.assert_allclose(softmax(np.array([0.5, -1, 0])), [0.5465, 0.1220, 0.3315], atol=5e-5)


def test_large_scores_do_not_overflow():
    scores = np.array([[1000.0, 999.0], [-1000.0, 1000.0]])
    np.testing.assert_allclose(softmax(scores), softmax(scores - 990.0))
    np.testing.assert_allclose(cross_entropy(scores, np.array([0, 0])), [np.log1p(np.e**-1), 2000])


@pytest.mark.parametrize("C", [0.3, 1e6])
def test_the_gradient_is_that_of_torch(data, C):
    X, y = data
    rng = np.random.default_rng(1)
    W, b = rng.normal(size=(3, 4)), rng.normal(size=3)
    V, c = (torch.tensor(part, requires_grad=True) for part in (W, b))
    loss = torch.nn.functional.cross_entropy(torch.tensor(X) @ V.T + c, torch.tensor(y))
    theirs = torch.autograd.grad(loss + (V**2).sum() / (2 * C * len(y)), (V, c))
    for ours, found in zip(gradient(W, b, X, y, C), theirs, strict=True):
        np.testing.assert_allclose(ours, found.numpy(), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("C", [0.1, 10.0])
def test_newton_and_descent_end_where_scikit_learn_does(data, C):
    X, y = data
    theirs = LogisticRegression(C=C, tol=1e-10, max_iter=10_000).fit(X, y)
    (descended,) = descend(X, y, 3, C=C, rate=0.5, moments=[20_000])
    for W, b in (fit(X, y, 3, C=C), descended):
        np.testing.assert_allclose(W, theirs.coef_, atol=1e-5)
        np.testing.assert_allclose(
            b - b.mean(), theirs.intercept_ - theirs.intercept_.mean(), atol=1e-5
        )


def test_steps_are_counted_from_zeros(data):
    X, y = data
    (W, b), (V, c), once = descend(X, y, 3, C=1.0, rate=0.5, moments=[0, 1, 1])
    assert not W.any()
    assert not b.any()
    dW, db = gradient(W, b, X, y, 1.0)
    np.testing.assert_allclose(V, -0.5 * dW)
    np.testing.assert_allclose(c, -0.5 * db)
    assert once[0] is V
