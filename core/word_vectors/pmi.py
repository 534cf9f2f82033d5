"""Pointwise mutual information: what the product of two vectors is once they have learnt.

Levy and Goldberg 2014, "Neural word embedding as implicit matrix factorization", section 3.1. Over
a whole text, skip-gram with k negative samples from q has the loss

    L = −Σ_{w,c} [ #(w, c) log σ(x) + k #(w) q(c) log σ(−x) ],  x = w · c,

since every one of the #(w) examples of w draws k words from q. With vectors long enough, each x
can be chosen alone, and ∂L/∂x = −#(w, c) σ(−x) + k #(w) q(c) σ(x) is zero where

    e^x = #(w, c) / (k #(w) q(c)),  x = log( #(w, c) / (#(w) q(c)) ) − log k.
"""

import numpy as np

from core.traces.base import Array

LEAST = 10  # times that a pair is seen: a pair seen less often says little about its odds


def pmi(pair_counts: Array, q: Array, least: int = LEAST) -> Array:
    """log( #(w, c) / (#(w) q(c)) ) in nats, (word, context); NaN for pairs seen less often.

    It is the pointwise mutual information where q is the share of each context among all pairs;
    any other q, as that of counts to the power ¾, adds a number to each column.

    Args:
        pair_counts: #(w, c), (word, context); #(w) is the sum of a row.
        q: the probability of each context to be drawn, (context,).
        least: how often a pair must be seen, at least once.
    """
    expected = pair_counts.sum(axis=1, keepdims=True) * q
    found = np.full(pair_counts.shape, np.nan)
    seen = pair_counts >= max(least, 1)
    found[seen] = np.log(pair_counts[seen] / expected[seen])
    return found


def optimum(pair_counts: Array, q: Array, negatives: int, least: int = LEAST) -> Array:
    """Each w · c at the smallest loss with k negative samples: PMI − log k, (word, context)."""
    return pmi(pair_counts, q, least) - np.log(negatives)
