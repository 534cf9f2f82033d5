"""Why the mask is needed: writing, expectations, one pass for all prefixes, and the cache."""

import numpy as np
import pytest
import torch

from core.lessons.causal_mask import study
from core.lessons.causal_mask.settings import MODELS
from core.lessons.causal_mask.study import apart, bits_of, expected, in_turn, writes
from core.shipped.language_models import VOCABULARY, WINDOW, tokens, write_on
from core.shipped.store import card
from core.shipped.transformers import load_transformer

TEXT = "the string"


@pytest.mark.parametrize("name", MODELS)
def test_what_is_written_is_what_the_card_has(name):
    """The first of the texts in the card is drawn with the same numbers."""
    made = writes(name, "The ", "drawn", 0)
    assert "".join(made.tokens) == card(MODELS[name])["writes"][0]
    assert made.text.startswith("The ")


def test_shares_are_the_probabilities_of_what_was_written():
    made = writes("masked", "The ", "likeliest", 0)
    text = torch.cat([tokens("The "), tokens("".join(made.tokens))])
    odds = load_transformer("masked_lm")(text[None, :-1])[0, 3:].softmax(dim=-1)
    np.testing.assert_allclose(made.shares, odds.max(dim=-1).values, atol=1e-4)
    assert "".join(made.tokens) == write_on(load_transformer("masked_lm"), "The ", WINDOW - 4)


def test_expectations_in_three_ways():
    found, text = expected(TEXT), tokens(TEXT)
    model = load_transformer("unmasked_lm")
    for t in range(len(TEXT) - 1):
        odds = model(text[None, : t + 1])[0, -1].softmax(dim=-1)
        assert found["alone"][t] == pytest.approx(float(odds[text[t + 1]]), rel=1e-4)
    assert bits_of(found["seeing"]) < 0.1 < bits_of(found["masked"]) < bits_of(found["alone"])


def test_one_pass_equals_a_pass_for_every_prefix_with_the_mask_only():
    assert apart("masked", TEXT) < 1e-4
    assert apart("unmasked", TEXT) > 1
    model = load_transformer("masked_lm")
    logits = in_turn(model, tokens(TEXT))
    assert logits.shape == (len(TEXT), len(VOCABULARY))


def test_both_ways_are_timed_and_equal(monkeypatch):
    monkeypatch.setattr(study, "PREFIXES", (4, 24))
    monkeypatch.setattr(study, "WRITTEN", (8, 32))
    for trace, lengths in ((study.time_prefixes(), [4, 24]), (study.time_cache(), [8, 32])):
        assert trace.length.tolist() == lengths
        assert trace.difference < 1e-3
        assert (trace.once > 0).all()
        assert trace.once[1] > trace.once[0] / 2
    assert (study.time_prefixes().ratio > 1).all()
    kept, again = study.both_ways("def ")
    assert kept == again


def test_what_the_page_says_of_the_cards_holds():
    masked, unmasked = (card(stem) for stem in MODELS.values())
    assert unmasked["heldout"]["bits"] < masked["heldout"]["bits"] / 10
    last = "bits at the last place"
    assert unmasked["heldout"][last] > 1.5 * masked["heldout"][last]
    known = "words in 100 characters"
    assert min(s[known] for s in masked["seeds"]) > 5 * max(s[known] for s in unmasked["seeds"])
    assert unmasked["heldout"]["bits"] - unmasked["curve"]["bits"][-1] < 0.01
    assert masked["heldout"]["bits"] - masked["curve"]["bits"][-1] > 0.1
