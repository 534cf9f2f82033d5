"""The network by hand: one example worked on paper, and torch.autograd for any weights."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.lessons.rnn.by_hand import X, Y, by_hand
from core.lessons.rnn.lesson import hand
from core.lessons.rnn.settings import HAND, Rnn


def test_it_is_what_was_computed_on_paper():
    """U = (0.5, −1), W = ((0.8, −0.4), (0.3, 0.6)), V = (1, −0.5); each line to four digits."""
    trace = hand({name: Rnn.defaults()[name] for name in HAND})
    on_paper = {
        "a": [[0.5, -1.0], [0.9243, -0.8183], [0.3520, 0.8137]],  # a_2 = 0.25 + 0.3697 + 0.3046, …
        "h": [[0.4621, -0.7616], [0.7278, -0.6742], [0.3382, 0.6717]],
        "dh": [[-0.1503, 0.2869], [-0.6247, 0.5176], [-0.9976, 0.4988]],
        "da": [[-0.1182, 0.1205], [-0.2938, 0.2823], [-0.8835, 0.2737]],
        "gradient_v": [-0.3374, -0.6701],
    }
    for name, values in on_paper.items():
        assert getattr(trace, name) == pytest.approx(np.array(values), abs=2e-4), name
    assert trace.o == pytest.approx(0.3382 - 0.5 * 0.6717, abs=2e-4)  # 0.0024
    assert (trace.error, trace.loss) == pytest.approx((-0.9976, 0.4976), abs=2e-4)
    # ∂L/∂W = −0.2938 · 0.4621 − 0.8835 · 0.7278, …: steps 2 and 3, for step 1 has h_0 = 0
    sums = [[-0.7788, 0.8195], [0.3297, -0.3995]]
    assert trace.parts_w.sum(axis=0) == pytest.approx(np.array(sums), abs=3e-4)
    assert trace.parts_u.sum(axis=0) == pytest.approx([0.6184, -0.0120], abs=3e-4)


weight = st.floats(-2, 2)


@given(st.lists(weight, min_size=8, max_size=8))
def test_every_number_is_torchs(values):
    U, W, V = np.array(values[:2]), np.array(values[2:6]).reshape(2, 2), np.array(values[6:])
    trace = by_hand(U, W, V)
    u, w, v = (torch.tensor(value, requires_grad=True) for value in (U, W, V))
    h, a_t, h_t = torch.zeros(2, dtype=torch.float64), [], []
    for x in X:
        a_t.append(u * x + w @ h)
        h = torch.tanh(a_t[-1])
        h_t.append(h)
    o = v @ h
    loss = (o - Y) ** 2 / 2
    *found, dU, dW, dV, do = torch.autograd.grad(loss, [*a_t, *h_t, u, w, v, o])
    close = {"rtol": 0, "atol": 1e-12}
    np.testing.assert_allclose(trace.a, torch.stack(a_t).detach(), **close)
    np.testing.assert_allclose(trace.h, torch.stack(h_t).detach(), **close)
    np.testing.assert_allclose(trace.da, torch.stack(found[:3]), **close)
    np.testing.assert_allclose(trace.dh, torch.stack(found[3:]), **close)
    np.testing.assert_allclose(trace.parts_u.sum(axis=0), dU, **close)
    np.testing.assert_allclose(trace.parts_w.sum(axis=0), dW, **close)
    np.testing.assert_allclose(trace.gradient_v, dV, **close)
    numbers = [trace.o, trace.loss, trace.error]
    np.testing.assert_allclose(numbers, [o.item(), loss.item(), do.item()], **close)
