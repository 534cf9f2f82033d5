"""Multi-layer perceptrons: forward, backward and training by hand, several at once. Free of torch.

Rumelhart, Hinton and Williams 1986, "Learning representations by back-propagating errors"; also
without activation functions. Arrays have a first axis of networks; a single one is one of one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

import numpy as np

from core.traces.base import Array

Function = Callable[[Array], Array]
BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8  # of Adam: Kingma and Ba 2015, algorithm 1


def sigmoid(z: Array) -> Array:
    """σ(z) = 1 / (1 + e⁻ᶻ), written so that nothing overflows."""
    return 0.5 * (1 + np.tanh(z / 2))


def gelu(z: Array) -> Array:
    """The product z Φ(z), with the tanh of Hendrycks and Gimpel 2016."""
    return 0.5 * z * (1 + np.tanh(sqrt(2 / np.pi) * (z + 0.044715 * z**3)))


def gelu_slope(z: Array) -> Array:
    """The derivative of `gelu`."""
    inner = np.tanh(sqrt(2 / np.pi) * (z + 0.044715 * z**3))
    steep = sqrt(2 / np.pi) * (1 + 3 * 0.044715 * z**2)
    return 0.5 * (1 + inner) + 0.5 * z * (1 - inner**2) * steep


ACTIVATIONS: dict[str, tuple[Function, Function]] = {  # each with its slope, both functions of z
    "none": (lambda z: z, np.ones_like),
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(z.dtype)),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "leaky": (lambda z: np.where(z > 0, z, 0.01 * z), lambda z: np.where(z > 0, 1.0, 0.01)),
    "gelu": (gelu, gelu_slope),
}


@dataclass(frozen=True, eq=False)
class Networks:
    """Networks of one shape: `weights` (network, in, out) and `biases` (network, 1, out) by layer.

    Each linear map but the last is followed by the activation function.
    """

    weights: tuple[Array, ...]
    biases: tuple[Array, ...]
    activation: str

    def forward(self, x: Array) -> tuple[list[Array], list[Array]]:
        """The sums z and the activations h of each layer, (network, point, unit); h[0] is x."""
        activation, _ = ACTIVATIONS[self.activation]
        z, h = [], [np.broadcast_to(x, (len(self.weights[0]), *x.shape))]
        for layer, (W, b) in enumerate(zip(self.weights, self.biases, strict=True), 1):
            z.append(h[-1] @ W + b)
            h.append(activation(z[-1]) if layer < len(self.weights) else z[-1])
        return z, h

    def backward(self, z: list[Array], h: list[Array], slope: Array) -> tuple[list[Array], ...]:
        """The gradients of weights and biases from that of the last sums, and those of each z."""
        _, slope_of = ACTIVATIONS[self.activation]
        weights, biases, sums = [], [], [slope]
        for layer in reversed(range(len(self.weights))):
            weights.append(h[layer].swapaxes(-1, -2) @ sums[-1])
            biases.append(sums[-1].sum(-2, keepdims=True))
            if layer:
                back = sums[-1] @ self.weights[layer].swapaxes(-1, -2)
                sums.append(back * slope_of(z[layer - 1]))
        return weights[::-1], biases[::-1], sums[::-1]

    def product(self) -> tuple[Array, Array]:
        """The one linear map that all layers are together, where there is no activation."""
        W, b = self.weights[0], self.biases[0]
        for weight, bias in zip(self.weights[1:], self.biases[1:], strict=True):
            W, b = W @ weight, b @ weight + bias
        return W, b

    def one(self, place: int) -> "Networks":
        """One of the networks, as one of one."""
        weights, biases = ([v[place : place + 1] for v in p] for p in (self.weights, self.biases))
        return Networks(tuple(weights), tuple(biases), self.activation)


def drawn(sizes: tuple[int, ...], activation: str, seeds: tuple[int, ...]) -> Networks:
    """Networks before training: He's scale for ReLU, Glorot's (Xavier's) else, biases 0."""
    weights = []
    streams = [np.random.default_rng((seed, 0)) for seed in seeds]
    for into, out in pairwise(sizes):
        scale = sqrt(2 / into) if activation == "relu" else sqrt(2 / (into + out))
        weights.append(np.stack([scale * s.standard_normal((into, out)) for s in streams]))
    biases = [np.zeros((len(seeds), 1, size)) for size in sizes[1:]]
    return Networks(tuple(weights), tuple(biases), activation)


def loss(logits: Array, y: Array) -> tuple[Array, Array]:
    """Cross-entropy of two classes, (network,), with its gradient; logits (network, point, 1)."""
    each = np.logaddexp(0, logits) - y[:, None] * logits
    return each.mean((-2, -1)), (sigmoid(logits) - y[:, None]) / len(y)


def softmax(logits: Array) -> Array:
    """The probabilities of the classes, the last axis."""
    e = np.exp(logits - logits.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def softmax_loss(logits: Array, y: Array) -> tuple[Array, Array]:
    """Cross-entropy of several classes y (point, class), one-hot, with its gradient."""
    p = softmax(logits)
    return -np.log((p * y).sum(-1)).mean(-1), (p - y) / len(y)


def trained(
    start: Networks,
    x: Array,
    y: Array,
    *,
    rate: float,
    steps: int,
    keep: tuple[int, ...],
    cost: Callable[[Array, Array], tuple[Array, Array]] = loss,
) -> list[Networks]:
    """The networks after each of the steps `keep` of Adam on all points (point, in) at once."""
    values = [v.copy() for v in (*start.weights, *start.biases)]
    mean, square = ([np.zeros_like(v) for v in values] for _ in range(2))
    half, kept = len(start.weights), []
    for step in range(steps + 1):
        now = Networks(tuple(values[:half]), tuple(values[half:]), start.activation)
        if step in keep:
            copies = [v.copy() for v in values]
            kept.append(Networks(tuple(copies[:half]), tuple(copies[half:]), start.activation))
        if step == steps:
            break
        z, h = now.forward(x)
        weights, biases, _ = now.backward(z, h, cost(z[-1], y)[1])
        faster = rate * sqrt(1 - BETA_2 ** (step + 1)) / (1 - BETA_1 ** (step + 1))
        small = EPSILON * sqrt(1 - BETA_2 ** (step + 1))
        for v, m, s, g in zip(values, mean, square, (*weights, *biases), strict=True):
            m += (1 - BETA_1) * (g - m)
            s += (1 - BETA_2) * (g * g - s)
            v -= faster * m / (np.sqrt(s) + small)
    return kept
