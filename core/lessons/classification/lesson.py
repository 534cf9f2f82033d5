"""How sure is it? Softmax regression on handwritten digits that is then shown noise.

Bridle 1990, "Probabilistic interpretation of feedforward classification network outputs"; the
trainings are shipped recordings. Free of torch.
"""

import csv
import io
from functools import lru_cache

import numpy as np

from core.lessons.classification.pictures import (
    Sureness,
    images,
    probabilities,
    second,
    sureness,
)
from core.lessons.classification.settings import GUESSES, STRENGTHS, Classification
from core.shipped import openings
from core.traces.base import Array
from core.traces.classification import LeastLossTrace, SoftmaxTrace


@lru_cache(maxsize=1)
def _shipped() -> dict[str, SoftmaxTrace | LeastLossTrace]:
    return openings.load("classification")


def record_lesson(settings: Classification) -> SoftmaxTrace:
    """The recorded training with the penalty of ``settings``."""
    found = _shipped()[settings.penalty]
    assert isinstance(found, SoftmaxTrace)  # noqa: S101
    return found


def least_loss() -> LeastLossTrace:
    """What was measured where the loss is least."""
    found = _shipped()["least"]
    assert isinstance(found, LeastLossTrace)  # noqa: S101
    return found


@lru_cache(maxsize=8)
def how_sure(penalty: str, draw: str) -> Sureness:
    """How right and how sure the training is, step by step."""
    return sureness(record_lesson(Classification(penalty=penalty)), int(draw))


def answer(penalty: str, draw: str) -> str:
    """The guess that is closest to the mean largest p on noise after the last step."""
    found = how_sure(penalty, draw).noise[-1]
    return min(GUESSES, key=lambda guess: abs(float(guess) - found))


def shown(settings: Classification) -> tuple[Array, Array]:
    """The p of the digit and of the noise at each recorded step, (time, class) each."""
    trace = record_lesson(settings)
    both = np.stack([images("heldout")[0][settings.digit], second(settings)])
    p = probabilities(trace, both)
    return p[:, 0], p[:, 1]


def snippet(settings: Classification) -> str:
    """Return Python that trains for 1,000 steps and prints how sure it then is."""
    C = STRENGTHS[settings.penalty]
    return f"""import numpy as np

from core.data.digits import splits
from core.networks.softmax_regression import descend, softmax

(X, y), (X_test, y_test) = splits()["training"], splits()["heldout"]
mean = X.mean(axis=0)  # the mean image, subtracted so that the steps can be long
noise = np.random.default_rng({int(settings.draw)}).integers(0, 17, (1000, 64)) / 16
moments = (1, 10, 100, 1000)  # steps
for t, (W, b) in zip(moments, descend(X - mean, y, 10, C={C:g}, rate=4.0, moments=moments)):
    p, q = softmax((X_test - mean) @ W.T + b), softmax((noise - mean) @ W.T + b)
    right, digits = (p.argmax(axis=1) == y_test).mean(), p.max(axis=1).mean()
    sure = q.max(axis=1).mean()  # on noise
    print(f"{{t:5}} accuracy {{right:.3f}}  digits {{digits:.3f}}  noise {{sure:.3f}}")
"""


def table(settings: Classification, trace: SoftmaxTrace) -> str:
    """Return the curves and the bars as CSV: quantity, time (the step), class and value.

    "accuracy" and "digits" are means over the held-out images, "noise" over the 1,000 pictures of
    the draw; "p digit" and "p noise" are those of the two pictures on show.
    """
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(("quantity", "time", "class", "value"))
    found = how_sure(settings.penalty, settings.draw)
    p, q = shown(settings)
    for t, step in enumerate(trace.steps):
        for name in ("accuracy", "digits", "noise"):
            write((name, step, "", getattr(found, name)[t]))
        for name, values in (("p digit", p), ("p noise", q)):
            for k, value in enumerate(values[t]):
                write((name, step, k, value))
    return out.getvalue()
