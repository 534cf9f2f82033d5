"""Handwritten digits by one hidden layer of ReLU: 64 pixels, H units, 10 classes. Free of torch."""

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np

from core.data.digits import BRIGHTEST, SIDE, splits
from core.lessons.mlp.network import Networks, drawn, softmax, softmax_loss, trained
from core.shipped import recordings
from core.shipped.store import FOLDER, card
from core.traces.base import Array
from core.traces.dense import DenseTrace

NAME = "mlp_digits"
HIDDEN = (0, 8, 32, 128)  # units that are tried; 0 is softmax regression
SHOWN = 32  # units of the network that is shipped
RATE, STEPS = 0.01, 300
CLASSES = 10
LEVELS = "0123456789abcdefg"  # of a pixel, one sign each


def train(hidden: int, seed: int) -> Networks:
    """A network after training on all training images at once."""
    images, digits = splits()["training"]
    sizes = (SIDE**2, hidden, CLASSES) if hidden else (SIDE**2, CLASSES)
    y = np.eye(CLASSES)[digits]
    (net,) = trained(drawn(sizes, "relu", (seed,)), images.astype(np.float64), y, rate=RATE,
                     steps=STEPS, keep=(STEPS,), cost=softmax_loss)  # fmt: skip
    return net


def accuracy(net: Networks, part: str) -> float:
    """The share of images of a part of the data that are recognised."""
    images, digits = splits()[part]
    return float((net.forward(images)[0][-1][0].argmax(-1) == digits).mean())


def as_trace(net: Networks) -> DenseTrace:
    """The network as the file holds it."""
    values = [v for pair in zip(net.weights, net.biases, strict=True) for v in pair]
    W_1, b_1, W_2, b_2 = (v[0].astype(np.float32) for v in values)
    return DenseTrace(W_1=W_1, b_1=b_1[0], W_2=W_2, b_2=b_2[0])


@lru_cache(maxsize=1)
def shipped() -> Networks:
    """The network that is shipped."""
    trace = cast(DenseTrace, recordings.load(FOLDER / f"{NAME}.safetensors")["network"])
    weights = trace.W_1[None].astype(np.float64), trace.W_2[None].astype(np.float64)
    biases = trace.b_1[None, None].astype(np.float64), trace.b_2[None, None].astype(np.float64)
    return Networks(weights, biases, "relu")


def scores() -> dict[int, list[float]]:
    """The share of held-out images that are recognised, by H, for each seed."""
    return {row["hidden"]: row["heldout"] for row in card(NAME)["results"]}


def write(image: Array) -> str:
    """The code of an image (64,) from 0 to 1: one sign a pixel."""
    return "".join(LEVELS[round(float(level) * BRIGHTEST)] for level in image)


def read(code: str) -> Array | None:
    """The image (64,) of a code; None where it is none."""
    if len(code) != SIDE**2 or set(code) - set(LEVELS):
        return None
    return np.array([LEVELS.index(sign) for sign in code]) / BRIGHTEST


@dataclass(frozen=True, eq=False)
class Seen:
    """What the network makes of an image: sums and activations of the hidden units, p of classes.

    `weights` of each hidden unit, (hidden, 8, 8).
    """

    z: Array
    h: Array
    p: Array
    weights: Array


def see(image: Array) -> Seen:
    """Read an image (64,) by the network that is shipped."""
    net = shipped()
    z, h = net.forward(image[None])
    weights = net.weights[0][0].T.reshape(-1, SIDE, SIDE)
    return Seen(z[0][0, 0], h[1][0, 0], softmax(z[-1][0, 0]), weights)
