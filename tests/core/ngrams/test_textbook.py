"""The numbers of Jurafsky and Martin, *Speech and Language Processing*, 3rd ed., chapter 3."""

import numpy as np
import pytest

from core.ngrams.counts import Order, count
from core.ngrams.evidence import Evidence, Parameters
from core.ngrams.fitting import perplexity
from core.ngrams.model import Model
from core.ngrams.rules import add_one, likelihood
from core.ngrams.strips import Vocabulary

SAM = [line.split() for line in ("I am Sam", "Sam I am", "I do not like green eggs and ham")]
# Berkeley Restaurant Project: how often the word, and the word after it (figs. 3.1 and 3.2)
TOTAL = {"i": 2533, "want": 927, "to": 2417, "chinese": 158}
AFTER = {("i", "want"): 827, ("want", "to"): 608, ("to", "spend"): 211, ("chinese", "food"): 82}
SIZE = 1446


@pytest.mark.parametrize(
    ("history", "token", "expected"),
    [
        ("", "I", 2 / 3),
        ("", "Sam", 1 / 3),
        ("I", "am", 2 / 3),
        ("Sam", "⟨/s⟩", 1 / 2),
        ("am", "Sam", 1 / 2),
        ("I", "do", 1 / 3),
    ],
)
def test_the_sam_corpus(history, token, expected):
    vocabulary = Vocabulary(sorted({word for line in SAM for word in line}))
    model = Model(count(vocabulary.strip(SAM), len(vocabulary), 2))
    numbers = [vocabulary.index(word) for word in history.split()]
    row = model.row(model.counts.at_end(numbers, begins=not history), "likelihood")
    assert row[vocabulary.index(token)] == pytest.approx(expected)


def restaurant(rule):
    """Probabilities of the four pairs; behind each count the rest of its row."""
    counts = np.array([*AFTER.values()])
    totals = np.array([TOTAL[word] for word, _ in AFTER])
    order = Order.of_table(np.stack([counts, totals - counts], axis=1))
    rows = np.arange(len(counts))
    evidence = Evidence(order, rows, order.find(rows, np.zeros_like(rows)))
    return rule([evidence], Parameters(), SIZE), totals


def test_the_restaurant_by_likelihood():
    p, _ = restaurant(likelihood)
    assert p == pytest.approx([0.3265, 0.6559, 0.0873, 0.5190], abs=5e-5)


def test_the_restaurant_by_add_one():
    """Counts as they would be: 608 goes to 238, 82 to 8.2."""
    p, totals = restaurant(add_one)
    assert p == pytest.approx([0.2081, 0.2566, 0.0549, 0.0517], abs=5e-5)
    as_if = p * totals
    assert as_if[1] == pytest.approx(237.9, abs=0.05)
    assert as_if[3] == pytest.approx(8.18, abs=0.005)
    assert as_if[[1, 3]] / [608, 82] == pytest.approx([0.39, 0.10], abs=0.005)


def digits(counts, text):
    """The perplexity of a text of digits by likelihood, without ends of lines."""
    numbers = np.array([int(digit) for digit in text])
    order, here = Order.of_table(np.array([counts])), np.zeros_like(numbers)
    evidence = Evidence(order, here, order.find(here, numbers))
    return perplexity(likelihood([evidence], Parameters(), 10))


def test_ten_digits():
    assert digits([10] * 10, "3141592653") == pytest.approx(10)
    assert digits([91, *[1] * 9], "0000030000") == pytest.approx(1.72529, abs=5e-6)
    assert digits([1, 0, *[1] * 8], "01") == np.inf
