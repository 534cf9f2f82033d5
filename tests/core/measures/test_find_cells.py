"""Find cells, against counting by hand and a search that tries every span."""

import numpy as np
import pytest

from core.errors import InputError
from core.measures.find_cells import (
    LEAST_MARGIN,
    Found,
    Match,
    find_spans,
    find_units,
    runs,
    telling_span,
)


def test_units_by_hand():
    #        0  1  2  3  4  5  6  7  8
    on = [0, 0, 0, 1, 1, 1, 0, 0, 0]
    late = [0, 0, 0, 0, 1, 1, 1, 0, 0]
    always = [1] * 9
    states = np.array([on, late, always, [-v for v in on]], dtype=np.float32).T
    found = find_units(states, 3, 6, 0.5)
    assert found == [Found(0, 1, 1.0), Found(3, -1, 1.0)]  # late: 2/3 − 1/6; always: 1 − 1
    assert [item.unit for item in find_units(states, 3, 6, 0.5, most=1)] == [0]
    assert find_units(states, 3, 6, 1.5) == []


def test_surroundings_end_where_the_text_does():
    states = np.array([[1, 1, 0, 0, 0, 0, 1]], dtype=float).T
    assert find_units(states, 0, 2, 0.5)[0].score == 1.0  # around: the next three, all off
    assert LEAST_MARGIN == 3


def slow_spans(states, units, threshold, length):
    """Every longest run by plain loops, with the score as it is written down."""
    on = np.array(
        [[unit.sign * row[unit.unit] > threshold for unit in units] for row in states]
    ).mean(axis=1)
    found, t = [], 0
    while t < len(on):
        if on[t] < 1:
            t += 1
            continue
        stop = t
        while stop < len(on) and on[stop] == 1:
            stop += 1
        margin = max(stop - t, LEAST_MARGIN)
        around = [*on[max(0, t - margin) : t], *on[stop : stop + margin]]
        found.append(
            (1 - (np.mean(around) if around else 0), abs(np.log((stop - t) / length)), t, stop)
        )
        t = stop
    found.sort(key=lambda item: (-round(item[0], 6), item[1], item[2]))
    return [Match(t, stop, score) for score, _, t, stop in found]


@pytest.mark.parametrize("seed", range(6))
def test_spans_equal_a_search_that_tries_them_all(seed):
    draws = np.random.default_rng(seed)
    steps = draws.normal(size=(400, 5)) * (draws.random((400, 1)) < 0.3)
    states = np.tanh(steps.cumsum(axis=0))
    units = [Found(1, 1, 1.0), Found(3, -1, 0.9), Found(4, 1, 0.8)][: 1 + seed % 3]
    found = find_spans(states, units, 0.4, length=6, most=20)
    expected = slow_spans(states, units, 0.4, 6)[:20]
    assert [(m.start, m.stop) for m in found] == [(m.start, m.stop) for m in expected]
    np.testing.assert_allclose([m.score for m in found], [m.score for m in expected], atol=1e-9)


def test_no_units_and_no_spans():
    states = np.zeros((10, 2))
    assert find_spans(states, [], 0.5, 3) == []
    assert find_spans(states, [Found(0, 1, 1.0)], 0.5, 3) == []


def test_runs_by_hand():
    starts, stops = runs(np.array([True, False, True, True, False, True]))
    assert starts.tolist() == [0, 2, 5]
    assert stops.tolist() == [1, 4, 6]


@pytest.mark.parametrize(
    ("start", "stop", "threshold", "field"),
    [(3, 3, 1, "span"), (0, 11, 1, "span"), (0, 10, 1, "span"), (2, 4, 0, "threshold")],
)
def test_what_cannot_be_searched_is_refused(start, stop, threshold, field):
    with pytest.raises(InputError) as error:
        find_units(np.zeros((10, 2)), start, stop, threshold)
    assert error.value.field == field


def test_a_telling_span_is_one_to_which_most_units_answer():
    states = np.zeros((40, 3))
    states[20:24, 0] = states[20:24, 1] = 1.0
    states[4:8, 2] = 1.0
    assert telling_span(states, 0.5) == (20, 24)
    assert telling_span(np.zeros((40, 3)), 0.5) == (13, 26)
    assert telling_span(np.zeros((3, 1)), 0.5) == (1, 2)


def test_a_telling_span_of_a_long_text_may_be_as_short_as_a_units_memory():
    states = np.zeros((200, 4))
    states[91:94] = 1.0
    assert telling_span(states, 0.5) == (91, 94)
    assert len(find_units(states, 91, 94, 0.5)) == 4
