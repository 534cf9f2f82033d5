"""The strip against counting by hand, and its table against the perplexity of the lesson."""

from math import log2

import numpy as np
import pytest

from core.data.corpora import CODES, corpus
from core.lessons.ngram.lesson import orders_of
from core.lessons.ngram.settings import DELTA
from core.lessons.ngram.strip import SHOWN, strip_trace
from core.ngrams.learned import learned

START, END = "⟨s⟩", "⟨/s⟩"


def windows(lines, n):
    """All windows of n tokens in lines."""
    for line in lines:
        whole = (START, *line, END)
        yield from (whole[t : t + n] for t in range(len(whole) - n + 1))


@pytest.mark.parametrize("t", [0, 1, 4])
def test_bits_and_the_longest_ngram_are_those_of_counting_by_hand(t):
    found, n = learned("names"), 3
    trace, lines = strip_trace(found, n), found.corpus.training
    whole = (START, *found.corpus.heldout[0], END)
    token, history = whole[t + 1], whole[max(0, t + 2 - n) : t + 1]
    assert (trace.tokens[t], trace.history[t]) == (token, history)
    followed = [w[-1] for w in windows(lines, len(history) + 1) if w[:-1] == history]
    count, total = followed.count(token), len(followed)
    p = (count + DELTA) / (total + DELTA * len(found.vocabulary))
    assert trace.bits[t] == pytest.approx(-log2(p), abs=1e-12)
    assert trace.zero[t] == (count == 0)
    ends = {k: whole[t + 2 - k : t + 2] for k in range(1, min(6, t + 2) + 1)}
    assert trace.seen[t] == max(k for k, w in ends.items() if w in set(windows(lines, k)))


@pytest.mark.parametrize("n", [1, 2, 4, 6])
@pytest.mark.parametrize("code", CODES)
def test_the_table_gives_the_perplexity_of_the_whole_text(code, n):
    trace, text = strip_trace(learned(code), n), corpus(code)
    assert trace.perplexity == pytest.approx(orders_of(code).heldout[n - 1], rel=1e-9)
    assert trace.count.sum() == sum(len(line) + 1 for line in text.heldout)
    assert len(trace.tokens) == SHOWN[text.unit]
    assert (trace.total[trace.count == 0] == 0).all()
    share = orders_of(code).zero[n - 1]
    assert trace.count[:1].sum() <= share * trace.count.sum() + 1e-6


def test_what_was_not_counted_has_only_delta_left():
    found = learned("idioms")
    trace = strip_trace(found, 2)
    assert trace.zero.any() and not trace.zero.all()
    totals = (DELTA * 2 ** trace.bits[trace.zero] - DELTA * len(found.vocabulary)).round(6)
    assert np.array_equal(totals, totals.round())  # δ / (c + δV) with a whole number c
