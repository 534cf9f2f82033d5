"""The simple recurrent network, h_t = φ(a_t).

Elman 1990, "Finding structure in time"; names and weights as in ``torch.nn.RNN``. Beyond torch's
tanh and relu there is φ = identity (`LinearRNN`), where the theory of vanishing gradients is exact.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor, nn

from core.networks.weights import Weights, flat_weights

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "tanh": torch.tanh,
    "relu": torch.relu,
    "linear": torch.Tensor.clone,
}


class RNNStep(NamedTuple):
    """One step: the sum before φ and the new state, each (hidden,)."""

    a: Tensor
    h: Tensor


def step(w: Weights, x: Tensor, h: Tensor, nonlinearity: str = "tanh") -> RNNStep:
    """One step of the network. x: (input,), h: (hidden,)."""
    a = w.ih @ x + w.b_ih + w.hh @ h + w.b_hh
    return RNNStep(a, ACTIVATIONS[nonlinearity](a))


def recover(w: Weights, x: Tensor, before: Tensor) -> Tensor:
    """The sums a of all steps at once, from x (time, input) and h_{t−1} (time, hidden)."""
    return torch.addmm(w.b_ih + w.b_hh, x, w.ih.T).addmm_(before, w.hh.T)


def slope(h: Tensor, nonlinearity: str) -> Tensor:
    """φ′(a), elementwise, from h = φ(a); for relu it is 0 at a = 0, as in torch."""
    if nonlinearity == "tanh":
        return 1 - h * h
    return (h > 0).to(h.dtype) if nonlinearity == "relu" else torch.ones_like(h)


class LinearRNN(nn.Module):
    """One layer, h_t = W_ih x_t + b_ih + W_hh h_{t−1} + b_hh, called like ``nn.RNN``.

    Parameters have the names, shapes and default distribution U(±1/√hidden) of ``nn.RNN``.
    """

    nonlinearity = "linear"
    num_layers = 1
    bidirectional = False
    dropout = 0.0
    proj_size = 0

    def __init__(
        self, input_size: int, hidden_size: int, batch_first: bool = False, bias: bool = True
    ):
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        self.batch_first, self.bias = batch_first, bias
        shapes: dict[str, tuple[int, ...]] = {
            "weight_ih_l0": (hidden_size, input_size),
            "weight_hh_l0": (hidden_size, hidden_size),
        }
        if bias:
            shapes |= dict.fromkeys(("bias_ih_l0", "bias_hh_l0"), (hidden_size,))
        limit = 1 / math.sqrt(hidden_size)
        for name, shape in shapes.items():
            self.register_parameter(name, nn.Parameter(torch.empty(shape).uniform_(-limit, limit)))

    def forward(self, x: Tensor, hx: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Run the layer. x: (time, [batch,] input), or batch first; hx: (1, [batch,] hidden).

        Returns the states of all steps, laid out like x, and the last one, like hx.
        """
        time = 1 if self.batch_first and x.dim() == 3 else 0
        ih, hh, *biases = flat_weights(self)
        inputs = sum(biases, x @ ih.T)
        steps = inputs.unbind(time)
        h = torch.zeros_like(steps[0]) if hx is None else hx[0]
        states = []
        for a in steps:
            h = a + h @ hh.T
            states.append(h)
        return torch.stack(states, time), h[None]
