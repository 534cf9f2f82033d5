import pytest
import torch

from core.gradients.derivation import sent_back
from core.networks.derivation import STEPS
from core.networks.recurrent import build


@pytest.mark.parametrize("kind", STEPS.values())
def test_gradients_on_the_way_back_equal_differences(kind):
    """∂L/∂h_t by moving h_0 alone: the network run on from a state is the network."""
    generator = torch.Generator().manual_seed(0)
    module = build(kind.code, 3, 5, generator, dtype=torch.float64)
    x = torch.randn(1, 6, 3, generator=generator).double()
    sent = sent_back(module, x, lambda h: (h**2).sum())
    assert all(p.grad is None for p in module.parameters())
    t, step, unit = 3, 1e-6, 2
    memory = sent.steps.h if sent.dc is None else sent.steps.c

    def loss(by):
        moved = memory[:, t].clone()
        moved[0, unit] += by
        state = (moved[None],) if sent.dc is None else (sent.steps.h[:, t][None], moved[None])
        last = module(x[:, t + 1 :], state[0] if len(state) == 1 else state)[0][:, -1]
        return float((last.detach() ** 2).sum())

    expected = (loss(step) - loss(-step)) / (2 * step)
    if sent.dc is None:
        assert float(sent.dh[0, t, unit]) == pytest.approx(expected, rel=1e-6)
    else:  # c_t acts on the loss through h_t too
        shown = sent.steps.o[0, t, unit] * (1 - torch.tanh(memory[0, t, unit]) ** 2)
        through_h = float(sent.dh[0, t, unit] * shown)
        assert float(sent.dc[0, t, unit]) == pytest.approx(expected + through_h, rel=1e-5)
