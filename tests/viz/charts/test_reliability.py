"""The charts of a network that names languages, told by their data."""

import pytest

from ui.text import LANGUAGES, load
from viz.charts.reliability import confusion_chart, reliability_chart
from viz.charts.vega_lite import vega_lite


def values(spec, field):
    return [row[field] for rows in spec["datasets"].values() for row in rows if field in row]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_for_each_part_of_the_letters_beside_the_diagonal(language):
    words = load("rnn_shapes", language).labels
    spec = vega_lite(reliability_chart({"half": [[3, 0.4, 0.2]], "end": [[5, 0.9, 1.0]]}, words))
    assert sorted(values(spec, "sure")) == [0, 0.4, 0.9, 1]
    assert sorted(values(spec, "right")) == [0, 0.2, 1, 1]
    assert values(spec, "read") == [words["reliability.half"], words["reliability.end"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_for_each_right_answer_and_answer(language):
    words = load("rnn_shapes", language).labels
    spec = vega_lite(confusion_chart([[7, 1], [2, 5]], ["A", "B"], words))
    cells = zip(values(spec, "right"), values(spec, "answer"), values(spec, "n"), strict=True)
    assert list(cells) == [("A", "A", 7), ("A", "B", 1), ("B", "A", 2), ("B", "B", 5)]
