from dataclasses import FrozenInstanceError, dataclass

import numpy as np
import pytest

from core.traces.base import Array, Trace, axes


@dataclass(frozen=True, eq=False, kw_only=True)
class Small(Trace):
    tokens: tuple[str, ...] = axes("time")
    h: Array = axes("time hidden")
    later: Array | None = axes("later time", optional=True)
    steps: Array | None = axes("step", optional=True)
    loss: Array | None = axes("step", optional=True)
    name: str = "small"


def small(**other):
    return Small(**{"tokens": ("a", "b"), "h": np.array([[1.0, 2, 3], [4, 5, 6]]), **other})


def test_a_wrong_size_names_field_axis_and_both_sizes():
    with pytest.raises(ValueError, match=r"Small\.h: axis 'time' is 2, but 3 in Small\.tokens"):
        small(tokens=("a", "b", "c"))


def test_a_wrong_number_of_axes_is_named():
    with pytest.raises(ValueError, match=r"Small\.h has shape \(2,\), expected axes"):
        small(h=np.zeros(2))


def test_a_required_field_cannot_be_none():
    with pytest.raises(ValueError, match=r"Small\.h has shape \(\)"):
        small(h=None)


def test_a_trace_never_changes_and_leaves_the_given_array_writeable():
    given = np.zeros((2, 3))
    trace = small(h=given)
    with pytest.raises(ValueError, match="read-only"):
        trace.h[0, 0] = 1
    with pytest.raises(FrozenInstanceError):
        trace.name = "other"
    given[0, 0] = 1


def test_frame_has_one_row_for_each_value():
    table = small().frame("h")
    assert list(table.columns) == ["quantity", "time", "tokens", "hidden", "value"]
    assert table.time.tolist() == [1, 1, 1, 2, 2, 2]  # counted from 1, as in the papers
    assert table.tokens.tolist() == list("aaabbb")
    assert table.hidden.tolist() == [0, 1, 2, 0, 1, 2]
    assert table.value.tolist() == [1, 2, 3, 4, 5, 6]


def test_frame_of_everything_leaves_absent_axes_empty():
    table = small(steps=np.array([10, 20]), loss=np.array([0.5, 0.25])).frame()
    assert set(table.quantity) == {"h", "steps", "loss"}
    assert table[table.quantity == "loss"].time.isna().all()
    assert table[table.quantity == "h"].step.isna().all()


def test_an_axis_with_values_of_its_own_is_listed_by_them():
    table = small(steps=np.array([10, 20]), loss=np.array([0.5, 0.25])).frame("loss")
    assert table.step.tolist() == [10, 20]


def test_both_times_of_a_pair_count_from_one():
    table = small(later=np.zeros((2, 2))).frame("later")
    assert table.later.tolist() == [1, 1, 2, 2]
    assert table.time.tolist() == [1, 2, 1, 2]


def test_frame_refuses_what_is_no_numeric_field():
    with pytest.raises(KeyError):
        small().frame("name")
