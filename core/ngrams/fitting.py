"""The numbers of the smoothing rules: from the counts, or chosen on validation text."""

from collections.abc import Sequence

import numpy as np

from core.ngrams.counts import Counts, Order
from core.ngrams.evidence import Evidence, Parameters
from core.ngrams.model import Model
from core.ngrams.rules import add_delta
from core.ngrams.strips import Strip
from core.traces.base import Array

DELTAS = tuple(float(f"{10**e:.3g}") for e in np.arange(-4, 0.7, 0.25))  # δ that are tried
PASSES = 100  # of expectation maximisation
MOST = 0.999  # of λ: something is left for tokens that even the validation text has not shown


def perplexity(probabilities: Array) -> float:
    """2 to the mean of −log₂ p; infinite where one token is impossible."""
    return float(2 ** bits(probabilities).mean())


def bits(probabilities: Array) -> Array:
    """−log₂ p of each token: ∞ for 0."""
    with np.errstate(divide="ignore"):
        return -np.log2(probabilities)


def fitted(counts: Counts, validation: Strip) -> Model:
    """A model whose discounts come from the counts and whose λ and δ come from validation text."""
    found = Parameters(
        delta=best_delta(counts, validation),
        weights=weights(counts, validation),
        discounts=tuple(map(discount, counts.orders)),
        adjusted_discounts=tuple(map(discount, counts.adjusted)),
        modified=tuple(map(discounts, counts.adjusted)),
    )
    return Model(counts, found)


def discount(order: Order) -> float:
    """D = n₁ / (n₁ + 2 n₂), from how many n-grams were seen once and twice (Ney et al. 1994)."""
    once, twice = (int((order.count == n).sum()) for n in (1, 2))
    return once / (once + 2 * twice) if once else 0.5


def discounts(order: Order) -> tuple[float, float, float]:
    """D₁, D₂ and D₃₊ (Chen and Goodman 1999, eq. 26); each above 0 and at most its count.

    Where a count of counts is 0 or one would not be above 0, all three are `discount`: without a
    discount nothing is left for tokens that were not seen.
    """
    n = [int((order.count == k).sum()) for k in range(1, 5)]
    one = discount(order)
    if not all(n):
        return (one, one, one)
    first, second, third = (k - (k + 1) * one * n[k] / n[k - 1] for k in (1, 2, 3))
    return (first, second, third) if min(first, second, third) > 0 else (one, one, one)


def weights(counts: Counts, validation: Strip) -> tuple[float, ...]:
    """λ of each order, by expectation maximisation on validation text (Jelinek and Mercer 1980)."""
    evidence = _evidence(counts, validation)
    shares = [one.share for one in evidence]
    found = np.full(counts.n, 0.5)
    for _ in range(PASSES):
        found = _improved(found, evidence, shares, counts.size)
    return tuple(map(float, np.minimum(found, MOST)))


def _evidence(counts: Counts, strip: Strip) -> list[Evidence]:
    """What each order says about each token of a text."""
    return [Evidence(*each) for each in zip(counts.orders, *counts.places(strip), strict=True)]


def _improved(
    weights: Array, evidence: Sequence[Evidence], shares: Sequence[Array], size: int
) -> Array:
    """One pass: how often each order, once asked, would have been the one that answered."""
    p = np.full(shares[0].shape, 1 / size)
    answered = []
    for weight, one, share in zip(weights, evidence, shares, strict=True):
        mixed = np.where(one.known, weight * share + (1 - weight) * p, p)
        answered.append(np.where(one.known, weight * share / mixed, 0))
        p = mixed
    asked, better = np.ones_like(p), np.zeros(len(weights))
    for k in reversed(range(len(weights))):
        reached = np.where(evidence[k].known, asked, 0)
        better[k] = (reached * answered[k]).sum() / max(reached.sum(), 1e-9)
        asked = asked * (1 - answered[k])
    return better


def best_delta(counts: Counts, validation: Strip) -> float:
    """The δ of `DELTAS` with the least perplexity on validation text."""
    evidence = _evidence(counts, validation)

    def tried(delta: float) -> float:
        return perplexity(add_delta(evidence, Parameters(delta=delta), counts.size))

    return min(DELTAS, key=tried)


def with_delta(counts: Counts, delta: float, strip: Strip) -> float:
    """The perplexity of a text by add-δ."""
    trial = Model(counts, Parameters(delta=delta))
    return perplexity(trial.of_strip(strip, "add_delta"))
