"""The bottleneck's charts hold the counts of the evaluation."""

import pytest

from core.measures.interval import wilson
from ui.text import load
from viz.charts.bottleneck import CHOSEN, curve, positions, shares

WORDS = load("encoder_decoder", "en").labels
BIN = {"from": 7, "to": 10, "sentences": 50, "exact": 20, "words": 400, "free": 300}


@pytest.fixture
def table():
    return shares({"one": [[BIN], [BIN | {"exact": 10}]]}, "exact", "sentences")


def test_a_share_with_its_interval(table):
    first = table.iloc[0]
    assert (first["words"], first["share"], first["sentences"]) == (8.5, 0.4, 50)
    assert (first["low"], first["high"]) == wilson(20, 50)
    assert list(table["share"]) == [0.4, 0.2]


def test_words_are_as_sure_as_their_sentences():
    row = shares({"one": [[BIN]]}, "free", "words").iloc[0]
    assert row["share"] == 0.75
    assert (row["low"], row["high"]) == wilson(37.5, 50)


def test_a_point_can_be_pressed(table):
    chart = curve(table, WORDS, title="t", half=True).to_dict()
    assert [p["name"] for p in chart["params"]] == [CHOSEN]
    assert chart["params"][0]["select"]["fields"] == ["length"]
    assert len(chart["layer"]) == 5
    assert len(curve(table, WORDS, title="t", half=False).to_dict()["layer"]) == 4


def test_places_with_few_sentences_are_left_out():
    counts = {"sentences": [100, 80, 10], "free": [90, 40, 1], "taught": [95, 60, 2]}
    rows = positions(counts, WORDS, least=50).data
    free = rows[rows["run"] == WORDS["row_free"]]
    assert list(free["place"]) == [1, 2]
    assert list(free["share"]) == [0.9, 0.5]
