r"""From counts to probabilities: maximum likelihood, and the rules that smooth it. Free of torch.

Every rule is a function of the *evidence* of each order: what the counts say about tokens after a
context. Evidence is an array of any shape, so that one function serves a whole text (time,) and all
continuations of one context (token,). Nearly all rules are recursions from the shortest context to
the longest, p_k from p_{k−1}; the shortest of all is p_0 = 1/V. A context that was never seen says
nothing: p_k = p_{k−1}.

Chen and Goodman 1999, "An empirical study of smoothing techniques for language modeling".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from core.ngrams.counts import Order
from core.ngrams.evidence import Evidence, Parameters
from core.traces.base import Array

STUPID = 0.4  # Brants et al. 2007
LEAST = 1e-12  # less than this is nothing but rounding
ADJUSTED = ("kneser_ney", "modified")  # rules that use Kneser and Ney's counts


def likelihood(evidence: Sequence[Evidence], parameters: Parameters, size: int) -> Array:
    """c(h w) / c(h ·), and 0 where the context was never seen."""
    count, total = longest(evidence)
    return count / np.maximum(total, 1)


def add_delta(evidence: Sequence[Evidence], parameters: Parameters, size: int) -> Array:
    """(c(h w) + δ) / (c(h ·) + δ V)."""
    count, total = longest(evidence)
    return (count + parameters.delta) / (total + parameters.delta * size)


def add_one(evidence: Sequence[Evidence], parameters: Parameters, size: int) -> Array:
    """(c(h w) + 1) / (c(h ·) + V), Laplace's rule of succession."""
    return add_delta(evidence, Parameters(delta=1.0), size)


def longest(evidence: Sequence[Evidence]) -> tuple[Array, Array]:
    """Count and total of the longest context there is; near its beginning a line has no longer."""
    count, total = evidence[0].count, evidence[0].total
    for one in evidence[1:]:
        count, total = np.where(one.there, (one.count, one.total), (count, total))
    return count, total


def interpolation(evidence: Sequence[Evidence], parameters: Parameters, size: int) -> Array:
    """λ_k c(h w) / c(h ·) + (1 − λ_k) p_{k−1}; Jelinek and Mercer 1980, one λ for each order."""
    p = _uniform(evidence, size)
    for one, weight in zip(evidence, parameters.weights, strict=True):
        p = np.where(one.known, weight * one.share + (1 - weight) * p, p)
    return p


def discounting(evidence: Sequence[Evidence], parameters: Parameters, size: int) -> Array:
    """(max(c − D, 0) + D N₁₊(h ·) p_{k−1}) / c(h ·); Ney, Essen and Kneser 1994."""
    return _discounted(evidence, parameters.discounts, size)


def kneser_ney(evidence: Sequence[Evidence], parameters: Parameters, size: int) -> Array:
    """Absolute discounting of the adjusted counts: Kneser and Ney 1995, interpolated."""
    return _discounted(evidence, parameters.adjusted_discounts, size)


def _discounted(evidence: Sequence[Evidence], discounts: Sequence[float], size: int) -> Array:
    p = _uniform(evidence, size)
    for one, discount in zip(evidence, discounts, strict=True):
        kept = np.maximum(one.count - discount, 0)
        p = np.where(one.known, (kept + discount * one.types * p) / np.maximum(one.total, 1), p)
    return p


def modified(evidence: Sequence[Evidence], parameters: Parameters, size: int) -> Array:
    """Kneser–Ney with a discount each for counts of 1, 2, and more; Chen and Goodman 1999."""
    p = _uniform(evidence, size)
    for one, discounts in zip(evidence, parameters.modified, strict=True):
        by_count = np.array([0.0, *discounts])
        kept = one.count - by_count[np.minimum(one.count, 3)]
        freed = np.tensordot(np.array(discounts), one.classes, axes=1)
        p = np.where(one.known, (kept + freed * p) / np.maximum(one.total, 1), p)
    return p


def backoff(evidence: Sequence[Evidence], parameters: Parameters, size: int) -> Array:
    """(c − D) / c(h ·) where the n-gram was seen, else α(h) p_{k−1}; after Katz 1987.

    What is freed goes to the other tokens alone, and α(h) makes the sum 1. A count that the
    discount takes away whole is as good as none. The shortest context is interpolated.
    """
    p = _discounted(evidence[:1], parameters.discounts[:1], size)
    for one, discount in zip(evidence[1:], parameters.discounts[1:], strict=True):
        taken = np.where(one.left > 0, discount, 0)  # nothing, where all tokens were seen
        kept = (one.count - taken) / np.maximum(one.total, 1)
        longer = np.where(one.count > taken, kept, one.left * p)
        p = np.where(one.known, longer, p)
    return p


def leftovers(orders: Sequence[Order], parameters: Parameters, size: int) -> list[Array]:
    """α(h) of `backoff` for every context of each order.

    The freed mass D N₁₊(h ·) / c(h ·), over what the shorter context gives to the other tokens.
    Where every token was seen there are no others: α is 0, and nothing is freed.
    """
    first = orders[0]
    every = np.arange(len(first))
    evidence = Evidence(first, first.context, every)
    p = _discounted([evidence], parameters.discounts[:1], size)  # of each n-gram that was seen
    found = [np.zeros(first.contexts)]
    for order, discount in zip(orders[1:], parameters.discounts[1:], strict=True):
        total, below = order.total[order.context], p[order.suffix]
        stays = order.count > discount
        freed = 1 - order.by_context(np.where(stays, (order.count - discount) / total, 0))
        rest = 1 - order.by_context(np.where(stays, below, 0))
        left = np.where(rest > LEAST, freed / np.maximum(rest, LEAST), 0)
        taken = np.where(left > 0, discount, 0)[order.context]
        kept = (order.count - taken) / total
        p = np.where(order.count > taken, kept, left[order.context] * below)
        found.append(left)
    return found


def stupid(evidence: Sequence[Evidence], parameters: Parameters, size: int) -> Array:
    """c(h w) / c(h ·) where the n-gram was seen, else 0.4 times the shorter; Brants et al. 2007.

    That holds for a context that was never seen too. A score: its sum over all tokens is not 1.
    """
    score = _uniform(evidence, size)
    for one in evidence:
        longer = np.where(one.count > 0, one.share, STUPID * score)
        score = np.where(one.there, longer, score)
    return score


def _uniform(evidence: Sequence[Evidence], size: int) -> Array:
    return np.full(evidence[0].count.shape, 1 / size)


RULES: Mapping[str, Callable[[Sequence[Evidence], Parameters, int], Array]] = {
    "likelihood": likelihood,
    "add_one": add_one,
    "add_delta": add_delta,
    "interpolation": interpolation,
    "discounting": discounting,
    "backoff": backoff,
    "stupid": stupid,
    "kneser_ney": kneser_ney,
    "modified": modified,
}
