"""Numbers chosen on validation text: better with every pass, and better than a grid."""

from itertools import pairwise, product

import numpy as np
import pytest

from core.data.corpora import corpus
from core.ngrams import fitting
from core.ngrams.counts import count
from core.ngrams.evidence import Parameters
from core.ngrams.fitting import (
    DELTAS,
    MOST,
    best_delta,
    bits,
    discount,
    discounts,
    fitted,
    perplexity,
    weights,
    with_delta,
)
from core.ngrams.learned import learned
from core.ngrams.model import Model
from core.ngrams.strips import Vocabulary


@pytest.fixture(scope="module")
def names():
    """Counts of 2,000 names, and the validation part as a strip."""
    names = corpus("names")
    vocabulary = Vocabulary(names.known)
    counts = count(vocabulary.strip(names.training[:2000]), len(vocabulary), 3)
    return counts, vocabulary.strip(names.validation)


def mixed(counts, found, strip):
    """Bits a token by interpolation."""
    model = Model(counts, Parameters(weights=tuple(found)))
    return bits(model.of_strip(strip, "interpolation")).mean()


def test_no_pass_makes_it_worse(names, monkeypatch):
    reached = []
    for passes in range(12):
        monkeypatch.setattr(fitting, "PASSES", passes)
        reached.append(mixed(names[0], weights(*names), names[1]))
    assert all(later <= earlier + 1e-12 for earlier, later in pairwise(reached))
    assert reached[-1] < reached[0]


def test_no_grid_finds_better_weights(names):
    counts, strip = names[0].up_to(2), names[1]
    grid = product(np.arange(0.05, 1, 0.1), repeat=2)
    best = min(mixed(counts, found, strip) for found in grid)
    assert mixed(counts, weights(counts, strip), strip) < best


def test_something_is_left_for_what_validation_has_not_shown():
    vocabulary = Vocabulary("ab")
    strip = vocabulary.strip(["abab", "ab"])
    model = fitted(count(strip, len(vocabulary), 2), strip)
    assert max(model.parameters.weights) <= MOST
    assert np.isfinite(perplexity(model.of_strip(vocabulary.strip(["?"]), "interpolation")))


def test_the_best_delta_is_best(names):
    tried = {delta: with_delta(names[0], delta, names[1]) for delta in DELTAS}
    best = best_delta(*names)
    assert tried[best] == min(tried.values()) < tried[DELTAS[0]]
    assert tried[best] < tried[1.0]


def test_discounts_by_hand():
    """a once, b c twice, d three times, e four times: D = 1 / (1 + 2·2) = 1/5."""
    vocabulary = Vocabulary("abcde")
    strip = vocabulary.strip(["abbccdddeeee"])
    order = count(strip, len(vocabulary), 1).order(1)  # ⟨/s⟩ is seen once too: D = 2 / 6
    assert discount(order) == pytest.approx(1 / 3)
    # D₁ = 1 − 2/3 · 2/2, D₂ = 2 − 3/3 · 1/2, D₃ = 3 − 4/3 · 1/1
    assert discounts(order) == pytest.approx((1 / 3, 3 / 2, 5 / 3))


@pytest.mark.parametrize("code", ["names", "idioms"])
def test_kneser_ney_is_best_of_all(code):
    found = learned(code)
    model, strip = found.model(3), found.strips["heldout"]
    rules = ("likelihood", "add_one", "add_delta", "interpolation", "discounting", "kneser_ney")
    reached = [perplexity(model.of_strip(strip, rule)) for rule in rules]
    assert reached[-1] == min(reached)
    assert reached[0] == np.inf
