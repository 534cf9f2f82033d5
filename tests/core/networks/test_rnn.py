import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from core.networks.rnn import LinearRNN, slope, step
from core.networks.weights import weights
from tests.core.configurations import draw_state
from tests.modules import seeded


@pytest.mark.parametrize("nonlinearity", ["tanh", "relu"])
def test_step_equals_the_cell_of_torch(nonlinearity):
    generator = torch.Generator().manual_seed(0)
    cell = seeded(nn.RNNCell, 3, 4, nonlinearity=nonlinearity).double()
    rnn = seeded(nn.RNN, 3, 4, nonlinearity=nonlinearity).double()
    rnn.load_state_dict({f"{name}_l0": p for name, p in cell.named_parameters()})
    x, h = (torch.randn(n, generator=generator).double() for n in (3, 4))
    found = step(weights(rnn), x, h, nonlinearity).h
    torch.testing.assert_close(found, cell(x, h).detach(), rtol=0, atol=1e-15)


@pytest.mark.parametrize("nonlinearity", ["tanh", "relu", "linear"])
def test_slope_is_the_derivative(nonlinearity):
    phi = {"tanh": torch.tanh, "relu": torch.relu, "linear": torch.clone}[nonlinearity]
    a = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0]).double().requires_grad_()
    h = phi(a)
    (expected,) = torch.autograd.grad(h.sum(), a)
    torch.testing.assert_close(slope(h.detach(), nonlinearity), expected)


def difference_where_tanh_is_linear(linear, rnn, x, state):
    """The relative difference from nn.RNN for numbers so small that tanh a = a."""
    small = 1e-4
    rnn.load_state_dict(linear.state_dict())
    ours, last = linear(x * small, state if state is None else state * small)
    theirs, other = rnn(x * small, state if state is None else state * small)
    return max((ours - theirs).abs().max(), (last - other).abs().max()) / small


@settings(max_examples=30)
@given(st.sampled_from([None, 1, 3]), st.booleans(), st.booleans(), st.booleans())
def test_linear_rnn_is_called_like_torchs(batch, batch_first, bias, with_state):
    generator = torch.Generator().manual_seed(0)
    linear = seeded(LinearRNN, 2, 3, batch_first, bias).double()
    rnn = seeded(nn.RNN, 2, 3, batch_first=batch_first, bias=bias).double()
    if bias:
        nn.init.zeros_(linear.bias_ih_l0)
        nn.init.zeros_(linear.bias_hh_l0)
    lead = (5,) if batch is None else (batch, 5) if batch_first else (5, batch)
    x = torch.randn(*lead, 2, generator=generator).double()
    state = draw_state(linear, batch, generator).double() if with_state else None
    assert difference_where_tanh_is_linear(linear, rnn, x, state) < 1e-6


def test_linear_rnn_worked_by_hand():
    """h_t = 2 h_{t−1} + 3 x_t + 1 from h_0 = 1, x = (1, 0): 2 + 3 + 1 = 6, then 12 + 0 + 1 = 13."""
    linear = seeded(LinearRNN, 1, 1)
    values = {"weight_ih_l0": 3.0, "weight_hh_l0": 2.0, "bias_ih_l0": 1.0, "bias_hh_l0": 0.0}
    shapes = dict(linear.named_parameters())
    linear.load_state_dict({n: torch.full_like(shapes[n], v) for n, v in values.items()})
    out, last = linear(torch.tensor([[1.0], [0.0]]), torch.ones(1, 1))
    assert out.flatten().tolist() == [6, 13]
    assert last.tolist() == [[13]]


def test_linear_rnn_starts_like_torchs():
    ours, theirs = seeded(LinearRNN, 3, 16), seeded(nn.RNN, 3, 16)
    shapes = {n: p.shape for n, p in theirs.named_parameters()}
    assert {n: p.shape for n, p in ours.named_parameters()} == shapes
    assert all(p.abs().max() <= 1 / 4 for p in ours.parameters())
