"""How taggers and writers of dates are trained, and what is measured of them."""

import numpy as np
import pytest
import torch

from core.data.date_fields import TAGS, tagged
from core.draws import WEIGHTS, stream
from core.lessons.deep_and_bidirectional.run import run
from core.lessons.deep_and_bidirectional.settings import DeepAndBidirectional
from core.measures.written_dates import END
from core.networks.tagger import tagger
from core.shipped.taggers import TWO_WAY, load_tagger
from tests.core.data.test_date_fields import DAY
from train import date_fields, date_fields_study
from train.date_fields import batches, measure, sizes, train, train_writer, writer_sizes
from train.transformers import Budget

DATES = [tagged(DAY, locale, "yMd") for locale in ("en_US", "de_DE", "sv_SE")]


@pytest.fixture
def short(monkeypatch):
    for name in ("BUDGET", "WRITERS_BUDGET"):
        monkeypatch.setattr(date_fields, name, Budget(steps=3, batch=4))


def test_tables_hold_texts_of_one_length_and_their_tags():
    model = tagger(sizes(hidden=2), stream(0, WEIGHTS))
    tables = batches(model, [(found.text, found.tags) for found in DATES])
    assert {length: x.shape for length, (x, _) in tables.items()} == {9: (2, 9), 10: (1, 10)}
    assert [TAGS[k] for k in tables[9][1][1]] == list(DATES[1].tags)


def test_a_run_is_its_seed_and_a_writer_learns_the_character_that_follows(short):
    first, again, other = (train(sizes(hidden=2), seed, DATES) for seed in (0, 0, 1))
    assert first.losses == again.losses != other.losses
    writer = train_writer(writer_sizes(hidden=2, both=True), 0).model
    assert writer.config.characters[0] == writer.config.outputs[0] == END
    assert len(writer.config.outputs) == len(writer.config.characters)


def test_an_answer_later_stands_behind_what_was_read():
    text, tags = date_fields._late(DATES[0], 2)
    assert text == "4/30/2026" + 2 * END
    assert tags == ("O", "O", *DATES[0].tags)


def test_a_direction_is_off_as_in_the_lesson():
    switched = date_fields_study._switched(_copy(load_tagger(TWO_WAY)))
    assert switched["both"] == measure(load_tagger(TWO_WAY))
    trace = run(DeepAndBidirectional())
    assert switched["forward"]["tags"] < 0.9
    assert sum(trace.wrong("forward")) > 0


def _copy(model):
    again = tagger(model.config, stream(0, WEIGHTS))
    again.load_state_dict(model.state_dict())
    return again.requires_grad_(False)


def test_stacked_taggers_have_nearly_as_many_weights():
    found = [date_fields_study.size(date_fields_study.stacked(n)) for n in (1, 2, 3, 4)]
    assert max(found) / min(found) < 1.03


def test_the_features_of_characters_by_hand():
    found = tagged(DAY, "en_US", "yMEd")  # Thu, 4/30/2026
    kinds = [1, 1, 1, 3, 2, 0, 3, 0, 0, 3, 0, 0, 0, 0]
    np.testing.assert_array_equal(date_fields_study.kind(found), kinds)
    places = [0, 1, 2, 0, 0, 0, 0, 0, 1, 0, 0, 1, 2, 3]
    np.testing.assert_array_equal(date_fields_study.position(found), places)
    assert TAGS[date_fields_study.field(found)[5]] == "B-month"


def test_the_states_of_every_layer_are_torchs():
    model = tagger(sizes(hidden=3, layers=2, both=True), stream(0, WEIGHTS)).requires_grad_(False)
    lower, upper = date_fields_study.states(model, DATES[:1])
    assert lower.shape == upper.shape == (9, 6)
    theirs, _ = model.recurrent(model.embedding(model.encode([DATES[0].text])))
    torch.testing.assert_close(upper, theirs[0])
