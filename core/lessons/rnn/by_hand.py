"""A network of two units over three steps, forward and backward, every number on its own line.

h_t = tanh(U x_t + W h_{t−1}), o = V·h_3, L = ½ (o − y)²; x is one number a step, and there are no
biases. Backpropagation through time as in Werbos 1990, with each intermediate value by its name.
Importing this module does not load torch.
"""

from dataclasses import dataclass

import numpy as np

from core.traces.base import Array, Trace, axes

X, Y = (1.0, 0.5, -1.0), 1.0  # the inputs, and the right answer


@dataclass(frozen=True, eq=False, kw_only=True)
class HandTrace(Trace):
    """Every intermediate value; float64."""

    a: Array = axes("time unit")  # U x_t + W h_{t−1}
    h: Array = axes("time unit")  # tanh(a_t)
    h_before: Array = axes("time before")  # h_{t−1}
    o: float  # V·h_3
    loss: float  # L
    error: float  # ∂L/∂o = o − y
    dh: Array = axes("time unit")  # ∂L/∂h_t
    da: Array = axes("time unit")  # ∂L/∂a_t = (1 − h_t²) ⊙ ∂L/∂h_t
    parts_w: Array = axes("time unit before")  # what each step adds to ∂L/∂W
    parts_u: Array = axes("time unit")  # what each step adds to ∂L/∂U
    gradient_v: Array = axes("unit")  # ∂L/∂V


def by_hand(U: Array, W: Array, V: Array) -> HandTrace:
    """Compute the network with these weights: U (2,), W (2, 2), V (2,)."""
    h_before, a, h = [np.zeros(2)], [], []
    for x in X:
        a.append(U * x + W @ h_before[-1])
        h.append(np.tanh(a[-1]))
        h_before.append(h[-1])
    o = float(V @ h[-1])
    error = o - Y
    dh, da = [error * V], []
    for t in reversed(range(len(X))):
        da.append((1 - h[t] ** 2) * dh[-1])
        dh.append(W.T @ da[-1])
    da_t = np.array(da[::-1])
    return HandTrace(
        a=np.array(a),
        h=np.array(h),
        h_before=np.array(h_before[:-1]),
        o=o,
        loss=error**2 / 2,
        error=error,
        dh=np.array(dh[-2::-1]),
        da=da_t,
        parts_w=da_t[:, :, None] * np.array(h_before[:-1])[:, None, :],
        parts_u=da_t * np.array(X)[:, None],
        gradient_v=error * h[-1],
    )
