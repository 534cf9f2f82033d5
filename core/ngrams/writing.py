"""Writing with an n-gram model: a random number falls on a ruler of counts. Free of torch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.ngrams.counts import SHORT, Counts
from core.ngrams.strips import END
from core.traces.base import Array

LONGEST = 60  # tokens of a line


@dataclass(frozen=True, eq=False)
class Draw:
    """One token that was drawn.

    Attributes:
        tokens: those that followed the context in training, the commonest first, (token,).
        counts: how often each did, (token,).
        number: uniform in [0, 1).
        token: where it falls.
    """

    tokens: Array
    counts: Array
    number: float
    token: int


def draws(counts: Counts, rng: np.random.Generator) -> Iterator[Draw]:
    """Draw token after token by c(h w) / c(h ·); ⟨/s⟩ begins a new line."""
    contexts = _first(counts)
    length = 0
    while True:
        tokens, found = continuations(counts, contexts)
        number = float(rng.random())
        ruler = np.cumsum(found) / found.sum()
        token = int(tokens[min(int(np.searchsorted(ruler, number, "right")), len(tokens) - 1)])
        yield Draw(tokens, found, number, token)
        length += 1
        ended = token == END or length >= LONGEST
        contexts = _first(counts) if ended else counts.after(contexts, token)
        length = 0 if ended else length


def continuations(counts: Counts, contexts: list[int]) -> tuple[Array, Array]:
    """Tokens that followed the longest of these contexts that there is, and their counts.

    The commonest come first, equally common ones in the order of their numbers.
    """
    k = max(k for k, context in enumerate(contexts) if context != SHORT)
    order = counts.orders[k]
    here = slice(*order.edges[contexts[k] : contexts[k] + 2])
    by_count = np.argsort(-order.count[here], kind="stable")
    return order.token[here][by_count], order.count[here][by_count]


def lines(counts: Counts, n: int, seed: int) -> list[tuple[int, ...]]:
    """``n`` lines as they are drawn, each as numbers of tokens without ⟨/s⟩."""
    found: list[tuple[int, ...]] = []
    line: list[int] = []
    for draw in draws(counts, np.random.default_rng(seed)):
        if draw.token != END:
            line.append(draw.token)
        if draw.token == END or len(line) >= LONGEST:
            found.append(tuple(line))
            line = []
        if len(found) == n:
            break
    return found


def _first(counts: Counts) -> list[int]:
    """The contexts at the beginning of a line: none, and ⟨s⟩."""
    return [0, counts.start, *[SHORT] * counts.n][: counts.n]
