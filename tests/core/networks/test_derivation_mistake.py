import torch
from torch import nn

from core.networks.recurrent import build
from tests.modules import seeded


def test_the_mistake_is_an_lstm_only_where_nothing_comes_back():
    """With U = 0 the gates cannot tell h_{t−1} from x_{t−1}; else they can."""
    generator = torch.Generator().manual_seed(0)
    module = build("mistaken", 3, 5, generator, dtype=torch.float64)
    theirs = seeded(nn.LSTM, 3, 5, batch_first=True).double()
    x = torch.randn(1, 20, 3, generator=generator).double()
    theirs.load_state_dict(module.state_dict())
    assert (module(x)[0] - theirs(x)[0]).abs().max() > 1e-3
    with torch.no_grad():
        module.weight_hh_l0.zero_()
    theirs.load_state_dict(module.state_dict())
    torch.testing.assert_close(module(x)[0], theirs(x)[0])
