"""The lesson's pictures, told by their data."""

import json

import numpy as np
import pytest

from core.lessons.backprop.checks import POWERS, errors
from core.lessons.backprop.lesson import record_lesson
from core.lessons.backprop.settings import TYPED, Backprop
from tests.browser.walked import WIDE
from ui.text import LANGUAGES, load
from viz.lessons.backprop import differences_stage, stage, trainings_stage
from viz.lessons.backprop.graph import number
from viz.lessons.backprop.layout import BETWEEN, HEIGHT, layout

ALL = [*(Backprop(source=source) for source in TYPED), Backprop(source="own", expression=WIDE)]


def made(settings, language="en", *, covered=False):
    words = load("backprop", language).labels
    return stage(record_lesson(settings), settings, words=words, covered=covered)


def last(changes):
    return {name: each[-1][1] for name, each in changes.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("settings", ALL)
def test_it_ends_with_every_value_and_every_gradient(language, settings):
    tape, picture = record_lesson(settings), made(settings, language)
    graph, cards = picture.views
    computed = sum(bool(says) for says in tape.says)
    assert picture.clock.length == 2 + computed + len(tape.user)
    assert len(graph.data["moments"]) == picture.clock.length
    ends = last(graph.data["texts"])
    if settings.source in ("twice", "sum", "greater"):  # their numbers have room for all digits
        for k in range(len(tape.names)):
            assert ends[f"v{k}"] == number(tape.values[k])
            assert ends[f"g{k}"] == number(tape.grads[k])
    _, message, total = cards.data["items"]
    assert message["values"][2 + computed :] == [number(m) for m in tape.message]
    assert total["values"][2 + computed :] == [number(m) for m in tape.after]


def test_messages_of_b_to_a_come_one_by_one_and_are_added_or_overwrite():
    for rule, sums in (("add", ["1", "2"]), ("overwrite", ["1", "1"])):
        graph, cards = made(Backprop(rule=rule)).views
        assert graph.data["texts"]["g0"] == [[3, sums[0]], [4, sums[1]]]
        assert graph.data["texts"]["g1"] == [[2, "1"]]
        assert graph.data["shows"] == {"e0": [0, 3], "b0": [3, 5], "e1": [0, 4], "b1": [4, 5]}
        assert [m["wires"] for m in graph.data["moments"]] == [[], ["e0", "e1"], [], ["b0"], ["b1"]]
        assert cards.data["items"][2]["values"][3:] == sums
        assert (cards.data["items"][2]["colour"] == "wrong") == (rule == "overwrite")
    assert "+" not in json.dumps(cards.data["items"][2]["mathml"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_covered_neither_the_sum_nor_the_rule_is_in_the_payload(language):
    graph, cards = made(Backprop(), language, covered=True).views
    assert last(graph.data["texts"])["g0"] == "?"
    assert cards.data["items"][2]["values"][3:] == ["?", "?"]
    assert cards.data["items"][2]["mathml"] == []
    said = json.dumps([graph.data["texts"], cards.data["items"][2]], default=str)
    assert '"2"' not in said
    assert cards.data["items"][2]["note"] == ""


@pytest.mark.parametrize("settings", ALL)
def test_boxes_stand_apart_both_ways_and_every_wire_leads_on(settings):
    tape = record_lesson(settings)
    found = layout(tape)
    for diagram, width in ((found.wide, 1060), (found.tall, 330)):
        boxes = {node.name: node for node in diagram.nodes if node.shape == "box"}
        assert len(boxes) == len(tape.names)
        for one in boxes.values():
            for other in boxes.values():
                across = abs(one.x - other.x) * width
                room = min(one.width, one.share * width)
                assert one is other or across > room or abs(one.y - other.y) > HEIGHT
            assert 0 < one.y < diagram.height - BETWEEN
        for wire in diagram.wires[: len(tape.user)]:
            ends = (boxes[wire.source], boxes[wire.target])
            ahead = (ends[0].x < ends[1].x, ends[0].y < ends[1].y)
            assert ahead[diagram is found.tall]
    texts = [text for each in stage_texts(settings) for _, text in each]
    assert all(len(text) <= max(found.signs, 7) for text in texts)


def stage_texts(settings):
    return made(settings).views[0].data["texts"].values()


def test_two_wires_between_the_same_nodes_are_apart():
    (first, second), found = record_lesson(Backprop()).user, layout(record_lesson(Backprop()))
    assert first == second == 1
    (one, other), _ = found.wide.wires[:2], None
    assert one.via[0].y + 40 < other.via[0].y
    (one, other), _ = found.tall.wires[:2], None
    assert one.via[0].dx + 40 < other.via[0].dx


def test_the_curves_of_the_sections_are_the_measured_ones():
    words = load("backprop", "en").labels
    (plot,) = differences_stage(errors(), POWERS, words=words).views
    for curve, found in zip(plot.data["curves"], errors().values(), strict=True):
        np.testing.assert_allclose(curve["places"][0, :, 1], found)
        np.testing.assert_allclose(curve["places"][0, :, 0], [10.0**-p for p in POWERS])
    losses = np.array([[1.0, 0.5], [2.0, 0.25]])
    (lines,) = trainings_stage(losses, 2 * losses, words=words).views
    assert [series["faint"] for series in lines.data["series"]] == [False, True] * 2
    np.testing.assert_array_equal(lines.data["series"][3]["values"], 2 * losses[1])


def test_numbers_as_they_are_written():
    said = [number(value) for value in (3.0, -12.0, 0.0, -0.0, 24.70408, 1234.0)]
    assert said == ["3", "−12", "0", "0", "24.7", "1.23·10³"]
