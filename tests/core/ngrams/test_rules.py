"""Every rule: by hand, against dictionaries, and that probabilities sum to 1."""

from fractions import Fraction as F  # noqa: N817 (numbers on paper)

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.ngrams.counts import count
from core.ngrams.evidence import Parameters
from core.ngrams.fitting import discount, discounts, fitted
from core.ngrams.model import Model
from core.ngrams.rules import RULES
from core.ngrams.strips import START, Vocabulary
from tests.core.ngrams.dictionaries import STEPS, oracle

TEXTS = st.lists(st.text("abc", max_size=5), min_size=1, max_size=8)
KNOWN = "ab"  # "c" is unknown: whole vocabularies come after a context

# Three lines: a b · a b · a c. V = 5: ⟨/s⟩ ⟨unk⟩ a b c.
# Unigrams: a 3, b 2, c 1, ⟨/s⟩ 3, together 9. After a: b 2, c 1. After b: ⟨/s⟩ 2. After c: ⟨/s⟩ 1.
# Different tokens before: a 1, b 1, c 1, ⟨/s⟩ 2 (b, c), together 5.
# λ = δ = D = 1/2; the discounts of modified Kneser–Ney are 1/2, 1, 3/2.
HALF = Parameters(
    delta=0.5,
    weights=(0.5, 0.5),
    discounts=(0.5, 0.5),
    adjusted_discounts=(0.5, 0.5),
    modified=((0.5, 1.0, 1.5),) * 2,
)
HAND = {  # p(b | a), which was seen, and p(⟨/s⟩ | a), which was not
    "likelihood": (F(2, 3), F(0)),
    "add_one": (F(2 + 1, 3 + 5), F(1, 8)),
    "add_delta": (F(5, 11), F(1, 11)),  # (2 + 1/2) / (3 + 5/2), and 1/2 over the same
    # p(b) = 2/9/2 + 1/5/2 = 19/90, p(⟨/s⟩) = 3/9/2 + 1/10 = 4/15
    "interpolation": (F(1, 3) + F(19, 180), F(2, 15)),
    # four types: p(b) = (3/2 + 4/2 · 1/5) / 9 = 19/90, p(⟨/s⟩) = (5/2 + 2/5) / 9 = 29/90
    "discounting": ((F(3, 2) + F(19, 90)) / 3, F(29, 90) / 3),
    # freed 1/3; p(b) + p(c) = 19/90 + 9/90, so α(a) = 1/3 / (62/90) = 15/31
    "backoff": (F(3, 2) / 3, F(15, 31) * F(29, 90)),
    "stupid": (F(2, 3), F(2, 5) * F(3, 9)),
    # p(b) = (1/2 + 2/5) / 5 = 9/50, p(⟨/s⟩) = (3/2 + 2/5) / 5 = 19/50
    "kneser_ney": ((F(3, 2) + F(9, 50)) / 3, F(19, 50) / 3),
    # freed from the unigrams 3 · 1/2 + 1 = 5/2: p(b) = (1/2 + 1/2) / 5 = 1/5, p(⟨/s⟩) = 3/10;
    # freed after a 1 + 1/2
    "modified": ((1 + F(3, 2) * F(1, 5)) / 3, F(3, 2) * F(3, 10) / 3),
}


def trained(lines, n, known=KNOWN, parameters=None, validation=()):
    """A vocabulary and a model of lines."""
    vocabulary = Vocabulary(known)
    counts = count(vocabulary.strip(lines), len(vocabulary), n)
    if parameters:
        return vocabulary, Model(counts, parameters)
    return vocabulary, fitted(counts, vocabulary.strip(validation or lines))


@pytest.mark.parametrize("rule", RULES)
def test_by_hand(rule):
    vocabulary, model = trained(["ab", "ab", "ac"], 2, "abc", HALF)
    row = model.row(model.counts.at_end([vocabulary.index("a")]), rule)
    found = [row[vocabulary.index(token)] for token in ("b", "⟨/s⟩")]
    assert found == pytest.approx([float(p) for p in HAND[rule]], abs=1e-15)


def test_a_score_goes_down_with_every_step_back():
    """2/5 · 2/5 · 1/5 for a token never seen; 2/5 · 2/9 for b after a context never seen."""
    vocabulary, model = trained(["ab", "ab", "ac"], 2, "abc", HALF)
    row = model.row(model.counts.at_end([vocabulary.index("a")]), "stupid")
    assert row[vocabulary.index("?")] == pytest.approx(4 / 125)
    row = model.row(model.counts.at_end([vocabulary.index("?")]), "stupid")
    assert row[vocabulary.index("b")] == pytest.approx(4 / 45)


@settings(max_examples=60)
@given(TEXTS, TEXTS, st.integers(1, 5))
@example(["a", "b", "c", ""], ["ab", "cc"], 2)  # all tokens after ⟨s⟩
@example(["abca", "abcb"], ["abca"], 5)  # nothing seen twice: a discount of 1
def test_against_dictionaries(lines, others, n):
    vocabulary, model = trained(lines, n, validation=others)
    strip = vocabulary.strip(others)
    for rule in STEPS:
        p = oracle(lines, KNOWN, model.parameters, rule, n)
        expected = []
        for line in others:
            read = [token if token in KNOWN else "⟨unk⟩" for token in line]
            history = [START, *read]
            expected += [p(t, history[: i + 1]) for i, t in enumerate([*read, "⟨/s⟩"])]
        np.testing.assert_allclose(model.of_strip(strip, rule), expected, rtol=0, atol=1e-12)


@settings(max_examples=60)
@given(TEXTS, st.text("abcd", max_size=6), st.booleans(), st.integers(1, 5))
@example(["a", "b", "c", ""], "", True, 2)
def test_a_row_sums_to_one(lines, history, begins, n):
    vocabulary, model = trained(lines, n)
    contexts = model.counts.at_end([vocabulary.index(t) for t in history], begins=begins)
    for rule in RULES:
        row = model.row(contexts, rule)
        assert (row >= 0).all()
        longest = [c for c in contexts if c != -2][-1]
        if rule == "likelihood" and longest < 0:
            assert row.sum() == 0
        elif rule != "stupid":
            assert row.sum() == pytest.approx(1, abs=1e-12), rule
        if rule not in ("likelihood", "stupid"):
            assert (row > 0).all(), rule


@settings(max_examples=25)
@given(TEXTS, TEXTS, st.integers(1, 5))
def test_a_text_is_read_off_its_rows(lines, others, n):
    vocabulary, model = trained(lines, n)
    numbers = [[vocabulary.index(token) for token in line] for line in others]
    ends = [(model.counts.at_end(t[:i]), (*t, 0)[i]) for t in numbers for i in range(len(t) + 1)]
    for rule in RULES:
        found = model.of_strip(vocabulary.strip(others), rule)
        assert [model.row(c, rule)[token] for c, token in ends] == found.tolist()


@settings(max_examples=50)
@given(TEXTS, st.integers(1, 5))
def test_a_discount_takes_no_more_than_there_is(lines, n):
    _, model = trained(lines, n)
    for order in (*model.counts.orders, *model.counts.adjusted):
        assert 0 < discount(order) <= 1
        assert all(0 < taken <= k for k, taken in enumerate(discounts(order), 1))
