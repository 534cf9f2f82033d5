"""The gated recurrent unit.

Cho et al. 2014, "Learning phrase representations using RNN encoder–decoder", §2.3, as torch's
``nn.GRU`` writes it: r is applied after the hidden projection, which gives it a bias of its own
(the published paper has it before), and z keeps the old state, as in that paper; Chung et al. 2014
and many textbooks let z replace it.
"""

from typing import NamedTuple

import torch
from torch import Tensor

from core.networks.weights import Weights


class GRUStep(NamedTuple):
    """One step: reset gate, update gate, candidate and the new state, each (hidden,)."""

    r: Tensor
    z: Tensor
    n: Tensor
    h: Tensor


def step(w: Weights, x: Tensor, h: Tensor) -> GRUStep:
    """One step of the network. x: (input,), h: (hidden,)."""
    W_r, W_z, W_n = w.ih.chunk(3)
    U_r, U_z, U_n = w.hh.chunk(3)
    (b_r, b_z, b_n), (d_r, d_z, d_n) = w.b_ih.chunk(3), w.b_hh.chunk(3)

    r = torch.sigmoid(W_r @ x + b_r + U_r @ h + d_r)
    z = torch.sigmoid(W_z @ x + b_z + U_z @ h + d_z)
    n = torch.tanh(W_n @ x + b_n + r * (U_n @ h + d_n))
    return GRUStep(r, z, n, (1 - z) * n + z * h)


def recover(w: Weights, x: Tensor, before: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The gates r, z, n of all steps at once, from x (time, input) and h_{t−1} (time, hidden)."""
    inputs = torch.addmm(w.b_ih, x, w.ih.T)
    hidden = torch.addmm(w.b_hh, before, w.hh.T)
    x_r, x_z, x_n = inputs.chunk(3, dim=1)
    h_r, h_z, h_n = hidden.chunk(3, dim=1)
    r, z = x_r.add_(h_r).sigmoid_(), x_z.add_(h_z).sigmoid_()
    return r, z, x_n.addcmul_(r, h_n).tanh_()
