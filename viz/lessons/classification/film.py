"""A held-out digit, a picture of noise, and how sure the classifier is while it learns."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.data.digits import SIDE
from core.lessons.classification.pictures import Sureness
from core.lessons.classification.settings import Classification
from core.traces.base import Array
from viz.view import Clock, Stage, View
from viz.views.classes.classified import classified
from viz.views.plot import Axis, Curve, Note, Points, plot

SPEED = 4.0  # moments per second
FROM = 0.5  # where step 0 stands on the axis of steps, which is logarithmic
HEIGHT = 240  # px of the curves
COLOURS = {"accuracy": "k", "digits": "v", "noise": "q"}
Words = Mapping[str, str]


def stage(
    settings: Classification,
    steps: Sequence[int],
    found: Sureness,
    digit: tuple[Array, Array, int],
    other: tuple[Array, Array],
    *,
    words: Words,
    covered: bool,
    guess: float | None = None,
) -> Stage:
    """Return the moving picture; covered, without what the classifier makes of noise.

    Args:
        settings: of the lesson.
        steps: of the training at each moment of the clock.
        found: how right and how sure it is at each of them.
        digit: the held-out image (pixel,), its p (time, class) and its digit.
        other: the picture beside it, and its p.
        words: of the lesson.
        covered: whether the answer is not to be told yet.
        guess: what the reader took for the mean largest p on noise after the last step.
    """
    image, p, label = digit
    views = (
        classified(
            image.reshape(SIDE, SIDE),
            p,
            words=words,
            colour=COLOURS["digits"],
            label=label,
            title=words["digit_title"],
        ),
        classified(
            other[0].reshape(SIDE, SIDE),
            None if covered else other[1],
            words=words,
            colour=COLOURS["noise"],
            pick="pixels",
            title=words["noise_painted" if settings.pixels else "noise_title"],
        ),
        _curves(steps, found, words, covered, guess),
    )
    labels = tuple(words["clock"].format(step=f"{step:,}") for step in steps)
    return Stage(
        name="classification",
        clock=Clock(length=len(steps), speed=SPEED, label=labels[0], labels=labels, loop=False),
        views=views,
        words=words,
        picked=settings.picked,
        asked=(0, len(steps) - 1),
    )


def _curves(
    steps: Sequence[int], found: Sureness, words: Words, covered: bool, guess: float | None
) -> View:
    x = np.maximum(np.asarray(steps, dtype=float), FROM)
    shown = [name for name in COLOURS if not (covered and name == "noise")]
    places = {name: np.stack([x, getattr(found, name)], axis=-1) for name in shown}
    points = [
        Points(name=words[f"curve.{name}"], colour=COLOURS[name], places=places[name][:, None])
        for name in shown
    ]
    if guess is not None and not covered:
        at = np.array([[x[-1], guess]])
        points.append(Points(name=words["guessed"], colour="ink", shape="diamond", places=at))
    return plot(
        x=Axis(label=words["steps"], low=FROM, high=float(x[-1]), log=True),
        y=Axis(label=words["share"], low=0.0, high=1.0),
        points=points,
        curves=[
            Curve(
                name=words[f"curve.{name}"], colour=COLOURS[name], places=places[name], trail=True
            )
            for name in shown
        ],
        notes=[Note(text="?", at=(300.0, 0.4), colour=COLOURS["noise"])] if covered else [],
        summary=words["curves_summary"],
        height=HEIGHT,
        columns=4,
        title=words["curves"],
    )
