"""The factors of each step of a gradient's way back, and what theory predicts of it."""

from dataclasses import fields
from functools import singledispatch
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.gradients.jacobians import GRUJacobians, Jacobians, LSTMJacobians, RNNJacobians, norms
from core.gradients.spectrum import largest_singular_value, spectral_radius
from core.gradients.through_time import ThroughTime
from core.traces.base import Array
from core.traces.recurrent import (
    GatedGradient,
    GradientTrace,
    RecurrentTrace,
    RNNFactors,
    RNNGradient,
)


def gradient_trace(trace: RecurrentTrace, jacobians: Jacobians, way: ThroughTime) -> GradientTrace:
    """The trace of one layer's gradients, in the order of the text; an RNN's without theory."""
    known: dict[str, Any] = {"tokens": trace.tokens, "layer": trace.layer, "reverse": trace.reverse}
    arrays = {"dh": norms(way.dh), "injected": norms(way.injected)}
    kind, found = explain(jacobians, way)
    flipped = {k: in_text(v, trace.reverse) for k, v in (arrays | found).items()}
    return kind(**known, **flipped)


def with_theory(trace: GradientTrace, W: Tensor) -> GradientTrace:
    """An RNN's trace with what its W_hh predicts, which takes longest in a large layer.

    Of other networks nothing is predicted from the matrix alone: their traces stay as they are.
    """
    if not isinstance(trace, RNNFactors) or isinstance(trace, RNNGradient):
        return trace
    radius, sigma = spectral_radius(W), largest_singular_value(W)
    steps, last = len(trace.dh), trace.dh[0 if trace.reverse else -1]
    return RNNGradient(
        **{field.name: getattr(trace, field.name) for field in fields(trace)},
        radius=radius,
        sigma=sigma,
        rate=in_text(powers(radius, steps) * last, trace.reverse),
        bound=in_text(powers(sigma * trace.max_slope, steps) * last, trace.reverse),
    )


def in_text(value: Any, reverse: bool) -> Any:
    """A tensor as an array in the order of the text; other values as they are."""
    if not isinstance(value, Tensor):
        return value
    array = value.numpy()
    return array[::-1] if reverse else array


@singledispatch
def explain(jacobians: Jacobians, way: ThroughTime) -> tuple[type[GradientTrace], dict[str, Any]]:
    """The kind of trace for these Jacobians and its fields, tensors in reading order."""
    raise TypeError(f"no factors are known for {type(jacobians).__name__}")


@explain.register
def _(jacobians: RNNJacobians, way: ThroughTime) -> tuple[type[GradientTrace], dict[str, Any]]:
    W = jacobians.weights[:, : jacobians.output]
    later = way.dh[1:]
    v = jacobians.slope[1:] * later
    slope, weights = share(norms(v), norms(later)), share(norms(v @ W), norms(v))
    return RNNFactors, {
        "network": "rnn",
        "ratio": share(norms(way.arrived_h[:-1]), norms(later)),
        "slope": slope,
        "weights": weights,
        "max_slope": float(jacobians.slope.max()),
    }


@explain.register
def _(jacobians: GRUJacobians, way: ThroughTime) -> tuple[type[GradientTrace], dict[str, Any]]:
    straight = jacobians.gate[1:] * way.dh[1:]
    around = way.arrived_h[:-1] - straight
    return GatedGradient, {"network": "gru", **two_ways(jacobians, way.dh, straight, around)}


@explain.register
def _(jacobians: LSTMJacobians, way: ThroughTime) -> tuple[type[GradientTrace], dict[str, Any]]:
    straight = way.arrived_c[:-1]
    around = jacobians.raw(way.arrived_h[:-1]) * jacobians.peek[:-1]
    found = two_ways(jacobians, way.dc, straight, around)
    return GatedGradient, {"network": "lstm", "dc": norms(way.dc), **found}


def two_ways(
    jacobians: GRUJacobians | LSTMJacobians, delta: Tensor, straight: Tensor, around: Tensor
) -> dict[str, Tensor]:
    """Factors of a gated step: δ = ``delta`` came back ``straight`` or ``around`` the gate."""
    later = norms(delta[1:])
    return {
        "ratio": share(norms(straight + around), later),
        "kept": share(norms(straight), later),
        "rest": share(norms(around), later),
        "gate": jacobians.gate[1:].mean(dim=1),
    }


def share(part: Tensor, whole: Tensor) -> Tensor:
    """The ratio, and 0 where whole is 0."""
    return torch.where(whole == 0, torch.zeros_like(part), part / whole)


def powers(base: float, steps: int) -> Tensor:
    """base^(T−t) for t = 1 … T; infinite where float64 ends."""
    with np.errstate(over="ignore"):
        table: Array = np.power(base, np.arange(steps)[::-1], dtype=float)
    return torch.from_numpy(table)
