"""Backpropagation through time: one pass over the Jacobians, from the last step to the first."""

from typing import NamedTuple

import torch
from torch import Tensor

from core.gradients.jacobians import Jacobians


class ThroughTime(NamedTuple):
    """Gradients of one scalar in reading order; time comes first."""

    injected: Tensor  # (time, output), ∂L/∂h_t straight from above
    dh: Tensor  # (time, output), ∂L/∂h_t, total
    dc: Tensor  # (time, cell), ∂L/∂c_t, total
    dx: Tensor  # (time, input), ∂L/∂x_t
    arrived_h: Tensor  # (time, output), the part of dh that came from the step after
    arrived_c: Tensor  # (time, cell), the part of dc that came straight from c of the step after


def through_time(jacobians: Jacobians, injected: Tensor) -> ThroughTime:
    """Send ∂L/∂h_t of all t (time, output) back through the Jacobians."""
    T, P = jacobians.steps, jacobians.output
    dh, arrived_h = injected.clone(), torch.zeros_like(injected)
    dc, arrived_c = (injected.new_zeros(T, jacobians.cells) for _ in range(2))
    dx = injected.new_zeros(T, jacobians.inputs)
    for t in reversed(range(T)):
        now = slice(t, t + 1)
        jacobians.enter(t, dh[now], dc[now])
        both = jacobians.apply(t, dh[t], dc[t])
        dx[t] = both[P:]
        if t:
            arrived_h[t - 1], arrived_c[t - 1] = both[:P], dc[t] * jacobians.keep(t)
            dh[t - 1] += arrived_h[t - 1]
            dc[t - 1] += arrived_c[t - 1]
    return ThroughTime(injected, dh, dc, dx, arrived_h, arrived_c)
