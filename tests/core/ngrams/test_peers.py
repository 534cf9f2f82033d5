"""The same probabilities as `nltk.lm`, given the same n-grams.

nltk's own padding puts n − 1 signs at each end and counts ⟨s⟩ as a unigram. Here it is given our
n-grams: one ⟨s⟩, and a gram for each token that is predicted. Its unigrams are not discounted and
have no 1/V below them: our first discount is 0 for the comparison.
"""

from math import log2

import pytest
from nltk.lm import (
    MLE,
    AbsoluteDiscountingInterpolated,
    KneserNeyInterpolated,
    Laplace,
    Lidstone,
    StupidBackoff,
)
from nltk.lm import Vocabulary as Words

from core.data.corpora import corpus
from core.ngrams.counts import count
from core.ngrams.evidence import Parameters
from core.ngrams.fitting import bits, perplexity
from core.ngrams.model import Model
from core.ngrams.strips import START, Vocabulary
from tests.core.ngrams.dictionaries import STOP, padded

D = 0.75
LINES = corpus("names").training[:150]
OTHERS = corpus("names").heldout[:40]
KNOWN = "abcdefghijklmnopqrstuvwxy"  # z is unknown
PEERS = {
    "likelihood": MLE,
    "add_one": Laplace,
    "add_delta": lambda n, **known: Lidstone(0.1, n, **known),
    "stupid": lambda n, **known: StupidBackoff(0.4, n, **known),
    "discounting": lambda n, **known: AbsoluteDiscountingInterpolated(n, D, **known),
    "kneser_ney": lambda n, **known: KneserNeyInterpolated(n, D, **known),
}


def windows(line, n):
    """The n-grams of orders 1 … n of a line, as nltk wants them."""
    ends = range(1, len(line))
    return [line[at - k : at + 1] for at in ends for k in range(min(n, at + 1))]


def both(rule, lines, n, known):
    """Our model and nltk's."""
    vocabulary = Vocabulary(known)
    parameters = Parameters(
        delta=0.1, discounts=(0, *[D] * (n - 1)), adjusted_discounts=(0, *[D] * (n - 1))
    )
    model = Model(count(vocabulary.strip(lines), len(vocabulary), n), parameters)
    words = Words([STOP, *known], unk_cutoff=1, unk_label="⟨unk⟩")
    peer = PEERS[rule](n, vocabulary=words)
    peer.counts.update(windows(padded(line, known), n) for line in lines)
    return vocabulary, model, peer


@pytest.mark.parametrize(
    ("rule", "n"),
    [(rule, n) for rule in PEERS for n in (1, 2, 3) if (rule, n) != ("kneser_ney", 1)],
)
def test_the_same_as_nltk(rule, n):
    vocabulary, model, peer = both(rule, LINES, n, KNOWN)
    assert len(vocabulary) == len(peer.vocab)
    found = iter(model.of_strip(vocabulary.strip(OTHERS), rule))
    compared = 0
    for line in (padded(line, KNOWN) for line in OTHERS):
        for at in range(1, len(line)):
            ours, context = next(found), line[max(at - n + 1, 0) : at]
            if rule == "stupid" and not peer.counts[line[at]]:
                continue  # nltk gives 0 to a token never seen, we 0.4 / V
            if rule == "kneser_ney" and context == (START,) and n == 3:
                continue  # nothing comes before ⟨s⟩: nltk divides by 0, we keep its count
            assert ours == pytest.approx(peer.unmasked_score(line[at], context), abs=1e-12)
            compared += 1
    assert compared > 200


# nltk's own unit tests: training text a b c d, e g a d b e; its vocabulary has ⟨s⟩ as a token that
# could be predicted, which "s" stands for here.
NLTK = ["abcd", "egadbe"]


@pytest.mark.parametrize(
    ("rule", "n", "history", "token", "expected"),
    [
        ("likelihood", 2, "c", "d", 1),
        ("add_delta", 2, "c", "d", 1.1 / 1.8),
        ("add_one", 2, "c", "d", 2 / 9),
        ("stupid", 3, "b", "c", 0.5),
        ("stupid", 3, "zb", "c", 0.2),
    ],
)
def test_nltks_own_examples(rule, n, history, token, expected):
    vocabulary, model, _ = both(rule, NLTK, n, "abcdzs")
    numbers = [vocabulary.index(each) for each in history]
    row = model.row(model.counts.at_end(numbers, begins=False), rule)
    assert row[vocabulary.index(token)] == pytest.approx(expected)


def test_nltks_own_continuations():
    """c comes after 1 of 14 bigrams there: its padding adds ⟨s⟩⟨s⟩ and ⟨/s⟩⟨/s⟩ to our 12."""
    vocabulary, model, _ = both("kneser_ney", NLTK, 2, "abcdzs")
    row = model.row(model.counts.at_end([], begins=False), "kneser_ney")
    assert row[vocabulary.index("c")] == pytest.approx(1 / 12)


@pytest.mark.parametrize(
    ("rule", "text", "entropy", "expected"),
    [
        ("likelihood", "ab?ad", 1.0975, 2.1398),
        ("add_delta", "ac?dc", 4.0917, 17.0504),
        ("add_one", "ac?dc", 3.1275, 8.7393),
    ],
)
def test_nltks_own_perplexities(rule, text, entropy, expected):
    vocabulary, model, _ = both(rule, NLTK, 2, "abcdzs")
    p = model.of_strip(vocabulary.strip([text]), rule)
    assert bits(p).mean() == pytest.approx(entropy, abs=1e-4)
    assert perplexity(p) == pytest.approx(expected, abs=1e-4)
    assert log2(perplexity(p)) == pytest.approx(bits(p).mean())
