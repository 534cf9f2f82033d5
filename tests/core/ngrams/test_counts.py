"""What is counted: against `Counter`, and that places, ends and rows are one and the same."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.ngrams.counts import NONE, SHORT, count
from core.ngrams.strips import START, Vocabulary
from tests.core.ngrams.dictionaries import adjusted, padded, tables

TEXTS = st.lists(st.text("abc", max_size=5), min_size=1, max_size=8)
KNOWN = "ab"  # "c" is unknown


def grams(counts, names):
    """The n-grams of each order as tuples of tokens, in the order of their numbers."""
    found = [()]
    for k, order in enumerate(counts.orders):
        if k == 1:
            found = [*found, (START,)]
        pairs = zip(order.context, order.token, strict=True)
        found = [(*found[context], names[token]) for context, token in pairs]
        yield found


@given(TEXTS, st.integers(1, 6))
def test_every_n_gram_is_counted(lines, n):
    vocabulary = Vocabulary(KNOWN)
    counts = count(vocabulary.strip(lines), len(vocabulary), n)
    raw = tables(lines, KNOWN, n)
    read = [padded(line, KNOWN) for line in lines]
    for k, found in enumerate(grams(counts, vocabulary.tokens), 1):
        windows = (line[i : i + k] for line in read for i in range(len(line) - k + 1))
        seen = Counter(window for window in windows if window != (START,))
        order = counts.order(k)
        assert dict(zip(found, order.count, strict=True)) == seen
        assert [gram[0] == START for gram in found] == order.starts.tolist()
        sums = {context: after.total() for context, after in raw[k - 1].items()}
        assert sorted(order.total[order.total > 0]) == sorted(sums.values())
        assert order.classes.sum(axis=0).tolist() == order.types.tolist()


@given(TEXTS, st.integers(1, 5))
def test_adjusted_counts_are_different_tokens_before(lines, n):
    vocabulary = Vocabulary(KNOWN)
    counts = count(vocabulary.strip(lines), len(vocabulary), n)
    there = adjusted(tables(lines, KNOWN, n))
    for k, found in enumerate(grams(counts, vocabulary.tokens)):
        ours = dict(zip(found, counts.adjusted[k].count, strict=True))
        assert ours == {(*h, w): c for h, after in there[k].items() for w, c in after.items()}


@given(TEXTS, TEXTS, st.integers(1, 5))
def test_an_end_is_the_next_place(lines, others, n):
    vocabulary = Vocabulary(KNOWN)
    counts = count(vocabulary.strip(lines), len(vocabulary), n)
    strip = vocabulary.strip(others)
    contexts = np.array(counts.contexts(strip))
    ends = []
    for line in others:
        numbers = [vocabulary.index(token) for token in line]
        ends += [counts.at_end(numbers[:t]) for t in range(len(line) + 1)]
    assert contexts.T.tolist() == ends
    shorter = counts.up_to(max(n - 1, 1))
    assert np.array(shorter.contexts(strip)).tolist() == contexts[: shorter.n].tolist()


def test_a_context_is_known_unknown_or_too_long():
    vocabulary = Vocabulary("abc")
    counts = count(vocabulary.strip(["ab"]), len(vocabulary), 3)
    a, c = vocabulary.index("a"), vocabulary.index("c")
    assert counts.at_end([]) == [0, counts.start, SHORT]
    assert counts.at_end([a])[2] >= 0  # ⟨s⟩ a
    assert counts.at_end([c]) == [0, NONE, NONE]
    assert counts.at_end([a], begins=False)[1:] == [counts.at_end([a])[1], SHORT]
    assert counts.at_end([c, a], begins=False)[1:] == [counts.at_end([a])[1], NONE]
    assert counts.at_end([], begins=False) == [0, SHORT, SHORT]
