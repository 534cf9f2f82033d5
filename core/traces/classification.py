"""Softmax regression on images while it learns, and where its loss is least. Free of torch."""

from dataclasses import dataclass

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class SoftmaxTrace(Trace):
    """The weights after so many steps of gradient descent from zeros; the first is 0 steps.

    The scores of an image x (pixel,) are W x + b.
    """

    steps: Array = axes("time")
    W: Array = axes("time class pixel")
    b: Array = axes("time class")


@dataclass(frozen=True, eq=False, kw_only=True)
class LeastLossTrace(Trace):
    """Measured where the loss is least, for several penalties and splits of the images.

    Attributes:
        strengths: C of scikit-learn; the penalty is |W|²/(2 C n).
        accuracy: on held-out images.
        digits: the mean of the largest probability on held-out images.
        noise: the same on noise.
        norm: |W|.
        shuffled: accuracy of the model with C = 1 that learned from shuffled labels.
    """

    strengths: Array = axes("strength")
    accuracy: Array = axes("split strength")
    digits: Array = axes("split strength")
    noise: Array = axes("split strength")
    norm: Array = axes("split strength")
    shuffled: Array = axes("split")
