import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn.functional import scaled_dot_product_attention

from core.networks import masks
from core.networks.scaled_dot_product import attention

# Three words, one head, d_k = 4, so √d_k = 2: q·k / 2 is (1, 0, −1) times (0, ln 2, ln 3).
Q = torch.tensor([[2.0, 0, 0, 0], [0, 0, 0, 0], [-2, 0, 0, 0]], dtype=torch.float64)
K = torch.tensor([[0.0, 0, 0, 0], [np.log(2), 0, 0, 0], [np.log(3), 0, 0, 0]], dtype=torch.float64)
V = torch.tensor([[6.0], [12.0], [0.0]], dtype=torch.float64)
WEIGHTS = np.array([[1 / 6, 2 / 6, 3 / 6], [1 / 3, 1 / 3, 1 / 3], [6 / 11, 3 / 11, 2 / 11]])
OUT = np.array([[5], [6], [72 / 11]])
CAUSAL_WEIGHTS = np.array([[1, 0, 0], [1 / 2, 1 / 2, 0], [6 / 11, 3 / 11, 2 / 11]])
CAUSAL_OUT = np.array([[6], [9], [72 / 11]])


def test_three_words_by_hand():
    found = attention(Q, K, V)
    np.testing.assert_allclose(found.scores[0], [0, np.log(2), np.log(3)], atol=1e-15)
    np.testing.assert_allclose(found.weights, WEIGHTS, atol=1e-15)
    np.testing.assert_allclose(found.out, OUT, atol=1e-14)


def test_three_words_by_hand_without_looking_ahead():
    found = attention(Q, K, V, torch.tensor(masks.additive(masks.causal(3))))
    np.testing.assert_allclose(found.weights, CAUSAL_WEIGHTS, atol=1e-15)
    np.testing.assert_allclose(found.out, CAUSAL_OUT, atol=1e-14)


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.integers(1, 6), st.integers(1, 6), st.integers(1, 5))
def test_values_and_gradients_are_torchs(seed, queries, keys, channel):
    generator = torch.Generator().manual_seed(seed)
    shapes = ((2, 3, queries, channel), (2, 3, keys, channel), (2, 3, keys, 4))
    qkv = [torch.randn(*s, generator=generator, dtype=torch.float64) for s in shapes]
    hidden = torch.rand(queries, keys, generator=generator) < 0.5  # some rows throughout
    mask = torch.zeros(queries, keys, dtype=torch.float64).masked_fill(hidden, -torch.inf)
    seeds = torch.randn(2, 3, queries, 4, generator=generator, dtype=torch.float64)
    results = []
    for function in (lambda *x: attention(*x).out, scaled_dot_product_attention):
        leaves = [x.clone().requires_grad_() for x in qkv]
        out = function(*leaves, mask)
        results.append([out, *torch.autograd.grad(out, leaves, seeds)])
    for ours, theirs in zip(*results, strict=True):
        torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-12)


def test_a_query_that_may_look_nowhere_gets_nothing():
    mask = torch.zeros(3, 3, dtype=torch.float64)
    mask[1] = -torch.inf
    found = attention(Q, K, V, mask)
    assert not found.weights[1].any()
    assert not found.out[1].any()
    np.testing.assert_allclose(found.weights[[0, 2]], WEIGHTS[[0, 2]], atol=1e-15)


@pytest.mark.parametrize("far", [1e3, -1e3, 1e6])
def test_large_scores_do_not_overflow(far):
    found = attention(Q + far, K, V)
    assert torch.isfinite(found.weights).all()
    np.testing.assert_allclose(found.weights.sum(-1), 1)
