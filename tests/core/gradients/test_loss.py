import math
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from core.errors import InputError
from core.gradients.loss import layer_gradients, loss_gradients
from core.networks.rnn import LinearRNN
from core.recorders.record import record
from core.traces.recurrent import GatedGradient, RNNGradient
from tests.core.configurations import cases, exact_weights, steps_of
from tests.modules import seeded


def last(out):
    """A loss of the last output alone, for an unbatched or time-first input."""
    return out[-1].sum()


def norms(rows):
    return torch.stack([row.norm() for row in rows]).numpy()


def all_states(case):
    """Every layer as ``step()`` run in float64: {(layer, reverse): steps in reading order}."""
    traces = record(case.module, **case.asked()).traces
    below, found = case.pick(case.x), {}
    for layer in range(case.module.num_layers):
        outputs = []
        for trace in (t for t in traces if t.layer == layer):
            x = below.flip(0) if trace.reverse else below
            steps = steps_of(trace, exact_weights(case.module, trace), x)
            found[layer, trace.reverse] = steps
            h = torch.stack([s.h for s in steps])
            outputs.append(h.flip(0) if trace.reverse else h)
        below = torch.cat(outputs, dim=1)
    return found, below


@settings(max_examples=80)
@given(cases(), st.integers(0, 1000))
def test_every_layer_equals_autograd(case, seed):
    case = case.exact()
    found, out = all_states(case)
    v = torch.randn(out.shape, generator=torch.Generator().manual_seed(seed)).double()
    loss = (out.sin() * v).sum()
    traces = layer_gradients(
        case.module, loss=lambda o: (case.pick(o).sin() * v).sum(), **case.asked()
    )
    for trace in traces:
        steps = found[trace.layer, trace.reverse]
        order = slice(None, None, -1) if trace.reverse else slice(None)
        for name in ("h", "c") if trace.dc is not None else ("h",):
            states = [getattr(s, name) for s in steps]
            expected = torch.autograd.grad(loss, states, retain_graph=True)
            ours = getattr(trace, f"d{name}")[order]
            np.testing.assert_allclose(ours, norms(expected), rtol=1e-12, atol=1e-12)


@settings(max_examples=80)
@given(cases(single=True, longest=20), st.booleans())
def test_factors_make_up_every_step(case, everywhere):
    """Also for a loss that reads every output: then ``injected`` comes on top of the ratio."""
    trace = loss_gradients(
        case.module,
        loss=lambda o: (case.pick(o).sin() if everywhere else case.pick(o)[-1]).sum(),
        **case.asked(),
    )
    delta = trace.dh if trace.dc is None else trace.dc
    assert all(len(v) == len(delta) - 1 for v in (trace.ratio,))
    if not everywhere:
        np.testing.assert_array_equal(trace.injected[:-1], 0)
        np.testing.assert_allclose(trace.ratio * delta[1:], delta[:-1], rtol=1e-12, atol=1e-15)
    if isinstance(trace, RNNGradient):
        np.testing.assert_allclose(trace.slope * trace.weights, trace.ratio, rtol=1e-12, atol=1e-15)
        assert (trace.slope <= trace.max_slope * (1 + 1e-12)).all()
        assert (trace.weights <= trace.sigma * (1 + 1e-12)).all()
        return
    assert isinstance(trace, GatedGradient)
    assert (trace.ratio <= trace.kept + trace.rest + 1e-12).all()
    assert (trace.ratio >= abs(trace.kept - trace.rest) - 1e-12).all()


@settings(max_examples=60)
@given(cases(single=True, longest=20))
def test_the_bound_holds_and_meets_the_last_gradient(case):
    if isinstance(case.module, nn.GRU | nn.LSTM):
        return
    trace = loss_gradients(case.module, loss=lambda o: case.pick(o)[-1].sum(), **case.asked())
    assert (trace.dh <= trace.bound * (1 + 1e-9)).all()
    assert trace.bound[-1] == trace.rate[-1] == trace.dh[-1]


def zeroed(module):
    with torch.no_grad():
        for p in module.parameters():
            p.zero_()
    return module


def pythagoras(*pairs):
    """The norms of two-unit vectors given as fractions."""
    return [math.hypot(*map(Fraction, pair)) for pair in pairs]


def test_an_rnn_worked_by_hand():
    """h stays at (½, ½), where tanh′ = 1 − ¼ = ¾; W = (½ 1; 0 ½), L = first unit of h_3.

    δ_3 = (1, 0); δ_2 = Wᵀ (¾, 0) = (3/8, 3/4); δ_1 = Wᵀ ¾ δ_2 = Wᵀ (9/32, 9/16) = (9/64, 9/16).
    """
    rnn, W = zeroed(seeded(nn.RNN, 1, 2).double()), torch.tensor([[0.5, 1.0], [0.0, 0.5]]).double()
    half = torch.tensor([0.5, 0.5]).double()
    with torch.no_grad():
        rnn.weight_hh_l0.copy_(W)
        rnn.bias_hh_l0.copy_(half.atanh() - W @ half)
    x = torch.zeros(3, 1).double()
    trace = loss_gradients(rnn, x, lambda out: out[-1, 0], state=half[None])
    expected = pythagoras(("9/64", "9/16"), ("3/8", "3/4"), (1, 0))
    np.testing.assert_allclose(trace.dh, expected, rtol=1e-14)
    np.testing.assert_allclose(trace.slope, [3 / 4, 3 / 4], rtol=1e-14)
    weights = [math.hypot(1 / 8, 1 / 2) / math.hypot(1 / 4, 1 / 2), math.hypot(1 / 2, 1)]
    np.testing.assert_allclose(trace.weights[1], weights[1], rtol=1e-14)
    np.testing.assert_allclose(trace.weights[0], expected[0] / (0.75 * expected[1]), rtol=1e-14)
    assert trace.radius == pytest.approx(0.5, abs=1e-7)
    np.testing.assert_allclose(trace.rate, [1 / 4, 1 / 2, 1], rtol=1e-6)


def test_an_lstm_worked_by_hand():
    """No input, no bias: all gates ½, g = c = h = 0. Candidate weights U = (1 2; 0 1), L = h_3[0].

    dc_3 = o δ_3 = (1/2, 0). Back: dh = Uᵀ (i ⊙ dc), and dc = f ⊙ dc + o ⊙ dh.
    dh_2 = Uᵀ (1/4, 0) = (1/4, 1/2)        dc_2 = (1/4, 0) + (1/8, 1/4) = (3/8, 1/4)
    dh_1 = Uᵀ (3/16, 1/8) = (3/16, 1/2)    dc_1 = (3/16, 1/8) + (3/32, 1/4) = (9/32, 3/8)
    """
    lstm = zeroed(seeded(nn.LSTM, 1, 2).double())
    with torch.no_grad():
        lstm.weight_hh_l0[4:6] = torch.tensor([[1.0, 2.0], [0.0, 1.0]])
    trace = loss_gradients(lstm, torch.zeros(3, 1).double(), lambda out: out[-1, 0])
    dh = pythagoras(("3/16", "1/2"), ("1/4", "1/2"), (1, 0))
    dc = pythagoras(("9/32", "3/8"), ("3/8", "1/4"), ("1/2", 0))
    np.testing.assert_allclose(trace.dh, dh, rtol=1e-14)
    np.testing.assert_allclose(trace.dc, dc, rtol=1e-14)
    np.testing.assert_allclose(trace.kept, [1 / 2, 1 / 2], rtol=1e-14)
    rest = [math.hypot(3 / 32, 1 / 4) / dc[1], math.hypot(1 / 8, 1 / 4) / dc[2]]
    np.testing.assert_allclose(trace.rest, rest, rtol=1e-14)
    np.testing.assert_allclose(trace.gate, [1 / 2, 1 / 2], rtol=1e-14)


def test_a_gru_worked_by_hand():
    """No input, no bias: r = z = ½, n = h = 0. Candidate weights U = (1 2; 0 1), L = h_3[0].

    Back: dh = z ⊙ dh + Uᵀ (r (1 − z) ⊙ dh) = ½ dh + ¼ Uᵀ dh.
    dh_2 = (1/2, 0) + (1/4, 1/2) = (3/4, 1/2)
    dh_1 = (3/8, 1/4) + (3/16, 1/2) = (9/16, 3/4)
    """
    gru = zeroed(seeded(nn.GRU, 1, 2).double())
    with torch.no_grad():
        gru.weight_hh_l0[4:6] = torch.tensor([[1.0, 2.0], [0.0, 1.0]])
    trace = loss_gradients(gru, torch.zeros(3, 1).double(), lambda out: out[-1, 0])
    dh = pythagoras(("9/16", "3/4"), ("3/4", "1/2"), (1, 0))
    np.testing.assert_allclose(trace.dh, dh, rtol=1e-14)
    np.testing.assert_allclose(trace.kept, [1 / 2, 1 / 2], rtol=1e-14)
    rest = [math.hypot(3 / 16, 1 / 2) / dh[1], math.hypot(1 / 4, 1 / 2)]
    np.testing.assert_allclose(trace.rest, rest, rtol=1e-14)


def linear(hidden, factor):
    """h_t = factor · h_{t−1} + x_t, so that ‖∂L/∂h_t‖ = factor^(T−t) ‖∂L/∂h_T‖ exactly."""
    module = zeroed(seeded(LinearRNN, hidden, hidden))
    with torch.no_grad():
        module.weight_hh_l0.copy_(torch.eye(hidden) * factor)
    return module


@pytest.mark.parametrize("factor", [0.25, 1.0, 8.0])
def test_a_linear_network_follows_theory_over_two_hundred_steps(factor):
    trace = loss_gradients(linear(3, factor), torch.zeros(200, 3), last)
    expected = factor ** np.arange(199.0, -1, -1) * math.sqrt(3)  # 1e-120 … 1e180
    for name in ("dh", "rate", "bound"):
        np.testing.assert_allclose(getattr(trace, name), expected, rtol=1e-12)


def test_norms_whose_squares_overflow_are_right():
    trace = loss_gradients(linear(2, 2.0**10), torch.zeros(100, 2), last)
    np.testing.assert_allclose(trace.dh[0], 2.0**990 * math.sqrt(2), rtol=1e-12)


def test_gradients_beyond_float64_are_refused():
    with pytest.raises(InputError, match="module must be one whose gradients float64 can hold"):
        loss_gradients(linear(2, 2.0**10), torch.zeros(200, 2), last)


def test_a_dead_network_has_exact_zeros_and_no_nan():
    trace = loss_gradients(linear(2, 0.0), torch.zeros(5, 2), last)
    np.testing.assert_array_equal(trace.dh[:-1], 0)
    for name in ("ratio", "slope", "weights"):
        assert np.isfinite(getattr(trace, name)).all()
    np.testing.assert_array_equal(trace.ratio, 0)


@pytest.mark.parametrize("kind", [nn.RNN, nn.GRU, nn.LSTM])
def test_a_single_step_has_no_factors(kind):
    trace = loss_gradients(seeded(kind, 2, 3), torch.zeros(1, 2), last)
    assert trace.ratio.shape == (0,)
    np.testing.assert_allclose(trace.dh, math.sqrt(3))


def test_steps_are_listed_by_the_time_they_arrive_at():
    trace = loss_gradients(seeded(nn.RNN, 2, 3), torch.zeros(4, 2), last, tokens="abcd")
    assert trace.frame("ratio").step.tolist() == [1, 2, 3]
    assert trace.tokens == tuple("abcd")


def test_module_and_input_are_left_alone():
    module, x = seeded(nn.LSTM, 2, 3), torch.zeros(4, 2, requires_grad=True)
    before = {k: v.clone() for k, v in module.state_dict().items()}
    random = torch.get_rng_state()
    loss_gradients(module, x, last)
    assert x.grad is None
    assert all(p.grad is None and p.dtype == torch.float32 for p in module.parameters())
    assert all(torch.equal(v, before[k]) for k, v in module.state_dict().items())
    assert torch.equal(torch.get_rng_state(), random)


def test_several_layers_are_pointed_to_the_other_function():
    with pytest.raises(InputError, match="for more use layer_gradients"):
        loss_gradients(seeded(nn.LSTM, 2, 3, num_layers=2), torch.zeros(4, 2), last)


@pytest.mark.parametrize("loss", [lambda out: out, lambda out: 1.0, lambda out: torch.ones(())])
def test_a_loss_that_is_no_number_of_the_outputs_is_refused(loss):
    with pytest.raises(InputError, match="loss must be one number computed from the outputs"):
        loss_gradients(seeded(nn.RNN, 2, 3), torch.zeros(4, 2), loss)
