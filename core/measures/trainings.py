"""Figures of several trainings of one model: their mean, the worst and the best. Free of torch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

Seeds = Sequence[Mapping[str, Any]]  # what a card says of each training


@dataclass(frozen=True)
class Span:
    """A figure of several trainings."""

    mean: float
    least: float
    most: float


def span(values: Sequence[float]) -> Span:
    """Their mean, the least and the largest."""
    return Span(mean(values), min(values), max(values))


@dataclass(frozen=True)
class Bin:
    """Sentences of first … last source words: how many, and the share of exact translations."""

    first: int
    last: int
    sentences: int
    exact: Span


def by_length(of: Seeds) -> list[Bin]:
    """The exact translations by length, of held-out and longer sentences."""
    found = []
    for same in zip(*(one["lengths"] for one in of), strict=True):
        first, last, sentences = (same[0][name] for name in ("from", "to", "sentences"))
        shares = span([one["exact"] / one["sentences"] for one in same])
        found.append(Bin(first, last, sentences, shares))
    return found
