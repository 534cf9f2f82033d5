"""Long short-term memory.

Hochreiter & Schmidhuber 1997; forget gate from Gers, Schmidhuber & Cummins 2000; projection from
Sak, Senior & Beaufays 2014. Names and gate order follow ``torch.nn.LSTM``. Omits peepholes.
"""

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from core.networks.weights import Weights
from core.traces.base import Array


class LSTMStep(NamedTuple):
    """One step: gates, candidate and the new cell state (hidden,), the new h (output,)."""

    i: Tensor
    f: Tensor
    g: Tensor
    o: Tensor
    c: Tensor
    h: Tensor


def step(w: Weights, x: Tensor, h: Tensor, c: Tensor) -> LSTMStep:
    """One step of the network. x: (input,), h: (output,), c: (hidden,)."""
    W_i, W_f, W_g, W_o = w.ih.chunk(4)
    U_i, U_f, U_g, U_o = w.hh.chunk(4)
    b_i, b_f, b_g, b_o = (w.b_ih + w.b_hh).chunk(4)

    i = torch.sigmoid(W_i @ x + U_i @ h + b_i)
    f = torch.sigmoid(W_f @ x + U_f @ h + b_f)
    g = torch.tanh(W_g @ x + U_g @ h + b_g)
    o = torch.sigmoid(W_o @ x + U_o @ h + b_o)
    c = f * c + i * g
    h = o * torch.tanh(c)
    return LSTMStep(i, f, g, o, c, h if w.hr is None else w.hr @ h)


def recover(w: Weights, x: Tensor, before: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The gates i, f, g, o of all steps at once, from x (time, input), h_{t−1} (time, output)."""
    sums = torch.addmm(w.b_ih + w.b_hh, x, w.ih.T).addmm_(before, w.hh.T)
    i, f, g, o = sums.chunk(4, dim=1)
    return i.sigmoid_(), f.sigmoid_(), g.tanh_(), o.sigmoid_()


def cells(i: Tensor, f: Tensor, g: Tensor, c0: Tensor) -> Array:
    """c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t for all t: the one thing that needs a loop over time."""
    written, kept, before = (i * g).numpy(), f.numpy(), c0.numpy()
    c = np.empty_like(written)
    for write, keep, now in zip(written, kept, c, strict=True):
        np.multiply(keep, before, out=now)
        now += write
        before = now
    return c
