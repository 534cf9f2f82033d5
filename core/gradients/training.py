"""The reach of a batch of losses: ‖∂L/∂h_t‖ of every sequence at every step, at once.

The fused modules do not hand out ∂L/∂h_t. So we take h from one fused forward, recover all gates of
all steps from it in one product, and go back through time with the chain rule written out, for the
whole batch. Float32 is enough for a trace of training; `core.gradients.loss` is the exact
instrument for one sequence. In what follows D is ∂L/∂(what the next letter names), (n, hidden).
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from core.gradients.derivation import sent_back
from core.networks.derivation import Derived
from core.networks.recurrent import Predictor

Norms = tuple[Tensor, Tensor | None]


def gradient_norms(
    predictor: Predictor, x: Tensor, losses: Callable[[Tensor], Tensor]
) -> tuple[Tensor, Tensor | None]:
    """The norms of ∂L/∂h_t, and of ∂L/∂c_t for an LSTM, where L is each sequence's own loss.

    Args:
        predictor: with one layer in one direction and a readout of the last hidden state.
        x: (n, time, inputs).
        losses: from predictions (n, outputs) to losses (n,).

    Returns:
        Two tensors (n, time); the second is None except for an LSTM.
    """
    if isinstance(predictor.recurrent, Derived):
        sent = sent_back(predictor.recurrent, x, lambda h: losses(predictor.readout(h)).sum())
        return sent.dh.norm(dim=-1), None if sent.dc is None else sent.dc.norm(dim=-1)
    with torch.no_grad():
        h, _ = predictor.recurrent(x)  # (n, time, hidden)
    last = h[:, -1].requires_grad_()
    (Dh,) = torch.autograd.grad(losses(predictor.readout(last)).sum(), last)
    with torch.no_grad():
        return _sweep(predictor.recurrent)(predictor.recurrent, x, h.detach(), Dh)


def _sweep(recurrent: nn.Module) -> Callable[[nn.Module, Tensor, Tensor, Tensor], Norms]:
    if isinstance(recurrent, nn.LSTM):
        return _lstm
    return _gru if isinstance(recurrent, nn.GRU) else _rnn


def _sums(recurrent: nn.Module, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """W_ih x_t + b_ih and W_hh h_{t−1} + b_hh, both (n, time, gates · hidden), and W_hh."""
    W_ih, W_hh, b_ih, b_hh = (
        recurrent.get_parameter(f"{name}_l0")
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    return x @ W_ih.T + b_ih, _before(h) @ W_hh.T + b_hh, W_hh


def _before(states: Tensor) -> Tensor:
    """The state each step starts from: 0, then every state but the last."""
    return torch.cat([torch.zeros_like(states[:, :1]), states[:, :-1]], dim=1)


def _rnn(recurrent: nn.Module, x: Tensor, h: Tensor, Dh: Tensor) -> Norms:
    slope = _slope(recurrent, h)
    W_hh = recurrent.get_parameter("weight_hh_l0")
    norms = [Dh.norm(dim=-1)]
    for t in range(h.shape[1] - 1, 0, -1):
        Dh = (Dh * slope[:, t]) @ W_hh
        norms.append(Dh.norm(dim=-1))
    return torch.stack(norms[::-1], dim=1), None


def _slope(recurrent: nn.Module, h: Tensor) -> Tensor:
    """φ′ at every step, from h = φ(a)."""
    if not isinstance(recurrent, nn.RNN):
        return torch.ones_like(h)
    return (h > 0).to(h) if recurrent.nonlinearity == "relu" else 1 - h**2


def _gru(recurrent: nn.Module, x: Tensor, h: Tensor, Dh: Tensor) -> Norms:
    """h_t = (1 − z) n + z h_{t−1}, n = tanh(from x + r · from h)."""
    from_x, from_h, W_hh = _sums(recurrent, x, h)
    (xr, xz, xn), (hr, hz, hn) = from_x.chunk(3, dim=-1), from_h.chunk(3, dim=-1)
    r, z = torch.sigmoid(xr + hr), torch.sigmoid(xz + hz)
    n = torch.tanh(xn + r * hn)
    to_n = (1 - z) * (1 - n**2)  # ∂h_t/∂(the sum inside n), unit by unit
    blocks = [to_n * hn * r * (1 - r), (_before(h) - n) * z * (1 - z), to_n * r]
    gates = torch.stack(blocks, dim=2)  # (n, time, 3, hidden): ∂h_t/∂(from h)
    norms = [Dh.norm(dim=-1)]
    for t in range(h.shape[1] - 1, 0, -1):
        Da = gates[:, t] * Dh.unsqueeze(1)  # (n, 3, hidden)
        Dh = Da.flatten(1) @ W_hh + z[:, t] * Dh
        norms.append(Dh.norm(dim=-1))
    return torch.stack(norms[::-1], dim=1), None


def _lstm(recurrent: nn.Module, x: Tensor, h: Tensor, Dh: Tensor) -> Norms:
    """c_t = f c_{t−1} + i g, h_t = o tanh c_t."""
    from_x, from_h, W_hh = _sums(recurrent, x, h)
    ai, af, ag, ao = (from_x + from_h).chunk(4, dim=-1)
    i, f, g, o = torch.sigmoid(ai), torch.sigmoid(af), torch.tanh(ag), torch.sigmoid(ao)
    c = _cells(f, i * g)
    blocks = [g * i * (1 - i), _before(c) * f * (1 - f), i * (1 - g**2)]
    gates = torch.stack(blocks, dim=2)  # (n, time, 3, hidden): ∂c_t/∂(sums of i, f, g)
    show, shown = o * (1 - torch.tanh(c) ** 2), torch.tanh(c) * o * (1 - o)
    Dc = Dh * show[:, -1]
    dh, dc = [Dh.norm(dim=-1)], [Dc.norm(dim=-1)]
    for t in range(h.shape[1] - 1, 0, -1):
        Da = torch.cat([(gates[:, t] * Dc.unsqueeze(1)).flatten(1), shown[:, t] * Dh], dim=1)
        Dh = Da @ W_hh
        Dc = f[:, t] * Dc + show[:, t - 1] * Dh
        dh.append(Dh.norm(dim=-1))
        dc.append(Dc.norm(dim=-1))
    return torch.stack(dh[::-1], dim=1), torch.stack(dc[::-1], dim=1)


def _cells(f: Tensor, written: Tensor) -> Tensor:
    """c_t = f_t c_{t−1} + written_t from c_0 = 0: (n, time, hidden)."""
    c, cells = torch.zeros_like(f[:, 0]), []
    for t in range(f.shape[1]):
        c = f[:, t] * c + written[:, t]
        cells.append(c)
    return torch.stack(cells, dim=1)
