"""PMI − log k is where the loss has its smallest value."""

import math

import numpy as np
import pytest
import torch
from scipy.optimize import minimize_scalar
from torch.nn.functional import logsigmoid

from core.word_vectors.examples import pair_counts
from core.word_vectors.noise import noise
from core.word_vectors.pmi import optimum, pmi
from tests.core.word_vectors.texts import text_of

COUNTS = np.array([[6, 2, 0], [2, 1, 5], [0, 5, 3]])
Q = np.array([0.2, 0.5, 0.3])


def test_by_hand():
    found = pmi(COUNTS, Q, least=2)
    assert found[0, 0] == pytest.approx(math.log(6 / (8 * 0.2)))
    assert found[1, 2] == pytest.approx(math.log(5 / (8 * 0.3)))
    assert np.isnan(found).tolist() == [
        [False, False, True],
        [False, True, False],
        [True, False, False],
    ]


def test_it_is_the_pointwise_mutual_information_with_the_contexts_own_shares():
    p = COUNTS / COUNTS.sum()
    apart = np.outer(p.sum(axis=1), p.sum(axis=0))
    found = pmi(COUNTS, p.sum(axis=0), least=1)
    seen = COUNTS > 0
    np.testing.assert_allclose(
        found[seen], np.log(p / apart, where=seen, out=np.zeros((3, 3)))[seen]
    )
    mutual = (p[seen] * found[seen]).sum()
    assert 0 < mutual < math.log(3)


@pytest.mark.parametrize("k", [1, 2, 5, 15])
def test_each_product_alone_is_best_there(k):
    best = optimum(COUNTS, Q, k, least=1)
    for (w, c), seen in np.ndenumerate(COUNTS):
        drawn = k * COUNTS[w].sum() * Q[c]
        if seen:
            loss = minimize_scalar(
                lambda x, a=seen, b=drawn: a * np.logaddexp(0, -x) + b * np.logaddexp(0, x),
                bounds=(-12, 12), method="bounded", options={"xatol": 1e-9},
            )  # fmt: skip
            assert best[w, c] == pytest.approx(loss.x, abs=1e-6)


def test_the_gradient_of_the_whole_loss_is_zero_there():
    best = np.nan_to_num(optimum(COUNTS, Q, 5, least=1), neginf=0)
    x = torch.tensor(best, requires_grad=True)
    there, drawn = torch.tensor(COUNTS), torch.tensor(5 * COUNTS.sum(axis=1, keepdims=True) * Q)
    (-(there * logsigmoid(x)) - drawn * logsigmoid(-x)).sum().backward()
    np.testing.assert_allclose(x.grad[COUNTS > 0], 0, atol=1e-14)


def test_vectors_as_long_as_there_are_words_get_there():
    """A text whose pairs all stand there, by gradient descent on the loss of all examples."""
    text = text_of([list(a + b) for a in "abc" for b in "abc" for _ in range(1 + (a == b))])
    counts, k = pair_counts(text, 1), 3
    q = noise(text.counts, 0.75)
    drawn = torch.tensor(k * counts.sum(axis=1, keepdims=True) * q)
    W, C = (
        torch.randn(3, 3, dtype=torch.double, generator=g).requires_grad_()
        for g in [torch.Generator().manual_seed(s) for s in (0, 1)]
    )
    descent = torch.optim.LBFGS([W, C], max_iter=80, line_search_fn="strong_wolfe")

    def loss():
        descent.zero_grad()
        x = W @ C.T
        found = -(torch.tensor(counts) * logsigmoid(x) + drawn * logsigmoid(-x)).sum()
        found.backward()
        return found

    descent.step(loss)
    np.testing.assert_allclose((W @ C.T).detach(), optimum(counts, q, k, least=1), atol=1e-4)
