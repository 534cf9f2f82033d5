"""Training of word vectors, one example a step as in word2vec, recorded on the way.

Mikolov et al. 2013, "Efficient estimation …" and "Distributed representations …". As in their
program, W begins uniform in ±1/(2d), C at zero, and the rate falls in a straight line. Two of its
devices are left out, so that what is learnt is what the loss says: frequent words are not thinned
out, and every window is as wide as the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.data.word_texts import WordText
from core.traces.base import Array
from core.traces.word_vectors import LearningTrace
from core.word_vectors.examples import NONE, Examples, examples
from core.word_vectors.likeness import nearest
from core.word_vectors.noise import draw, noise
from core.word_vectors.projection import projection
from core.word_vectors.step import Step, step, watch

LEAST_RATE = 1e-4  # of the first one: the last steps still learn
RANKS = 8  # nearest words that are kept
FRAMES = 40  # recorded steps
JUDGED = 20_000  # examples whose mean loss is told
AROUND = 5  # words of the text on either side of the middle that are kept


@dataclass(frozen=True, kw_only=True)
class Budget:
    """How a training goes.

    Attributes:
        architecture: "skip_gram" or "cbow".
        window: words on either side of the middle.
        hidden: d, the numbers of a vector.
        negatives: k, the words drawn for each example.
        exponent: of the counts that they are drawn by.
        epochs: how often the text is read.
        rate: η of the first step.
    """

    architecture: str
    window: int = 3
    hidden: int = 32
    negatives: int = 5
    exponent: float = 0.75
    epochs: int = 20
    rate: float = 0.025


def start(size: int, hidden: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """W, uniform in ±1/(2d), and C, zero: (size, hidden) both."""
    return (rng.random((size, hidden)) - 0.5) / hidden, np.zeros((size, hidden))


def recorded_steps(total: int, frames: int) -> Array:
    """So many steps of 1 … total, closer together at the beginning: a film of all of them."""
    found = np.ceil(total * np.linspace(0, 1, frames) ** 4).astype(int)
    for k in range(frames):
        found[k] = max(found[k], found[k - 1] + 1 if k else 1)
    return np.minimum(found, total)


class Moment(NamedTuple):
    """A recorded step: its number from 1, η, the example, its rows, W before it, and what moved."""

    number: int
    rate: float
    example: int
    rows: Array
    W: Array
    moved: Step
    loss: float


class Training:
    """A text that is read example by example, in an order and with draws of a seed."""

    def __init__(self, text: WordText, budget: Budget, seed: int) -> None:
        self.text, self.budget = text, budget
        self.rng = np.random.default_rng(seed)
        self.W, self.C = start(len(text.words), budget.hidden, self.rng)
        self.examples = examples(text, budget.window, budget.architecture)
        self.noise = noise(text.counts, budget.exponent)
        self.done = 0

    @property
    def total(self) -> int:
        """The steps of the whole training."""
        return self.budget.epochs * len(self.examples)

    @property
    def rate(self) -> float:
        """η of the next step."""
        return self.budget.rate * max(1 - self.done / self.total, LEAST_RATE)

    def run(self, stops: Iterable[int] = ()) -> list[Moment]:
        """Train to the end; what is found before and after each step of ``stops``, from 1."""
        wanted, moments = {int(stop) for stop in stops}, []
        for _ in range(self.budget.epochs):
            order = self.rng.permutation(len(self.examples))
            drawn = draw(self.noise, (len(order), self.budget.negatives), self.rng)
            rows = np.hstack([self.examples.targets[order, None], drawn])
            for example, asked in zip(order.tolist(), rows, strict=True):
                if self.done + 1 in wanted:
                    moments.append(self._moment(example, asked))
                else:
                    step(self.W, self.C, self.examples.of(example), asked, self.rate)
                self.done += 1
        return moments

    def _moment(self, example: int, rows: Array) -> Moment:
        W, rate, loss = self.W.copy(), self.rate, self.loss()
        moved = watch(self.W, self.C, self.examples.of(example), rows, rate)
        return Moment(self.done + 1, rate, example, rows, W, moved, loss)

    def loss(self) -> float:
        """The mean loss, in nats, of examples and draws that are the same whenever it is asked."""
        rng = np.random.default_rng(JUDGED)
        some = rng.choice(len(self.examples), min(JUDGED, len(self.examples)), replace=False)
        drawn = draw(self.noise, (len(some), self.budget.negatives), rng)
        inputs = self.examples.inputs[some]
        there = (inputs != NONE)[:, :, None]
        h = (self.W[inputs] * there).sum(1) / there.sum(1)
        true = np.einsum("nh,nh->n", self.C[self.examples.targets[some]], h)
        false = np.einsum("nkh,nh->nk", self.C[drawn], h)
        return float(np.logaddexp(0, -true).mean() + np.logaddexp(0, false).sum(1).mean())


def learning(text: WordText, budget: Budget, seed: int, followed: Sequence[str]) -> LearningTrace:
    """Train, and record `FRAMES` steps of it with the vectors of the ``followed`` words."""
    training = Training(text, budget, seed)
    moments = training.run(recorded_steps(training.total, FRAMES))
    places = [text.places[word] for word in followed]
    near = [[nearest(m.W, place, RANKS) for place in places] for m in moments]
    lines = [_around(text, training.examples, m.example) for m in moments]
    moved = {
        name: small([getattr(m.moved, name) for m in moments])
        for name in ("h", "h_after", "c", "c_after")
    }
    found = projection(training.W)
    return LearningTrace(
        steps=np.array([m.number for m in moments]),
        rates=np.array([m.rate for m in moments]),
        inputs=training.examples.inputs[[m.example for m in moments]].astype(np.int16),
        rows=np.array([m.rows for m in moments], dtype=np.int16),
        line=np.array([line for line, _ in lines], dtype=np.int16),
        middle=np.array([middle for _, middle in lines], dtype=np.int16),
        loss=np.array([m.loss for m in moments], dtype=np.float32),
        followed=tuple(followed),
        vectors=small([m.W[places] for m in moments]),
        near=np.array([[order for order, _ in row] for row in near], dtype=np.int16),
        alike=small([[found for _, found in row] for row in near]),
        positions=small([found.of(m.W) for m in moments]),
        basis=small(found.basis),
        shares=found.shares,
        vocabulary=text.words,
        counts=text.counts,
        W=small(training.W),
        C=small(training.C),
        again=small(np.empty((0, *training.W.shape))),
        **moved,
    )


def small(values: object) -> Array:
    """Float16, as recordings are kept."""
    return np.array(values, dtype=np.float16)


def _around(text: WordText, found: Examples, example: int) -> tuple[Array, int]:
    """The words of the text around the middle of an example, and the place of the middle."""
    line, place = text.lines[found.line[example]], int(found.place[example])
    first = max(0, min(place - AROUND, len(line) - 2 * AROUND - 1))
    words = line[first : first + 2 * AROUND + 1]
    return np.pad(words, (0, 2 * AROUND + 1 - len(words)), constant_values=NONE), place - first
