import pytest
import torch
from torch import nn

from core.networks.lstm import cells, recover, step
from core.networks.weights import weights
from tests.modules import seeded


def parts():
    generator = torch.Generator().manual_seed(0)
    cell = seeded(nn.LSTMCell, 3, 4).double()
    lstm = seeded(nn.LSTM, 3, 4).double()
    lstm.load_state_dict({f"{name}_l0": p for name, p in cell.named_parameters()})
    x, h, c = (torch.randn(5, n, generator=generator).double() for n in (3, 4, 4))
    return cell, weights(lstm), x, h, c


def test_step_equals_the_cell_of_torch():
    cell, w, x, h, c = parts()
    for now in zip(x, h, c, strict=True):
        found = step(w, *now)
        expected = cell(now[0], now[1:])
        torch.testing.assert_close(found.h, expected[0].detach(), rtol=0, atol=1e-15)
        torch.testing.assert_close(found.c, expected[1].detach(), rtol=0, atol=1e-15)


def test_all_steps_at_once_equal_one_after_the_other():
    _, w, x, h, c = parts()
    steps = [step(w, *now) for now in zip(x, h, c, strict=True)]
    for found, name in zip(recover(w, x, h), "ifgo", strict=True):
        expected = torch.stack([getattr(s, name) for s in steps])
        torch.testing.assert_close(found, expected, rtol=0, atol=1e-15)


def test_the_scan_over_time_worked_by_hand():
    """c = f c + i g from 8 with f = ½ and i g = 1, 2, 3: 4 + 1 = 5, 2.5 + 2 = 4.5, 2.25 + 3."""
    i, f, g = torch.ones(3, 1), torch.full((3, 1), 0.5), torch.tensor([[1.0], [2.0], [3.0]])
    assert cells(i, f, g, torch.tensor([8.0])).flatten().tolist() == [5, 4.5, 5.25]


@pytest.mark.parametrize("size", [1, 3])
def test_a_projection_makes_h_smaller(size):
    lstm = seeded(nn.LSTM, 3, 4, proj_size=size).double()
    x = torch.ones(1, 3).double()
    found = step(weights(lstm), x[0], x.new_zeros(size), x.new_zeros(4))
    torch.testing.assert_close(found.h, lstm(x)[0][0].detach(), rtol=0, atol=1e-15)
