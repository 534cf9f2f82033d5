"""A held gate of any module: against torch's own modules as they are, and a plain loop by hand."""

import numpy as np
import pytest
import torch
from torch import nn

from core.errors import InputError
from core.lessons.your_model.what_if import Changed, held, states
from core.measures.what_if import mask
from core.networks import gru, lstm
from core.networks.weights import weights
from core.recorders.record import record
from tests.modules import seeded

MODULES = [
    seeded(nn.LSTM, 3, 5, 2, bidirectional=True),
    seeded(nn.LSTM, 3, 5, proj_size=2),
    seeded(nn.GRU, 3, 5, bidirectional=True, bias=False),
    seeded(nn.RNN, 3, 5, nonlinearity="relu"),
]


@pytest.mark.parametrize("module", MODULES, ids=str)
@torch.no_grad()
def test_with_nothing_held_every_layer_gives_out_what_torch_does(module):
    x = torch.randn(9, 3, generator=torch.Generator().manual_seed(0))
    for trace in record(module.eval(), x).traces:
        w = weights(module, trace.layer, trace.reverse)
        h = states(trace, w, "f", 0.0, mask([()], 5))[:, 0].numpy()
        np.testing.assert_allclose(h[::-1] if trace.reverse else h, trace.h, atol=1e-6)


@pytest.mark.parametrize(("make", "gate"), [(nn.LSTM, "f"), (nn.LSTM, "g"), (nn.GRU, "z")])
@torch.no_grad()
def test_a_held_gate_equals_a_plain_loop(make, gate):
    module = seeded(make, 3, 5).eval()
    x = torch.randn(7, 3, generator=torch.Generator().manual_seed(1))
    trace, w = record(module, x).trace, weights(module)
    found = states(trace, w, gate, 0.25, mask([(2,)], 5))[:, 0]
    h = c = torch.zeros(5)
    for t in range(7):
        if make is nn.LSTM:
            now = lstm.step(w, x[t], h, c)._asdict()
            now[gate] = now[gate].index_fill(0, torch.tensor(2), 0.25)
            c = now["f"] * c + now["i"] * now["g"]
            h = now["o"] * torch.tanh(c)
        else:
            now = gru.step(w, x[t], h)._asdict()
            now[gate] = now[gate].index_fill(0, torch.tensor(2), 0.25)
            h = (1 - now["z"]) * now["n"] + now["z"] * h
        np.testing.assert_allclose(found[t], h, atol=1e-6)


def test_the_effect_is_the_relative_change_of_h_and_needs_a_control():
    module = seeded(nn.RNN, 3, 4).eval()
    trace, w = record(module, torch.ones(6, 3)).trace, weights(module)
    changed = held(trace, w, "h", 1, 0.5)
    with torch.no_grad():
        h = states(trace, w, "h", 0.5, mask([(1,)], 4))[:, 0].numpy()
    away = np.linalg.norm(h - trace.h) / np.linalg.norm(trace.h)
    assert changed.effect == pytest.approx(away, rel=1e-5)
    assert len(changed.controls) == 40
    one = seeded(nn.RNN, 3, 1).eval()
    with pytest.raises(InputError):
        held(record(one, torch.ones(6, 3)).trace, weights(one), "h", 0, 0.5)


def test_a_verdict_needs_more_than_most_and_more_than_the_mean():
    assert Changed(0.2, np.full(40, 0.1)).verdict == "strong"
    assert Changed(0.2, np.array([0.1] * 30 + [0.3] * 10)).verdict == "some"
    assert Changed(0.2, np.array([0.1] * 39 + [9.0])).verdict == "none"
