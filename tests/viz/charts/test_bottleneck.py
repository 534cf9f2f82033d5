"""The bottleneck's charts hold the counts of the evaluation."""

import pytest

from core.measures.interval import wilson
from ui.text import load
from viz.charts.bottleneck import (
    CHOSEN,
    MARKED,
    OPEN,
    curve,
    marked,
    opened,
    positions,
    shares,
)
from viz.charts.vega_lite import vega_lite
from viz.theme import SURFACES

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
    chart = curve(table, WORDS, title="t", half=True, dark=False).to_dict()
    pressed, _ = chart["params"]
    assert (pressed["name"], pressed["select"]["fields"]) == (CHOSEN, ["length"])
    assert len(chart["layer"]) == 7
    assert len(curve(table, WORDS, title="t", half=False, dark=False).to_dict()["layer"]) == 4


def test_the_point_of_the_bin_that_is_open_is_larger(table):
    chart = vega_lite(curve(table, WORDS, title="t", half=True, dark=False))
    assert [opened(chart, length)["params"][1]["value"] for length in ("7-10", None)] == [
        "7-10",
        "",
    ]
    size = chart["layer"][3]["encoding"]["size"]
    assert size["condition"] == {"test": f"(datum['length'] === {OPEN})", "value": 240}
    assert size["value"] == 90


def test_a_guess_and_the_answer_are_marked_at_their_lengths(table):
    chart = vega_lite(curve(table, WORDS, title="t", half=True, dark=True))
    rows = marked(chart, [(15.8, "answer"), (12, "you")])["datasets"][MARKED]
    assert [(row["words"], row["says"]) for row in rows] == [(15.8, "answer"), (12, "you")]
    assert MARKED not in chart["datasets"]
    rule, word = chart["layer"][-2:]
    assert rule["data"] == word["data"] == {"name": MARKED}
    assert word["encoding"]["text"]["field"] == "says"


@pytest.mark.parametrize("dark", [False, True])
def test_the_line_at_one_half_has_a_colour_of_the_theme(table, dark):
    chart = vega_lite(curve(table, WORDS, title="t", half=True, dark=dark))
    assert chart["layer"][4]["mark"]["color"] == SURFACES["edge"].on(dark)


def test_places_with_few_sentences_are_left_out():
    counts = {"sentences": [100, 80, 10], "free": [90, 40, 1], "taught": [95, 60, 2]}
    rows = positions(counts, WORDS, least=50).data
    free = rows[rows["run"] == WORDS["row_free"]]
    assert list(free["place"]) == [1, 2]
    assert list(free["share"]) == [0.9, 0.5]
