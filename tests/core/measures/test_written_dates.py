"""Dates that networks write: bits by hand, and what counts as a date."""

import math

import pytest
import torch

from core.data.date_fields import splits
from core.draws import FRESH, WEIGHTS, stream
from core.measures.written_dates import END, bits, dates, writes
from core.networks.tagger import TaggerConfig, tagger

SIGNS = END + "".join(sorted({c for found in splits()[1][:20] for c in found.text}))


def model(both):
    made = TaggerConfig(characters=SIGNS, outputs=tuple(SIGNS), hidden=4, both=both)
    return tagger(made, stream(0, WEIGHTS)).requires_grad_(False)


def test_bits_of_one_date_by_hand():
    one, found = model(both=False), splits()[1][0]
    text = END + found.text
    nats = -one(one.encode([text]))[0].log_softmax(dim=-1)
    after = [SIGNS.index(sign) for sign in found.text + END]
    expected = sum(float(nats[t, k]) for t, k in enumerate(after)) / len(after) / math.log(2)
    assert bits(one, [found]) == pytest.approx(expected, rel=1e-5)


def test_what_follows_is_cut_off_only_for_a_network_that_reads_it():
    found = splits()[1][:3]
    assert bits(model(both=False), found, cut=True) == pytest.approx(bits(model(False), found))
    assert bits(model(both=True), found, cut=True) != pytest.approx(bits(model(True), found))


def test_a_model_writes_what_it_draws_and_ends_at_the_end():
    one = model(both=False)
    texts = writes(one, 5, stream(0, FRESH))
    assert texts == writes(one, 5, stream(0, FRESH))
    assert all(END not in text for text in texts)
    sure = model(both=False)
    with torch.no_grad():
        sure.readout.bias[SIGNS.index(END)] = 1e4
    assert writes(sure, 2, stream(0, FRESH)) == ["", ""]


def test_a_date_is_what_some_locale_writes():
    day = splits()[1][0]
    assert dates([day.text, "30/4/2026", "", "2026"]) == 0.25
