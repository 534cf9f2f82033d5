"""Four ways from a gradient to a step, as the papers write them. Free of torch.

A state is (m, v): sums over the gradients so far, zero at first. Arrays may have any shape, and the
rates are broadcast against it.
"""

from collections.abc import Callable

import numpy as np

from core.traces.base import Array

BETA = 0.9  # of momentum, and the first of Adam
BETA_2 = 0.999
ALPHA = 0.99  # of RMSprop
EPSILON = 1e-8
State = tuple[Array, Array]
Step = Callable[[Array, Array, State, Array, int], tuple[Array, State]]


def sgd(w: Array, g: Array, state: State, rate: Array, t: int) -> tuple[Array, State]:
    """Gradient descent: w ← w − η g. With the gradient of a batch it is SGD."""
    return w - rate * g, state


def momentum_with(beta: float) -> Step:
    """Polyak 1964: m ← β m + g, w ← w − η m."""

    def momentum(w: Array, g: Array, state: State, rate: Array, t: int) -> tuple[Array, State]:
        m = beta * state[0] + g
        return w - rate * m, (m, state[1])

    return momentum


def rmsprop(w: Array, g: Array, state: State, rate: Array, t: int) -> tuple[Array, State]:
    """Tieleman & Hinton 2012: v ← α v + (1 − α) g², w ← w − η g / (√v + ε)."""
    v = ALPHA * state[1] + (1 - ALPHA) * g**2
    return w - rate * g / (np.sqrt(v) + EPSILON), (state[0], v)


def adam(w: Array, g: Array, state: State, rate: Array, t: int) -> tuple[Array, State]:
    """Kingma & Ba 2015, algorithm 1; t counts from 1."""
    m = BETA * state[0] + (1 - BETA) * g
    v = BETA_2 * state[1] + (1 - BETA_2) * g**2
    m_hat, v_hat = m / (1 - BETA**t), v / (1 - BETA_2**t)
    return w - rate * m_hat / (np.sqrt(v_hat) + EPSILON), (m, v)


RULES: dict[str, Step] = {
    "sgd": sgd,
    "momentum": momentum_with(BETA),
    "rmsprop": rmsprop,
    "adam": adam,
}


def descend(
    method: str | Step, gradient: Callable[[Array], Array], start: Array, rate: Array, steps: int
) -> tuple[Array, Array, Array, Array]:
    """w, g, m and v before each step and after the last, each (steps + 1, …).

    ``rate`` is broadcast against ``start``: many rates can run side by side. Where a rate is so
    large that w leaves ±1e150, w stays there.
    """
    w = np.broadcast_to(start, np.broadcast_shapes(start.shape, rate.shape)).astype(float)
    state, step = (np.zeros_like(w), np.zeros_like(w)), method
    if isinstance(step, str):
        step = RULES[step]
    kept = []
    for t in range(1, steps + 1):
        g = gradient(w)
        kept.append((w, g, *state))
        w, state = step(w, g, state, rate, t)
        w = np.clip(w, -1e150, 1e150)
    kept.append((w, gradient(w), *state))
    w, g, m, v = (np.stack(each) for each in zip(*kept, strict=True))
    return w, g, m, v
