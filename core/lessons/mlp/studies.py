"""Measurements behind the sections: how often, how deep, how many units are dead. Free of torch."""

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np

from core.lessons.mlp.film import labelled, plane
from core.lessons.mlp.network import Networks, drawn, trained
from core.lessons.mlp.settings import RATE, STARTS, STEPS, UNITS, Mlp
from core.traces.base import Array

SEEDS = (0, 1, 2)
TRAININGS = tuple(range(20))
LINEAR = (1, 2, 10)  # layers without an activation function
RATES, WIDE = (0.02, 0.2, 1.0), 16  # of the networks whose dead units are counted
DEPTHS = (5, 10, 20, 50)
WIDTH, BATCH = 64, 256  # of the untrained networks whose gradients are measured


def at_end(settings: Mlp, activation: str, sizes: tuple[int, ...], seeds: tuple[int, ...],
           rate: float = RATE) -> tuple[Networks, Array]:  # fmt: skip
    """Networks after training on the settings' points, and the accuracy of each."""
    x, y = labelled(settings)
    (net,) = trained(drawn(sizes, activation, seeds), x, y, rate=rate, steps=STEPS, keep=(STEPS,))
    return net, ((net.forward(x)[0][-1][..., 0] > 0) == (y > 0.5)).mean(1)


@dataclass(frozen=True)
class Linear:
    """Networks of `layers` linear layers without an activation function, one for each seed.

    `accuracies` of the seeds; `apart` is the largest difference from the one map that the layers
    are together, as a share of the largest output.
    """

    layers: int
    accuracies: tuple[float, ...]
    apart: float


@lru_cache(maxsize=32)
def linear(settings: Mlp) -> tuple[Linear, ...]:
    """One, two and ten linear layers on the settings' points."""
    found = []
    for layers in LINEAR:
        sizes = (2, *[int(settings.units)] * (layers - 1), 1)
        net, accuracies = at_end(settings, "none", sizes, SEEDS)
        z, (W, b) = net.forward(plane(12))[0][-1], net.product()
        apart = np.abs(plane(12) @ W + b - z).max((1, 2)) / np.abs(z).max((1, 2))
        found.append(Linear(layers, tuple(accuracies.tolist()), float(apart.max())))
    return tuple(found)


@lru_cache(maxsize=32)
def how_often(settings: Mlp) -> dict[str, int]:
    """In how many of the trainings one hidden layer of each width gets every point right."""
    found = {}
    for units in UNITS:
        accuracies = at_end(settings, settings.activation, (2, int(units), 1), TRAININGS)[1]
        found[units] = int((accuracies == 1).sum())
    return found


@lru_cache(maxsize=8)
def dead(settings: Mlp) -> dict[float, tuple[int, ...]]:
    """How many of the ReLU units are 0 at every point after training, by rate and seed."""
    x, _ = labelled(settings)
    found = {}
    for rate in RATES:
        net, _ = at_end(settings, "relu", (2, WIDE, 1), SEEDS, rate)
        h = net.forward(x)[1][1]
        found[rate] = tuple((h == 0).all(1).sum(1).tolist())
    return found


def untrained(start: str, activation: str, depth: int, seed: int, width: int = WIDTH) -> Networks:
    """A deep network before training: "he", "glorot" (Xavier) or torch's default of nn.Linear.

    All layers have `width` units. He: N(0, 2 / in); Glorot: U(±√(6 / (in + out))), both with
    biases 0; torch: weights and biases from U(±1/√in).
    """
    draw = np.random.default_rng((seed, 1))
    shape = (1, width, width)
    weights, biases = [], [np.zeros((1, 1, width)) for _ in range(depth)]
    for layer in range(depth):
        if start == "he":
            weights.append(sqrt(2 / width) * draw.standard_normal(shape))
            continue
        reach = sqrt(3 / width) if start == "glorot" else 1 / sqrt(width)
        weights.append(draw.uniform(-reach, reach, shape))
        if start == "torch":
            biases[layer] = draw.uniform(-reach, reach, (1, 1, width))
    return Networks(tuple(weights), tuple(biases), activation)


@lru_cache(maxsize=64)
def gradients(start: str, activation: str, depth: int, seed: int) -> Array:
    """The norm of ∂L/∂z of each layer, (depth,), from a random gradient at the last sums."""
    net = untrained(start, activation, depth, seed)
    x, slope = np.random.default_rng((seed, 2)).standard_normal((2, 1, BATCH, WIDTH))
    z, h = net.forward(x[0])
    sums = net.backward(z, h, slope)[2]
    return np.array([np.linalg.norm(s) for s in sums])


@lru_cache(maxsize=1)
def vanished() -> dict[str, list[list[float]]]:
    """∂L/∂z of the first layer over that of the last one: by start, for each depth and seed."""
    return {
        start: [[_ratio(gradients(*how, depth, seed)) for seed in SEEDS] for depth in DEPTHS]
        for start, how in STARTS.items()
    }


def _ratio(norms: Array) -> float:
    return float(norms[0] / norms[-1])


@lru_cache(maxsize=8)
def spread(start: str, activation: str, depth: int = 20, bins: int = 25) -> tuple[Array, Array]:
    """Histograms of the activations of each layer, (bin, depth), shares; and the ends of the bins.

    The first bin is the lowest; what lies beyond the ends is counted in the outer ones.
    """
    x = np.random.default_rng((0, 2)).standard_normal((2, 1, BATCH, WIDTH))[0, 0]
    h = untrained(start, activation, depth + 1, 0).forward(x)[1][1:-1]
    low, high = {"tanh": (-1.0, 1.0), "sigmoid": (0.0, 1.0)}.get(activation, (0.0, 3.0))
    shares = [np.histogram(np.clip(one, low, high), bins, (low, high))[0] for one in h]
    return np.array(shares).T / h[0].size, np.linspace(low, high, bins + 1)
