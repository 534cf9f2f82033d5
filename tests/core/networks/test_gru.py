import torch
from torch import nn

from core.networks.gru import recover, step
from core.networks.weights import weights
from tests.modules import seeded


def parts():
    generator = torch.Generator().manual_seed(0)
    cell = seeded(nn.GRUCell, 3, 4).double()
    gru = seeded(nn.GRU, 3, 4).double()
    gru.load_state_dict({f"{name}_l0": p for name, p in cell.named_parameters()})
    x, h = (torch.randn(5, n, generator=generator).double() for n in (3, 4))
    return cell, weights(gru), x, h


def test_step_equals_the_cell_of_torch():
    cell, w, x, h = parts()
    for x_t, h_t in zip(x, h, strict=True):
        torch.testing.assert_close(step(w, x_t, h_t).h, cell(x_t, h_t).detach(), rtol=0, atol=1e-15)


def test_all_steps_at_once_equal_one_after_the_other():
    _, w, x, h = parts()
    steps = [step(w, x_t, h_t) for x_t, h_t in zip(x, h, strict=True)]
    for found, name in zip(recover(w, x, h), "rzn", strict=True):
        expected = torch.stack([getattr(s, name) for s in steps])
        torch.testing.assert_close(found, expected, rtol=0, atol=1e-15)


def test_an_update_gate_of_one_copies_the_state():
    """In torch z keeps; in the first version of the paper it replaced."""
    gru = seeded(nn.GRU, 1, 2)
    with torch.no_grad():
        gru.bias_ih_l0[2:4] = 100
    h = torch.tensor([0.3, -0.7])
    torch.testing.assert_close(step(weights(gru), torch.ones(1), h).h, h, rtol=0, atol=0)
