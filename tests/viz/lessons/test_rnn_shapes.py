"""The picture of a network unrolled, told by its data."""

import numpy as np
import pytest

from core.lessons.rnn_shapes.lesson import record_lesson, shipped, word_end
from core.lessons.rnn_shapes.settings import STEPS, USED, RnnShapes
from ui.text import LANGUAGES, load
from viz.lessons.rnn_shapes import stage
from viz.views.shapes import UNITS


def made(language="en", covered=False, **chosen):
    settings = RnnShapes(**chosen)
    words = load("rnn_shapes", language).labels
    return stage(record_lesson(settings), settings, words=words, covered=covered)


@pytest.mark.parametrize("language", LANGUAGES)
def test_covered_it_ends_with_the_word(language):
    found = made(language, covered=True)
    data, known = found.views[0].data, word_end(shipped()) + 1
    assert data["known"] == len(data["said"]) == len(data["shares"]) == len(data["states"]) == known
    assert "".join(data["said"]) == "seven■"
    assert found.clock.until == known - 1
    assert found.asked == (known - 1, STEPS - 1)
    assert "vin" not in str(found.payload())
    whole = made(language).views[0].data
    np.testing.assert_array_equal(whole["states"], shipped().h[:, :UNITS])
    np.testing.assert_array_equal(whole["shares"], shipped().shares)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shape", USED)
def test_edges_are_where_it_reads_and_writes(language, shape):
    found = made(language, covered=True, shape=shape)
    data, trace = found.views[0].data, record_lesson(RnnShapes(shape=shape))
    assert data["read"] == list(trace.read)
    assert data["writes"] == [bool(word) for word in trace.said]
    assert data["back"] == (shape == "nm")
    assert found.clock.length == len(trace.read)
    if shape == "nm":
        assert data["second"] == len(RnnShapes().date)
        np.testing.assert_array_equal(data["looks"], trace.looks)
    if shape == "n1":
        np.testing.assert_array_equal(found.views[1].data["values"], trace.decisions.T)
        assert data["said"][-1] == load("rnn_shapes", language)["said.de"]
    assert len(found.views) == 1 + (shape == "n1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_and_wrong_tags_are_marked(language):
    data = made(language).views[0].data
    assert data["asked"] == word_end(shipped()) + 1
    assert data["right"] == []
    tags = made(language, shape="nn", date="4/30/2026").views[0].data
    assert (tags["asked"], tags["wrong"]) == (None, [True, *[False] * 8])
    assert tags["right"][0] == load("rnn_shapes", language)["said.B-month"]


def test_feedback_has_edges():
    assert made(back="on").views[0].data["back"]
    assert not made().views[0].data["back"]
