"""Each update as a vector in the plane of the weights, its line in that of the data, mistakes."""

from collections.abc import Mapping

import numpy as np

from core.lessons.perceptron.film import FIRST, FilmTrace
from core.lessons.perceptron.settings import Perceptron
from viz.lessons.perceptron.counts import mistakes, rule
from viz.lessons.perceptron.named import Named, moment
from viz.lessons.perceptron.planes import data_plane, weight_plane
from viz.view import Clock, Stage

SPEED = 1.5  # steps per second
Words = Mapping[str, str]


def stage(
    trace: FilmTrace,
    settings: Perceptron,
    named: Named,
    *,
    words: Words,
    covered: bool,
    guess: str | None = None,
) -> Stage:
    """Return the moving picture; covered, it ends with the first updates.

    Args:
        trace: the run at its moments.
        settings: of the lesson.
        named: what is measured and told apart.
        words: of the lesson.
        covered: whether the answer is not to be told yet.
        guess: the code of what the reader took for the share that is wrong at the end.
    """
    last = len(trace.read) - 1
    length = min(FIRST + 1, last) if covered else last + 1
    labels = tuple(moment(trace, t, named, words) for t in range(length))
    views = (
        data_plane(trace, settings, named, length, words),
        weight_plane(trace, settings, length, words),
        mistakes(trace, length, settings.which, words, covered, guess),
        rule(trace, length, words),
    )
    return Stage(
        name="perceptron",
        clock=Clock(length=length, label=labels[0], labels=labels, speed=SPEED, loop=False),
        views=views,
        words=words,
        picked=settings.picked if settings.data == "own" else {},
        asked=(min(int(np.argmax(trace.read >= trace.read[-1] / 2)), length - 1), length - 1),
    )
