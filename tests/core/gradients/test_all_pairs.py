import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from core.errors import InputError
from core.gradients import all_pairs as module
from core.gradients.all_pairs import all_pairs, input_influence, product_norms
from core.networks.rnn import LinearRNN
from core.recorders.record import record
from tests.core.configurations import cases, exact_weights, steps_of
from tests.modules import seeded


@pytest.fixture(autouse=True)
def the_size_of_blocks_is_put_back(monkeypatch):
    monkeypatch.setattr(module, "BLOCK", module.BLOCK)


def by_autograd(trace, w, name):
    """‖∂h_s/∂(h_t or c_t)‖_F with one call of autograd for each s and unit; positions of text."""
    steps = steps_of(trace, w)
    states, T = [getattr(s, name) for s in steps], len(steps)
    found = torch.zeros(T, T, dtype=torch.float64)
    for s in range(T):
        for unit in steps[s].h:
            rows = torch.autograd.grad(unit, states[: s + 1], retain_graph=True)
            found[s, : s + 1] += torch.stack([(row**2).sum() for row in rows])
    return (found.flip(0, 1) if trace.reverse else found).sqrt().numpy()


@settings(max_examples=60)
@given(cases(longest=7), st.integers(1, 8), st.data())
def test_every_layer_equals_autograd_in_blocks_of_any_size(case, block, data):
    case = case.exact()
    module.BLOCK = block
    trace = data.draw(st.sampled_from(record(case.module, **case.asked()).traces))
    pairs = all_pairs(case.module, **case.asked(), layer=trace.layer, reverse=trace.reverse)
    w = exact_weights(case.module, trace)
    expected = by_autograd(trace, w, "h")
    np.testing.assert_allclose(pairs.dh, expected, rtol=1e-12, atol=1e-12)
    assert (pairs.dc is not None) == isinstance(case.module, nn.LSTM)
    if pairs.dc is not None:
        np.testing.assert_allclose(pairs.dc, by_autograd(trace, w, "c"), rtol=1e-12, atol=1e-12)


@settings(max_examples=60)
@given(cases(longest=6), st.sampled_from(["identity", "logit", "rows"]))
def test_inputs_equal_the_jacobian_of_the_module(case, kind):
    case = case.exact()
    size = case.pick(case.run()[0]).shape[1]
    shape = {"identity": (size, size), "logit": (size,), "rows": (2, size)}[kind]
    readout = torch.randn(shape, generator=torch.Generator().manual_seed(size)).double()
    readout = torch.eye(size).double() if kind == "identity" else readout

    def out(x):
        return case.pick(case.module(x, case.state)[0]) @ readout.reshape(-1, size).T

    jacobian = torch.autograd.functional.jacobian(out, case.x)  # (s, row, *x's shape)
    expected = [torch.stack([case.pick(row) for row in at_s]).norm(dim=(0, 2)) for at_s in jacobian]
    given_readout = None if kind == "identity" else readout
    found = input_influence(case.module, readout=given_readout, **case.asked())
    np.testing.assert_allclose(found.dx, torch.stack(expected).numpy(), rtol=1e-12, atol=1e-12)


def test_a_matrix_worked_by_hand():
    """Linear, W = (1 1; 0 1): ∂h_s/∂h_t = W^(s−t) = (1 s−t; 0 1), of norm √(2 + (s−t)²)."""
    module = seeded(LinearRNN, 1, 2)
    with torch.no_grad():
        module.weight_hh_l0.copy_(torch.tensor([[1.0, 1.0], [0.0, 1.0]]))
        module.weight_ih_l0.copy_(torch.tensor([[0.0], [1.0]]))
    pairs = all_pairs(module, torch.zeros(3, 1))
    root = [math.sqrt(2 + n * n) for n in range(3)]
    expected = [[root[0], 0, 0], [root[1], root[0], 0], [root[2], root[1], root[0]]]
    np.testing.assert_allclose(pairs.dh, expected, rtol=1e-14)
    assert pairs.dc is None
    second = math.sqrt(5)  # W² (0, 1) = (2, 1)
    inputs = input_influence(module, torch.zeros(3, 1)).dx
    np.testing.assert_allclose(inputs, [[1, 0, 0], [2**0.5, 1, 0], [second, 2**0.5, 1]], rtol=1e-14)


def test_the_main_path_of_an_lstm_is_its_cell():
    """With an open forget gate c remembers what h alone would seem to forget."""
    lstm = seeded(nn.LSTM, 1, 4)
    with torch.no_grad():
        for p in lstm.parameters():
            p.zero_()
        lstm.bias_ih_l0[4:8] = 20
    pairs = all_pairs(lstm, torch.zeros(30, 1))
    np.testing.assert_allclose(pairs.dc[-1], pairs.dc[-1, -1], rtol=1e-6)
    np.testing.assert_array_equal(pairs.dh[-1, :-1], 0)


def test_gradients_of_60_orders_of_magnitude():
    module = seeded(LinearRNN, 2, 2)
    with torch.no_grad():
        module.weight_hh_l0.copy_(torch.eye(2) * 2)
    pairs = all_pairs(module, torch.zeros(201, 2))
    assert pairs.dh[-1, 0] == pytest.approx(2.0**200 * math.sqrt(2), rel=1e-12)


def test_norms_of_products_are_exact_where_those_of_gram_matrices_are_not():
    """Orthogonal, all but orthogonal, and beyond the range of squares."""
    left = np.array([[[1.0, 1.0]], [[3e-162, 3e-162]]])
    right = np.array([[[1.0], [-1.0]], [[1.0], [1e-9 - 1]], [[1e-90], [0.0]], [[1e90], [0.0]]])
    (found,) = product_norms(torch.from_numpy(left), torch.from_numpy(right))
    turn = 1 + (1e-9 - 1)
    expected = [[0.0, turn, 1e-90, 1e90], [0.0, turn * 3e-162, 3e-252, 3e-72]]
    np.testing.assert_allclose(found, expected, rtol=1e-6)


def test_a_single_time():
    pairs = all_pairs(seeded(nn.GRU, 2, 3), torch.zeros(1, 2), tokens=["only"])
    np.testing.assert_allclose(pairs.dh, [[math.sqrt(3)]])
    table = pairs.frame("dh")
    assert (table.later.tolist(), table.time.tolist(), table.tokens.tolist()) == (
        [1],
        [1],
        ["only"],
    )


def test_too_long_is_refused():
    with pytest.raises(InputError, match="steps · units must be at most 6400, got 101 · 64"):
        all_pairs(seeded(nn.LSTM, 1, 64), torch.zeros(101, 1))
    with pytest.raises(InputError, match="steps · units must be at most 6400"):
        input_influence(seeded(nn.LSTM, 1, 64), torch.zeros(101, 1))
    assert (
        input_influence(seeded(nn.LSTM, 1, 64), torch.zeros(101, 1), torch.ones(64)).dx.shape
        == (101,) * 2
    )


def test_an_unknown_layer_is_refused():
    with pytest.raises(
        InputError, match=r"\(layer, reverse\) must be one of \(0, False\), got \(1"
    ):
        all_pairs(seeded(nn.RNN, 2, 3), torch.zeros(4, 2), layer=1)


def test_a_readout_of_another_size_is_refused():
    with pytest.raises(InputError, match=r"readout must be of shape \(3,\) or \(rows, 3\)"):
        input_influence(seeded(nn.RNN, 2, 3), torch.zeros(4, 2), torch.ones(2))


def test_jacobians_beyond_float64_are_refused():
    module = seeded(LinearRNN, 2, 2)
    with torch.no_grad():
        module.weight_hh_l0.copy_(torch.eye(2) * 1e4)
        module.bias_ih_l0.zero_()
        module.bias_hh_l0.zero_()
    with pytest.raises(InputError, match="whose Jacobians float64 can hold"):
        all_pairs(module, torch.zeros(100, 2))
