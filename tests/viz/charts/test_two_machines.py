"""The charts of both machines hold the figures that they are given."""

import numpy as np
import pytest

from core.measures.trainings import Bin, Span
from core.traces.timing import WritingTimeTrace
from ui.text import load
from viz.charts.two_machines import WAYS, exact_by_length, writing_times

BINS = [Bin(1, 6, 10, Span(0.9, 0.8, 1.0)), Bin(31, 60, 5, Span(0.2, 0.1, 0.4))]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_exact_translations_by_length(language, dark):
    words = load("transformer", language).words("beside")
    figure = exact_by_length({"rnn": BINS, "transformer": BINS}, 30, words, dark=dark)
    assert [curve.name for curve in figure.data] == [words["rnn"], words["transformer"]]
    for curve in figure.data:
        assert curve.x == (3.5, 45.5) and curve.y == (0.9, 0.2)
        np.testing.assert_allclose(curve.error_y.array, [0.1, 0.2])
        np.testing.assert_allclose(curve.error_y.arrayminus, [0.1, 0.1])
    (limit,) = figure.layout.shapes
    assert limit.x0 == limit.x1 == 30.5
    assert "30" in figure.layout.annotations[0].text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_times_are_in_milliseconds(language):
    words = load("transformer", language).words("speed")
    seconds = {name: np.array([0.001, 0.002 + place]) for place, name in enumerate(WAYS)}
    figure = writing_times(WritingTimeTrace(length=np.array([10, 60]), **seconds), words)
    assert [curve.name for curve in figure.data] == [words[name] for name in WAYS]
    for place, curve in enumerate(figure.data):
        np.testing.assert_allclose(curve.y, [1, 2 + 1000 * place])
        assert list(curve.x) == [10, 60]
