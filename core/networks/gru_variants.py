"""The gated recurrent unit as papers and libraries differ on it, and with its gates held.

Two conventions. Where the reset gate acts: *before* the hidden projection, tanh(… + U(r ⊙ h))
(Cho et al. 2014, EMNLP, eq. 8; Chung et al. 2014, §3.2), or *after* it, tanh(… + r ⊙ (U h)), as in
torch's ``nn.GRU`` and cuDNN. What the update gate z does: *keep* the old state, z ⊙ h + (1 − z) ⊙ n
(Cho et al. 2014, eq. 7; torch), or *replace* it, (1 − z) ⊙ h + z ⊙ n (Chung et al. 2014, eq. 5).
"""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import linear

from core.networks.weights import Weights


@dataclass(frozen=True)
class Variant:
    """A convention, and values that gates are held at; the default is torch's own."""

    reset: str = "after"  # "after" or "before" the hidden projection
    update: str = "keep"  # what z = 1 does to the old state: "keep" or "replace"
    r: Tensor | float | None = None  # held reset gate: a number, (hidden,) or (time, n, hidden)
    z: Tensor | float | None = None  # held update gate, the same
    since: int = 0  # the step, from 0, from which gates are held


class VariantRun(NamedTuple):
    """All steps: gates, candidate and state, each (time, n, hidden)."""

    r: Tensor
    z: Tensor
    n: Tensor
    h: Tensor


def step(
    w: Weights, x: Tensor, h: Tensor, variant: Variant, t: int = 0
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """One step at time ``t``: r, z, n and the new state. x: (n, input), h: (n, hidden)."""
    W_r, W_z, W_n = w.ih.chunk(3)
    U_r, U_z, U_n = w.hh.chunk(3)
    (b_r, b_z, b_n), (d_r, d_z, d_n) = w.b_ih.chunk(3), w.b_hh.chunk(3)

    r = _held(torch.sigmoid(linear(x, W_r, b_r) + linear(h, U_r, d_r)), variant.r, variant, t)
    z = _held(torch.sigmoid(linear(x, W_z, b_z) + linear(h, U_z, d_z)), variant.z, variant, t)
    past = r * linear(h, U_n, d_n) if variant.reset == "after" else linear(r * h, U_n, d_n)
    n = torch.tanh(linear(x, W_n, b_n) + past)
    h = (1 - z) * n + z * h if variant.update == "keep" else (1 - z) * h + z * n
    return r, z, n, h


def run(w: Weights, x: Tensor, variant: Variant, h0: Tensor | None = None) -> VariantRun:
    """Read x (n, time, input) from the state h0 (n, hidden), zeros if None."""
    h = x.new_zeros(len(x), w.hh.shape[1]) if h0 is None else h0
    steps = []
    for t, x_t in enumerate(x.unbind(1)):
        steps.append(step(w, x_t, h, variant, t))
        h = steps[-1][3]
    return VariantRun(*(torch.stack(parts) for parts in zip(*steps, strict=True)))


def flipped(w: Weights) -> Weights:
    """The weights whose update gate is 1 − z, exactly: σ(−a) = 1 − σ(a)."""
    size = w.hh.shape[1]
    sign = w.b_ih.new_ones(len(w.b_ih))
    sign[size : 2 * size] = -1.0
    return Weights(sign[:, None] * w.ih, sign[:, None] * w.hh, sign * w.b_ih, sign * w.b_hh, None)


def _held(gate: Tensor, value: Tensor | float | None, variant: Variant, t: int) -> Tensor:
    """The gate, or the value that it is held at."""
    if value is None or t < variant.since:
        return gate
    if isinstance(value, Tensor):
        return (value[t] if value.dim() == 3 else value).expand_as(gate)
    return torch.full_like(gate, value)
