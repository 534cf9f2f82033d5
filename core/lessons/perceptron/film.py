"""The moments of a run that the picture shows: first each update, then the ends of passes."""

from dataclasses import dataclass

import numpy as np

from core.lessons.perceptron.examples import Examples
from core.lessons.perceptron.margin import solution
from core.lessons.perceptron.rule import Run, run
from core.lessons.perceptron.settings import WORST, Perceptron
from core.traces.base import Array, Trace, axes

FIRST = 24  # updates that are shown one by one
ENDS = 24  # of passes after them
FINAL = 8  # updates of the last pass, again one by one


@dataclass(frozen=True, eq=False, kw_only=True)
class FilmTrace(Trace):
    """A run of the perceptron at some moments.

    Attributes:
        x, y: the examples, the last input 1, and their classes, 0 or 1.
        read: how many examples have been read.
        example: which of them was the last mistake; −1 before the first.
        updated: whether this moment is that of a mistake; if not, it is the end of a pass.
        before, after: the weights before and after the last mistake.
        best, averaged: the best weights so far, and the mean of all so far.
        recent: mistakes among the last examples read, as many as one pass has, as a share of it.
        wrong: the share of all examples that the last, best and averaged weights get wrong.
        epochs: the passes, from 1.
        mistakes: in each pass.
        wrong_at_end: as ``wrong``, at the end of each pass.
        stopped: whether the last pass had no mistake.
    """

    x: Array = axes("example input")
    y: Array = axes("example")
    read: Array = axes("time")
    example: Array = axes("time")
    updated: Array = axes("time")
    before: Array = axes("time input")
    after: Array = axes("time input")
    best: Array = axes("time input")
    averaged: Array = axes("time input")
    recent: Array = axes("time")
    wrong: Array = axes("time kind")
    epochs: Array = axes("epoch")
    mistakes: Array = axes("epoch")
    wrong_at_end: Array = axes("epoch kind")
    stopped: bool

    @property
    def count(self) -> int:
        """How many examples a pass has."""
        return len(self.y)

    @property
    def passes(self) -> Array:
        """The pass of each moment, from 1; 0 before the first, (time,)."""
        return -(-self.read // self.count)

    @property
    def ringed(self) -> Array:
        """The example with the ring: the last mistake; at the beginning the first one to come."""
        first = self.example[min(1, len(self.example) - 1)]
        return np.maximum(np.where(self.example < 0, first, self.example), 0)

    @property
    def late(self) -> slice:
        """The second half of the passes."""
        return slice(len(self.epochs) // 2, None)


def moments(found: Run) -> Array:
    """The numbers of examples read at which the film stops."""
    singly = found.read[:FIRST]
    start = int(singly[-1]) if len(singly) else 0
    later = found.ends[found.ends > start]
    if len(later) > ENDS:
        later = later[np.unique(np.linspace(0, len(later) - 1, ENDS).round().astype(int))]
    final = found.read[(found.read > max(start, found.total - len(found.x)))][-FINAL:]
    return np.unique(np.concatenate([[0], singly, later, final, [found.total]]))


def film(these: Examples, settings: Perceptron) -> FilmTrace:
    """Run the perceptron over some examples in the order of the settings."""
    towards = solution(these.x, these.y) if settings.order == WORST else None
    found = run(these.x, these.y, settings.order, seed=settings.seed, towards=towards)
    read = moments(found)
    k, n = found.mistakes(read), len(these.x)
    kinds = (found.last, found.best, found.averaged)
    return FilmTrace(
        x=these.x,
        y=these.y,
        read=read,
        example=np.append(-1, found.example)[k],
        updated=np.isin(read, found.read),
        before=found.weights[np.maximum(k - 1, 0)],
        after=found.weights[k],
        best=found.best(read),
        averaged=found.averaged(read),
        recent=(k - found.mistakes(read - n)) / n,
        wrong=np.stack([found.share_wrong(kind(read)) for kind in kinds], axis=1),
        epochs=np.arange(1, found.passes + 1),
        mistakes=found.by_pass,
        wrong_at_end=np.stack([found.share_wrong(kind(found.ends)) for kind in kinds], axis=1),
        stopped=not found.by_pass[-1],
    )
