import pytest
import torch
from torch import nn

from core.gradients.loss import loss_gradients
from core.gradients.training import gradient_norms
from core.networks.recurrent import build, predictor
from tests.modules import seeded

KINDS = [("rnn", "tanh"), ("rnn", "relu"), ("rnn", "linear"), ("gru", "tanh"), ("lstm", "tanh")]
CELLS = {nn.RNN: nn.RNNCell, nn.GRU: nn.GRUCell, nn.LSTM: nn.LSTMCell}


def example(network, nonlinearity):
    generator = torch.Generator().manual_seed(5)
    recurrent = build(
        network, 3, 6, generator, nonlinearity=nonlinearity, init="gaussian", dtype=torch.float64
    )
    x = torch.randn(4, 9, 3, dtype=torch.float64, generator=generator)
    y = torch.randn(4, 2, dtype=torch.float64, generator=generator)
    return predictor(recurrent, 2, generator), x, lambda answer: ((answer - y) ** 2).sum(-1)


@pytest.mark.parametrize("network", ["rnn", "gru", "lstm"])
def test_the_norms_equal_autograds_through_torchs_cells(network):
    ours, x, losses = example(network, "tanh")
    cell = seeded(CELLS[type(ours.recurrent)], 3, 6, dtype=torch.float64)
    cell.load_state_dict({k.removesuffix("_l0"): v for k, v in ours.recurrent.state_dict().items()})
    state, states = None, []
    for t in range(x.shape[1]):
        state = cell(x[:, t], state)
        states.append(state if isinstance(state, tuple) else (state,))
    h_and_c = list(zip(*states, strict=True))
    found = gradient_norms(ours, x, losses)
    total = losses(ours.readout(h_and_c[0][-1])).sum()
    for values, norms in zip(h_and_c, found, strict=False):
        oracle = torch.autograd.grad(total, values, retain_graph=True)
        expected = torch.stack([gradient.norm(dim=-1) for gradient in oracle], dim=1)
        assert torch.allclose(norms, expected, rtol=1e-10, atol=0)
    assert (found[1] is None) == (network != "lstm")


@pytest.mark.parametrize(("network", "nonlinearity"), KINDS)
def test_a_batch_gives_what_each_sequence_gives_alone(network, nonlinearity):
    ours, x, losses = example(network, nonlinearity)
    dh, dc = gradient_norms(ours, x, losses)
    for row in range(len(x)):
        alone = loss_gradients(
            ours.recurrent,
            x[row : row + 1],
            lambda output, row=row: losses(ours.readout(output[:, -1]).expand(4, -1))[row],
        )
        assert torch.allclose(dh[row], torch.tensor(alone.dh), rtol=1e-10, atol=0)
        if dc is not None:
            assert torch.allclose(dc[row], torch.tensor(alone.dc), rtol=1e-10, atol=0)


def test_the_network_is_left_alone():
    ours, x, losses = example("lstm", "tanh")
    before = {name: weight.clone() for name, weight in ours.state_dict().items()}
    gradient_norms(ours, x, losses)
    assert all(torch.equal(before[name], weight) for name, weight in ours.state_dict().items())
    assert all(weight.grad is None for weight in ours.parameters())
