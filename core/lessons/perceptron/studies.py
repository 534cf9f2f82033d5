"""What the folded sections measure: other orders, other weights, the bound, XOR, the rate."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.lessons.perceptron.examples import flowers, four_points
from core.lessons.perceptron.margin import bound, longest, margin, solution
from core.lessons.perceptron.rule import Run, predict, run
from core.lessons.perceptron.settings import (
    FILE,
    ORDERS,
    PASSES,
    SHUFFLED,
    WORST,
    Perceptron,
)
from core.traces.base import Array

SEEDS = (0, 1, 2)
ALL = ("petal", "lengths", "sepal", "all")  # features of the tables
MANY = 2000  # passes, where the question is whether it stops
RATES = (0.01, 0.1, 1.0, 10.0)
START = (0.0, 0.0, 5.0)  # weights that are not zero: with the bias they call all of them class 1


def of_flowers(data: str, features: str, order: str, seed: int = 0, passes: int = PASSES) -> Run:
    """A run over two species."""
    these = flowers(data, features)
    towards = solution(these.x, these.y) if order == WORST else None
    return run(these.x, these.y, order, passes=passes, seed=seed, towards=towards)


def seeds(order: str) -> tuple[int, ...]:
    """Only the shuffled order has more than one."""
    return SEEDS if order == SHUFFLED else SEEDS[:1]


@dataclass(frozen=True)
class Row:
    """One order of one pair of species: least and most over seeds, as shares of all.

    ``reading`` are mistakes in a pass, ``last`` what the last weights get wrong at its end, both
    over the second half of the passes; ``best`` and ``averaged`` at the end of all.
    """

    features: str
    order: str
    reading: tuple[float, float]
    last: tuple[float, float]
    best: tuple[float, float]
    averaged: tuple[float, float]


@lru_cache(maxsize=1)
def kinds() -> tuple[Row, ...]:
    """The last, the best and the averaged weights on versicolor and virginica."""
    rows = []
    for features in ("petal", "lengths", "all"):
        for order in ORDERS if features == "petal" else ORDERS[:2]:
            found = [of_flowers("hard", features, order, seed) for seed in seeds(order)]
            halves = [one.passes // 2 for one in found]
            both = list(zip(found, halves, strict=True))
            parts = {
                "reading": [one.by_pass[half:] / len(one.x) for one, half in both],
                "last": [one.share_wrong(one.last(one.ends[half:])) for one, half in both],
                "best": [one.share_wrong(one.best(one.ends[-1:])) for one in found],
                "averaged": [one.share_wrong(one.averaged(one.ends[-1:])) for one in found],
            }
            rows.append(Row(features, order, **{name: _ends(v) for name, v in parts.items()}))
    return tuple(rows)


def _ends(values: list[Array]) -> tuple[float, float]:
    joined = np.concatenate(values)
    return float(joined.min()), float(joined.max())


@dataclass(frozen=True)
class Bound:
    """The mistakes until it stops, by order, beside (R/γ)²."""

    features: str
    longest: float
    margin: float
    bound: float
    mistakes: dict[str, tuple[int, int]]


@lru_cache(maxsize=1)
def bounds() -> tuple[Bound, ...]:
    """Setosa and versicolor, which a line separates."""
    rows = []
    for features in ALL:
        these = flowers("easy", features)
        made = {
            order: [len(of_flowers("easy", features, order, s, MANY).read) for s in seeds(order)]
            for order in ORDERS
        }
        ends = {order: (min(counts), max(counts)) for order, counts in made.items()}
        numbers = longest(these.x), margin(these.x, these.y), bound(these.x, these.y)
        rows.append(Bound(features, *numbers, ends))
    return tuple(rows)


@dataclass(frozen=True, eq=False)
class Squeeze:
    """Novikoff's proof in numbers, after each mistake of a run.

    Attributes:
        along: w · v, where v has length 1 and the largest margin, (mistake,).
        length: the length of w, (mistake,).
        margin, longest, bound: γ, R and (R/γ)².
    """

    along: Array
    length: Array
    margin: float
    longest: float
    bound: float


@lru_cache(maxsize=16)
def squeeze(features: str, order: str, seed: int) -> Squeeze:
    """A run over setosa and versicolor until it stops."""
    these, found = flowers("easy", features), of_flowers("easy", features, order, seed, MANY)
    w = found.weights[1:]
    v = solution(these.x, these.y)
    numbers = margin(these.x, these.y), longest(these.x), bound(these.x, these.y)
    return Squeeze(np.sum(w * v, axis=1), np.linalg.norm(w, axis=1), *numbers)


@dataclass(frozen=True)
class Read:
    """One example that was read: its pass, its two inputs, y, ŷ and the weights afterwards."""

    epoch: int
    x: tuple[float, ...]
    y: int
    guess: int
    w: tuple[float, ...]


@lru_cache(maxsize=1)
def cycle() -> tuple[Read, ...]:
    """XOR read in order, until the weights at the end of a pass are those of the pass before."""
    these = four_points()
    found = run(these.x, these.y, FILE)
    rows = []
    for read in range(found.total):
        k = read % len(these.x)
        before, after = found.last(np.array([read, read + 1]))
        numbers = tuple(these.x[k, :2]), int(these.y[k]), int(predict(before, these.x[k]))
        rows.append(Read(read // len(these.x) + 1, *numbers, tuple(after)))
        ends = [row.w for row in rows[len(these.x) - 1 :: len(these.x)]]
        if len(ends) > 1 and ends[-1] == ends[-2] and k == len(these.x) - 1:
            break
    return tuple(rows)


@dataclass(frozen=True)
class Rate:
    """A run with one η from a start: mistakes, passes, and the weights at the end divided by η."""

    rate: float
    mistakes: int
    passes: int
    scaled: tuple[float, ...]


@lru_cache(maxsize=2)
def rates(start: tuple[float, ...] | None) -> tuple[Rate, ...]:
    """Setosa and versicolor, with every η."""
    these = flowers("easy", "petal")
    rows = []
    for rate in RATES:
        w = None if start is None else np.array(start)
        found = run(these.x, these.y, FILE, passes=MANY, rate=rate, start=w)
        rows.append(Rate(rate, len(found.read), found.passes, tuple(found.weights[-1] / rate)))
    return tuple(rows)


def by_loop(x: Array, y: Array, settings: Perceptron, passes: int) -> list[float]:
    """The weights after some passes, as in the file or shuffled, with nothing but loops."""
    w, rng = [0.0] * x.shape[1], np.random.default_rng(settings.seed)
    for _ in range(passes):
        order = rng.permutation(len(x)) if settings.order == SHUFFLED else range(len(x))
        for i in order:
            total = 0.0
            for weight, value in zip(w, x[i], strict=True):
                total += weight * value
            error = y[i] - (1 if total >= 0 else 0)
            w = [weight + error * value for weight, value in zip(w, x[i], strict=True)]
    return w
