"""Finite differences beside the exact gradient, and what both cost. Free of torch."""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from core.traces.base import Array

NEURON = {"w": (2.0, -3.0, -3.0), "x": (-1.0, -2.0)}  # of cs231n; the derivative is by w₀
POWERS = tuple(range(1, 16))  # h = 10⁻¹ … 10⁻¹⁵
TYPES: dict[str, Callable[[float], Any]] = {"float64": np.float64, "float32": np.float32}
NETWORKS = {"mazur": (2, 2, 2), "mlp": (4, 8, 8, 1), "digits": (784, 128, 10)}  # units by layer


@lru_cache(maxsize=1)
def errors() -> dict[str, Array]:
    """|(f(w₀ + h) − f(w₀ − h)) / 2h − ∂f/∂w₀| for each h, relative to ∂f/∂w₀, by type."""
    exact = _slope()
    found = {}
    for name, number in TYPES.items():
        w = number(NEURON["w"][0])
        steps = [number(10.0**-power) for power in POWERS]
        slopes = [(_neuron(w + h, number) - _neuron(w - h, number)) / (2 * h) for h in steps]
        found[name] = np.array([abs(float(slope) - exact) / abs(exact) for slope in slopes])
    return found


def _neuron(w0: Any, number: Callable[[float], Any]) -> Any:
    """σ(w₀ x₀ + w₁ x₁ + w₂), every operation in one type of number."""
    (_, w1, w2), (x0, x1) = (map(number, NEURON[name]) for name in "wx")
    return number(1) / (number(1) + np.exp(-(w0 * x0 + w1 * x1 + w2)))


def _slope() -> float:
    s = float(_neuron(np.float64(NEURON["w"][0]), np.float64))
    return s * (1 - s) * NEURON["x"][0]


def multiplications(units: tuple[int, ...]) -> dict[str, int]:
    """Multiplications of numbers in the linear layers, for one example.

    Forward, each weight takes one. Backward, each takes one for its own gradient and one for the
    message to the layer below, which the first layer need not send. One-sided finite differences
    take a forward pass for each weight and bias, and one more.
    """
    weights = [a * b for a, b in pairwise(units)]
    parameters = sum(weights) + sum(units[1:])
    forward, back = sum(weights), 2 * sum(weights) - weights[0]
    return {
        "parameters": parameters,
        "forward": forward,
        "both": forward + back,
        "differences": (parameters + 1) * forward,
    }
