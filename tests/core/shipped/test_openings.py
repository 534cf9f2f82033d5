"""What a lesson opens with comes back from its file as it was put in."""

import numpy as np
import pytest

from core.errors import InputError
from core.shipped import openings
from core.traces.recurrent import InfluenceTrace


def influence(size):
    return InfluenceTrace(network="rnn", tokens=("a",) * size, dx=np.full((size, size), size))


def test_single_traces_and_several_of_one_kind_come_back_in_their_order(tmp_path):
    layers = tuple(influence(size) for size in range(1, 13))
    opening = {"layers": layers, "stream": influence(20), "words": ("a", "b")[:0], "name": "rnn"}
    openings.save("some", opening, tmp_path)
    found = openings.load("some", tmp_path)
    assert list(found) == ["layers", "stream"]  # what is no trace is left out
    assert [trace.dx[0, 0] for trace in found["layers"]] == list(range(1, 13))
    assert found["stream"].tokens == ("a",) * 20


def test_a_lesson_that_there_is_not_is_named(tmp_path):
    with pytest.raises(InputError, match=r"an existing file, got nobody\.safetensors"):
        openings.load("nobody", tmp_path)
