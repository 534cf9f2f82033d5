"""The pictures that the classifier is shown, and how sure it is of each. Free of torch."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.data.digits import BRIGHTEST, splits
from core.lessons.classification.settings import GREYS, NOISES, PIXELS, Classification
from core.networks.softmax_regression import softmax
from core.traces.base import Array
from core.traces.classification import SoftmaxTrace

CLASSES = 10


@lru_cache(maxsize=2)
def images(part: str) -> tuple[Array, Array]:
    """Images (n, pixel) from 0 to 1 in float64 and their digits: "heldout" or "training"."""
    X, y = splits()[part]
    return X.astype(np.float64), y


@lru_cache(maxsize=8)
def noise(draw: int) -> Array:
    """Pictures (n, pixel) of one draw; each pixel is one of 17 greys, all equally likely."""
    greys = np.random.default_rng(draw).integers(0, BRIGHTEST + 1, (NOISES, PIXELS))
    return greys / BRIGHTEST


def painted(code: str) -> Array | None:
    """The picture (pixel,) of a reader's code; None where it is not one."""
    if len(code) != PIXELS or not set(code) <= set(GREYS):
        return None
    return np.array([GREYS.index(sign) for sign in code]) / BRIGHTEST


def second(settings: Classification) -> Array:
    """The picture beside the digit: noise, or what the reader has made of it."""
    made = painted(settings.pixels)
    return noise(int(settings.draw))[settings.noise] if made is None else made


def probabilities(trace: SoftmaxTrace, X: Array) -> Array:
    """The p of each class for pictures X (n, pixel) at each recorded step, (time, n, class)."""
    return softmax(X @ trace.W.transpose(0, 2, 1).astype(np.float64) + trace.b[:, None])


@dataclass(frozen=True)
class Sureness:
    """At each recorded step (time,): the accuracy on held-out images, the mean largest p on them
    and on noise, the mean gap between the two largest scores on noise, and |W|.
    """

    accuracy: Array
    digits: Array
    noise: Array
    gap: Array
    norm: Array


def sureness(trace: SoftmaxTrace, draw: int) -> Sureness:
    """How right and how sure the classifier is on the whole of a draw and of the held-out part."""
    X, y = images("heldout")
    p, q = probabilities(trace, X), probabilities(trace, noise(draw))
    highest = np.sort(np.log(q), axis=2)[:, :, -2:]  # differences of log p are those of scores
    return Sureness(
        accuracy=(p.argmax(axis=2) == y).mean(axis=1),
        digits=p.max(axis=2).mean(axis=1),
        noise=q.max(axis=2).mean(axis=1),
        gap=(highest[..., 1] - highest[..., 0]).mean(axis=1),
        norm=np.sqrt((trace.W.astype(np.float64) ** 2).sum(axis=(1, 2))),
    )


def others(trace: SoftmaxTrace) -> dict[str, Array]:
    """The largest p after the last step on other pictures without a digit, one for each picture.

    "shuffled": the pixels of each held-out image in another order; "black", "grey" and "white": all
    pixels alike.
    """
    X, _ = images("heldout")
    plain = {"black": 0.0, "grey": 0.5, "white": 1.0}
    shown = {"shuffled": np.random.default_rng(0).permuted(X, axis=1)}
    shown |= {name: np.full((1, PIXELS), value) for name, value in plain.items()}
    last = SoftmaxTrace(steps=trace.steps[-1:], W=trace.W[-1:], b=trace.b[-1:])
    return {name: probabilities(last, found)[0].max(axis=1) for name, found in shown.items()}


def tempered(trace: SoftmaxTrace, draw: int, temperature: float) -> tuple[float, float, float]:
    """Accuracy, mean largest p on held-out images and on noise, all scores divided by T."""
    last = SoftmaxTrace(
        steps=trace.steps[-1:], W=trace.W[-1:] / temperature, b=trace.b[-1:] / temperature
    )
    found = sureness(last, draw)
    return float(found.accuracy[0]), float(found.digits[0]), float(found.noise[0])
