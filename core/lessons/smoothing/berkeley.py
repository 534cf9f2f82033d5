"""Add-1 by hand on the Berkeley Restaurant Project: eight words of a well-known table of counts.

Jurafsky and Martin, *Speech and Language Processing*, 3rd ed., ch. 3, figures 3.1 and 3.6 to 3.8:
the bigram counts of eight words of 9,332 sentences, with V = 1,446. Our own rules compute the rest.
"""

from dataclasses import dataclass

import numpy as np

from core.ngrams.counts import Order
from core.ngrams.evidence import Evidence, Parameters
from core.ngrams.rules import add_one, likelihood
from core.traces.base import Array

SIZE = 1446
WORDS = ("i", "want", "to", "eat", "chinese", "food", "lunch", "spend")
UNIGRAMS = (2533, 927, 2417, 746, 158, 1093, 341, 278)
BIGRAMS = (
    (5, 827, 0, 9, 0, 0, 0, 2),
    (2, 0, 608, 1, 6, 6, 5, 1),
    (2, 0, 4, 686, 2, 0, 6, 211),
    (0, 0, 2, 0, 16, 2, 42, 0),
    (1, 0, 0, 0, 0, 82, 1, 0),
    (15, 0, 15, 0, 1, 4, 0, 0),
    (2, 0, 0, 0, 0, 1, 0, 0),
    (1, 0, 1, 0, 0, 0, 0, 0),
)


@dataclass(frozen=True, eq=False)
class Restaurant:
    """Counts, probabilities before and after add-1, and the counts that these stand for; (8, 8)."""

    total: Array  # c(h), (8,)
    count: Array
    likelihood: Array
    add_one: Array
    adjusted: Array  # c* = (c + 1) c(h) / (c(h) + V)


def restaurant() -> Restaurant:
    """The table, computed by the rules of this lesson."""
    count = np.array(BIGRAMS)
    total = np.array(UNIGRAMS)[:, None]
    others = total - count.sum(1, keepdims=True)  # all other words, as one
    order = Order.of_table(np.hstack([count, others]))
    contexts, tokens = np.meshgrid(*map(np.arange, count.shape), indexing="ij")
    one = Evidence(order, contexts, order.find(contexts, tokens))
    plain, smoothed = (rule([one], Parameters(), SIZE) for rule in (likelihood, add_one))
    return Restaurant(total[:, 0], count, plain, smoothed, smoothed * total)
