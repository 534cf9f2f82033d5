"""Further measurements: copies, the length of the training text, lines that leaked."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from core.lessons.ngram.lesson import ORDERS
from core.lessons.ngram.settings import DELTA
from core.measures.leaks import by_leak
from core.ngrams.evidence import Parameters
from core.ngrams.fitting import perplexity
from core.ngrams.learned import Learned
from core.ngrams.model import Model
from core.ngrams.strips import Strip
from core.ngrams.writing import lines
from core.traces.base import Array

WRITTEN = 200  # lines that are written for each n and seed
SEEDS = (0, 1, 2)
WRITER = 4  # n of the model whose copies are counted by the length of the text
PARTS = (64, 16, 4, 1)  # one in so many of the training lines is counted
DRAWN = 5  # lines that are shown


@dataclass(frozen=True, kw_only=True)
class Copies:
    """Lines that the counts of order ``n`` write.

    Attributes:
        n: of the model.
        copied: for each seed, the share that stands in the training text as it is.
        drawn: the first of them, as tokens, and whether each is a copy.
    """

    n: int
    copied: tuple[float, ...]
    drawn: tuple[tuple[tuple[str, ...], bool], ...]


def copies(found: Learned, n: int) -> Copies:
    """Write with three seeds, and look each line up in the training text."""
    names, learnt, counts = found.vocabulary.tokens, found.corpus.learnt, found.counts.up_to(n)
    written = [
        [tuple(names[i] for i in line) for line in lines(counts, WRITTEN, seed)] for seed in SEEDS
    ]
    return Copies(
        n=n,
        copied=tuple(sum(line in learnt for line in each) / len(each) for each in written),
        drawn=tuple((line, line in learnt) for line in written[0][:DRAWN]),
    )


def by_length(found: Learned) -> dict[int, tuple[Array, Copies]]:
    """After so many training lines: held-out perplexity for each n, (order,), and what is copied.

    The vocabulary is the one of all lines, so that the numbers can be compared. `WRITER` is the n
    of the model that writes.
    """
    training = found.corpus.training
    measured = {}
    for part in PARTS:
        fewer = Learned(replace(found.corpus, training=training[: len(training) // part]))
        models = (Model(fewer.counts.up_to(n), Parameters(delta=DELTA)) for n in ORDERS)
        heldout = fewer.strips["heldout"]
        found_now = [perplexity(model.of_strip(heldout, "add_delta")) for model in models]
        written = copies(fewer, WRITER)
        measured[len(fewer.corpus.training)] = (np.array(found_now), written)
    return measured


def leaked(found: Learned) -> tuple[Array, Array]:
    """Held-out perplexity for each n of lines that training has too, and of new ones, (order,)."""
    strip = found.strips["heldout"]
    models = (Model(found.counts.up_to(n), Parameters(delta=DELTA)) for n in ORDERS)
    return by_leak(found, [model.of_strip(strip, "add_delta") for model in models])


def first_zero(found: Learned, n: int) -> tuple[tuple[str, ...], int] | None:
    """The first held-out line with a factor 0, and which token it is; None if there is none."""
    model = Model(found.counts.up_to(n))
    for line in found.corpus.heldout:
        p = model.of_strip(found.strip([line]), "likelihood")
        if not p.all():
            return line, int(p.argmin())
    return None


def difference(found: Learned, n: int) -> int:
    """The largest |count − count of a plain dictionary| over all n-grams of order ``n``."""
    strip = found.strips["training"]
    windows, grams = _windows(strip, n), found.counts.places(strip)[1][n - 1]
    plain, order = Counter(windows), found.counts.order(n)
    counted = order.count[grams[strip.place >= n - 2]]
    return max(abs(plain[w] - int(c)) for w, c in zip(windows, counted, strict=True))


def _windows(strip: Strip, n: int) -> list[tuple[int, ...]]:
    """All windows of n tokens, −1 for ⟨s⟩, at most one of them, before a line."""
    found = []
    for t, place in enumerate(strip.place):
        if place >= n - 2:
            start = t - min(place, n - 1)
            window = tuple(strip.tokens[start : t + 1].tolist())
            found.append((-1,) * (n - len(window)) + window)
    return found
