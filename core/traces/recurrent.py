"""The traces of recurrent networks and of the gradients in them. Free of torch.

Arrays are indexed 0 … T−1 by the position in the text, also those of a layer that reads from
right to left (``reverse``): ``trace.f[t]`` is always the gate at work while x_t was read. What
came before is then h[t+1], and ``h0`` is the state before the last position.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.errors import InputError
from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class RecurrentTrace(Trace):
    """One layer of a recurrent network in one direction, reading one example."""

    tokens: tuple[str, ...] = axes("time")
    layer: int = 0
    reverse: bool = False
    x: Array = axes("time input")  # what the layer reads: the input, or the layer below
    h: Array = axes("time hidden")  # hidden state after the step
    h0: Array = axes("hidden")  # hidden state before the first step


@dataclass(frozen=True, eq=False, kw_only=True)
class RNNTrace(RecurrentTrace):
    """``nn.RNN``: h_t = φ(a_t)."""

    nonlinearity: str = "tanh"  # φ: tanh, relu or linear
    a: Array = axes("time hidden")  # the sum before φ


@dataclass(frozen=True, eq=False, kw_only=True)
class GRUTrace(RecurrentTrace):
    """``nn.GRU``: h_t = (1 − z) ⊙ n + z ⊙ h_{t−1}."""

    r: Array = axes("time hidden")  # reset gate, in (0, 1): how much of the past n sees
    z: Array = axes("time hidden")  # update gate, in (0, 1): how much to keep
    n: Array = axes("time hidden")  # candidate, in (−1, 1)


@dataclass(frozen=True, eq=False, kw_only=True)
class LSTMTrace(RecurrentTrace):
    """``nn.LSTM``: c_t = f ⊙ c_{t−1} + i ⊙ g, h_t = o ⊙ tanh c_t."""

    i: Array = axes("time hidden")  # input gate, in (0, 1): how much to write
    f: Array = axes("time hidden")  # forget gate, in (0, 1): how much to keep
    g: Array = axes("time hidden")  # candidate, in (−1, 1): what to write
    o: Array = axes("time hidden")  # output gate, in (0, 1): how much to show
    c: Array = axes("time hidden")  # cell state after the step
    c0: Array = axes("hidden")  # cell state before the first step


@dataclass(frozen=True, eq=False, kw_only=True)
class ProjectedLSTMTrace(LSTMTrace):
    """``nn.LSTM`` with ``proj_size``: h_t = W_hr (o ⊙ tanh c_t) has an axis of its own."""

    h: Array = axes("time output")
    h0: Array = axes("output")


@dataclass(frozen=True)
class Recording:
    """What ``record`` returns: the module's own answer and what happened inside."""

    output: Any  # exactly what the module returns (torch tensors)
    traces: tuple[Any, ...]  # by layer, and in each layer in the order in which it runs

    @property
    def trace(self) -> Any:
        """The only trace.

        Raises:
            InputError: there are several; choose one of ``traces``.
        """
        if len(self.traces) != 1:
            raise InputError("trace", "the only one (choose from .traces)", len(self.traces))
        return self.traces[0]


@dataclass(frozen=True, eq=False, kw_only=True)
class GradientTrace(Trace):
    """The gradient of one scalar loss on its way back through one layer in one direction.

    δ_t is the total derivative of the loss with respect to the state on the main path: h_t, or
    c_t for the LSTM. Step k leads from time k+1 back to time k (both counted from 0). Ratios and
    factors describe what arrives at k *through the step*; what the loss itself reads at k is in
    ``injected``, so for a loss of the last output ratio[k] = ‖δ_k‖ / ‖δ_{k+1}‖ exactly. Where
    ‖δ_{k+1}‖ is 0, ratio and factors are 0. A layer that reads from right to left has its last
    step at time 0: there step k leads from time k to time k+1. Everything is float64.
    """

    network: str  # "rnn", "gru" or "lstm"
    tokens: tuple[str, ...] = axes("time")
    layer: int = 0
    reverse: bool = False
    dh: Array = axes("time")  # ‖∂L/∂h_t‖₂
    dc: Array | None = axes("time", optional=True)  # ‖∂L/∂c_t‖₂ (LSTM only)
    injected: Array = axes("time")  # ‖·‖₂ of the part of ∂L/∂h_t that comes straight from above
    ratio: Array = axes("step")  # ‖what arrives at δ_k‖ / ‖δ_{k+1}‖

    def coordinates(self, axis: str, size: int) -> Array:
        """A step is listed by the time it arrives at, counted from 1."""
        return np.arange(1, size + 1) if axis == "step" else super().coordinates(axis, size)


@dataclass(frozen=True, eq=False, kw_only=True)
class RNNFactors(GradientTrace):
    """The two factors of each step, ratio = slope · weights."""

    slope: Array = axes("step")  # ‖φ′(a) ⊙ δ‖ / ‖δ‖, both at time k+1
    weights: Array = axes("step")  # ‖W_hhᵀ v‖ / ‖v‖ with v = φ′(a) ⊙ δ
    max_slope: float  # largest φ′(a) in the run


@dataclass(frozen=True, eq=False, kw_only=True)
class RNNGradient(RNNFactors):
    """The two factors of each step, and what theory predicts of them.

    Pascanu, Mikolov & Bengio 2013, "On the difficulty of training recurrent neural networks", §2.
    """

    radius: float  # spectral radius ρ of W_hh
    sigma: float  # its largest singular value
    rate: Array = axes("time")  # ρ^(T−t) · ‖δ_T‖
    bound: Array = axes("time")  # (σ · max φ′)^(T−t) · ‖δ_T‖


@dataclass(frozen=True, eq=False, kw_only=True)
class GatedGradient(GradientTrace):
    """The two ways back of each step: straight through the gate, and around it.

    By the triangle inequality |kept − rest| ≤ ratio ≤ kept + rest.
    """

    kept: Array = axes("step")  # ‖gate ⊙ δ‖ / ‖δ‖ at time k+1; the gate is f (LSTM) or z (GRU)
    rest: Array = axes("step")  # norm of all else that the step brings to δ_k, over ‖δ_{k+1}‖
    gate: Array = axes("step")  # mean of the gate over the units, at time k+1


@dataclass(frozen=True, eq=False, kw_only=True)
class PairsTrace(Trace):
    """How much each later state of one layer depends on each earlier one: Frobenius norms.

    Axis ``later`` is s, axis ``time`` is t, both positions in the text; 0 where s was read
    before t. Float64.
    """

    network: str  # "rnn", "gru" or "lstm"
    tokens: tuple[str, ...] = axes("time")
    layer: int = 0
    reverse: bool = False
    dh: Array = axes("later time")  # ‖∂h_s/∂h_t‖_F
    dc: Array | None = axes("later time", optional=True)  # ‖∂h_s/∂c_t‖_F (LSTM only)


@dataclass(frozen=True, eq=False, kw_only=True)
class InfluenceTrace(Trace):
    """How much each output depends on each input: Frobenius norms over [s, t], float64."""

    network: str  # "rnn", "gru", "lstm" or "transformer"
    tokens: tuple[str, ...] = axes("time")
    dx: Array = axes("later time")  # ‖∂out_s/∂x_t‖_F
