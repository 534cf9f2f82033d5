"""The lesson's recording, and every claim that its page makes, with three seeds."""

import io
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
import torch

from core.data.date_fields import DAY_FIRST, HELD_OUT, LOCALES, MONTH_FIRST, TAGS, YEAR_FIRST
from core.draws import DATA, stream
from core.lessons.deep_and_bidirectional.lesson import (
    answer,
    fields,
    first_wrong,
    record_lesson,
    shipped,
    snippet,
    study,
    table,
)
from core.lessons.deep_and_bidirectional.run import difference, run, written
from core.lessons.deep_and_bidirectional.settings import READERS, DeepAndBidirectional
from core.networks.tagger import TaggerConfig, empty_tagger
from core.shipped.store import card
from core.shipped.taggers import ONE_WAY, TWO_WAY, WRITERS, load_tagger
from tests.snippets import printed

WEEKDAY = DeepAndBidirectional(date="Fri, 4/3/2026")
UNDONE = DeepAndBidirectional(date="3/4/2026")


def mean(seeds, what):
    return np.mean([seed[what] for seed in seeds])


@pytest.mark.parametrize("settings", [DeepAndBidirectional(), WEEKDAY])
def test_the_tags_are_torchs_with_both_directions_and_with_one(settings):
    trace, model = record_lesson(settings), load_tagger(TWO_WAY)
    with torch.no_grad():
        states, _ = model.recurrent(model.embedding(model.encode([settings.date])))
        for reader, off in zip(READERS, (slice(0), slice(42, 84), slice(0, 42)), strict=True):
            h = states[0].clone()
            h[:, off] = 0
            expected = model.readout(h).softmax(dim=-1)
            found = trace.probabilities[trace.readers.index(reader)]
            np.testing.assert_allclose(found, expected, atol=1e-6)
        one = load_tagger(ONE_WAY)
        alone = one(one.encode([settings.date]))[0].softmax(dim=-1)
    np.testing.assert_allclose(trace.probabilities[-1], alone, atol=1e-6)
    np.testing.assert_allclose(np.hstack([trace.forward, trace.backward]), states[0], atol=1e-6)
    assert difference(settings) < 1e-5


def test_a_state_knows_what_its_chain_has_read_and_nothing_else():
    whole, other = shipped(), run(DeepAndBidirectional(date="4/30.1999"))
    for chain, same in (("forward", slice(0, 4)), ("one_way", slice(0, 4))):
        np.testing.assert_allclose(
            getattr(whole, chain)[same], getattr(other, chain)[same], atol=1e-6
        )
    assert np.abs(whole.forward[4] - other.forward[4]).max() > 0.1
    assert np.abs(whole.backward[0] - other.backward[0]).max() > 0.1


def test_fields_and_the_first_wrong_tag_by_hand():
    trace = shipped()
    assert fields(trace) == [(0, 1), (2, 4), (5, 9)]
    assert (first_wrong(trace), answer(trace)) == (0, "1")
    assert first_wrong(trace, "both") is None
    swapped = list(trace.said("one_way"))
    swapped[6] = "O"
    assert answer(replace(trace, right=tuple(swapped))) == "3"
    assert answer(replace(trace, right=trace.said("one_way"))) == "none"
    assert not replace(trace, right=("",) * 9).known


def test_the_default_date_is_answered_alike_by_three_seeds():
    said = {seed["seed"]: seed for seed in card(ONE_WAY)["seeds"]}
    assert sorted(said) == [0, 1, 2]
    trace = shipped()
    assert trace.said("one_way")[0] == "B-day"
    assert trace.share("one_way", 0, "B-day") > 2 * trace.share("one_way", 0, "B-month")
    assert trace.said("one_way")[1:] == trace.right[1:]


def test_the_locales_are_as_many_as_the_question_says():
    assert [len(group) for group in (MONTH_FIRST, DAY_FIRST, YEAR_FIRST)] == [3, 7, 5]
    assert len(LOCALES) == 15


def test_there_are_seven_tags_and_each_layer_reads_both_chains_below():
    assert sorted(TAGS) == sorted(
        ["O", *(f"{kind}-{field}" for kind in "BI" for field in ("year", "month", "day"))]
    )
    config = TaggerConfig(characters="ab", outputs=TAGS, hidden=3, layers=2, both=True)
    module = empty_tagger(config).recurrent
    assert module.weight_ih_l1.shape == module.weight_ih_l1_reverse.shape == (3, 2 * 3)


def test_an_english_weekday_says_that_the_month_comes_first():
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"):
        assert run(DeepAndBidirectional(date=f"{day}, 4")).share("one_way", -1, "B-month") > 0.9
    for day in ("fre. ", "Fr., ", "pe ", "vr ", "pt., ", "пт, "):  # of locales with the day first
        assert run(DeepAndBidirectional(date=f"{day}4")).share("one_way", -1, "B-day") > 0.9
    assert "en_US" in MONTH_FIRST


@pytest.mark.parametrize("date", ["4/30/2026", "30.04.2026", "2026年4月30日", "30. April 2026"])
def test_the_dates_that_help_gives_as_examples_are_known(date):
    assert run(DeepAndBidirectional(date=date)).known


def test_what_to_notice():
    undone = record_lesson(UNDONE).said("one_way")
    assert (undone[0], undone[2]) == ("B-day", "B-day")
    assert "B-month" not in undone
    assert first_wrong(record_lesson(WEEKDAY)) is None
    assert sum(shipped().wrong("forward")) == 3
    assert sum(shipped().wrong("one_way")) == 1
    assert len(shipped().tokens) == 9  # the middle is step 5


def test_two_ways_are_right_and_one_off_is_worse_than_never_there():
    one_way, off = card(ONE_WAY)["seeds"], study()["switched off"]
    assert card(ONE_WAY)["held-out dates"] == HELD_OUT
    assert all(seed["both"]["dates"] == 1 for seed in off)
    for reader in ("forward", "backward"):
        assert max(seed[reader]["tags"] for seed in off) < 0.9
        assert max(seed[reader]["dates"] for seed in off) < 0.001
    assert min(seed["tags"] for seed in one_way) > 0.97
    assert 0.65 < mean(one_way, "dates") < 0.67


def test_a_one_way_network_that_answers_three_characters_later_is_right_too():
    dates = [[seed["dates"] for seed in seeds] for seeds in study()["later"]]
    assert [max(one) < min(two) for one, two in pairwise(dates)] == [True, True]
    assert dates[-1] == [1, 1, 1]


def test_the_two_way_writer_copies_and_cannot_write():
    one_way, two_ways = (card(name) for name in WRITERS)
    assert one_way["parameters"] == pytest.approx(two_ways["parameters"], rel=0.02)
    assert max(seed["training bits"] for seed in two_ways["seeds"]) < 0.01
    assert max(seed["bits"] for seed in two_ways["seeds"]) < 0.01
    assert min(seed["cut bits"] for seed in two_ways["seeds"]) > 5
    assert [seed["dates"] for seed in two_ways["seeds"]] == [0, 0, 0]
    assert min(seed["dates"] for seed in one_way["seeds"]) > 0.4
    assert all(seed["bits"] == seed["cut bits"] for seed in one_way["seeds"])
    assert written(WRITERS[0], 4) == written(WRITERS[0], 4)


def test_depth_does_not_help_here():
    rows = study()["layers"]
    weights = [row["weights"] for row in rows]
    assert max(weights) / min(weights) < 1.03
    assert all(seed["dates"] == 1 for row in rows for seed in row["all"])
    few = [mean(row["few"], "dates") for row in rows]
    assert max(few) == few[0]
    seconds = [min(seed["seconds"] for seed in row["all"]) for row in rows]
    assert seconds[0] < min(seconds[1:])
    one, two, three, four = (row["gradient"] for row in rows)
    assert max(four) < min(one)
    assert max(two) > max(one) < max(three)  # "can also be larger"


def test_layers_turn_what_was_read_into_what_was_asked():
    trained, untrained = study()["probes"], study()["untrained"]
    field, kind = (np.mean([p[name] for p in trained], axis=0) for name in ("field", "kind"))
    assert (np.diff(field) >= 0).all()
    assert field[0] < 0.95 < field[3] == 1
    assert (np.diff(kind) < 0).all()
    assert all(np.argmax(probe["position"]) == 2 for probe in trained)  # layer 3
    for name in ("field", "kind", "position"):
        assert (np.diff(untrained[name]) < 0).all()
        assert min(untrained[name]) > untrained[f"{name} commonest"]
    for probe in trained:
        for name in ("field", "kind", "position"):
            assert (np.array(probe[name]) > untrained[name]).all()


def test_the_snippet_prints_the_tags_and_the_table_holds_them():
    text = printed(snippet(UNDONE))
    assert text.count("B-day") == 3  # two of the one-way network, one of both
    rows = pd.read_csv(io.StringIO(table(shipped())))
    found = rows[(rows["quantity"] == "probabilities")]["value"]
    np.testing.assert_allclose(found, shipped().probabilities.ravel(), rtol=1e-6)


def test_what_is_drawn_at_random_is_read_too():
    letters = torch.randint(32, 0x3000, (20,), generator=stream(0, DATA)).tolist()
    trace = run(DeepAndBidirectional(date="".join(map(chr, letters))))
    assert set(trace.said("both")) <= set(TAGS)
    assert trace.unknown.any()
    assert not trace.known
    assert set(trace.unseen) <= set(trace.tokens)
    assert run(DeepAndBidirectional(date="4☃☃")).unseen == ("☃", "☃")
