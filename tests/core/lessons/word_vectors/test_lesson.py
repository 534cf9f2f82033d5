"""The lesson's recording, and every claim that its page makes."""

import io

import numpy as np
import pandas as pd
import pytest

from core.lessons.word_vectors.lesson import (
    answer,
    ranges,
    record_lesson,
    shipped,
    snippet,
    table,
)
from core.lessons.word_vectors.run import difference, network, signal
from core.lessons.word_vectors.settings import HIDDEN, READING, WordVectors
from core.traces.recurrent import RNNTrace
from tests.snippets import printed

FIRST_TWO = WordVectors(seed=1, unit=2)


def by_hand(*h):
    """A trace of one unit with these states."""
    states = np.array(h)[:, None]
    return RNNTrace(
        tokens=("",) * len(h), x=np.zeros_like(states), h=states, h0=np.zeros(1), a=states
    )


def test_the_ranges_by_hand():
    trace = by_hand(*[0.5, -0.25] * (READING // 2), 0.125, 0.0)
    assert ranges(trace, 0) == (0.75, 0.125)
    assert answer(trace, 0) == "more"
    assert answer(by_hand(*[0.5] * READING, -0.5, 0.5), 0) == "less"


def test_the_states_are_torchs_and_the_input_ends():
    module, x = network(FIRST_TWO), signal(FIRST_TWO)
    np.testing.assert_allclose(
        record_lesson(FIRST_TWO).h, module(x)[0][0].detach(), atol=1e-6, rtol=0
    )
    assert x[0, :READING].abs().min() > 0
    assert x[0, READING:].abs().max() == 0
    assert difference(FIRST_TWO) < 1e-6


def test_every_unit_moves_more_while_it_reads():
    assert [answer(shipped(), unit) for unit in range(HIDDEN)] == ["more"] * HIDDEN


@pytest.mark.parametrize(("seed", "at"), [(0, -0.16), (1, -0.13)])
def test_unit_0_settles_where_the_text_says(seed, at):
    h = record_lesson(WordVectors(seed=seed)).h[:, 0]
    assert h[-1] == pytest.approx(at, abs=0.005)
    assert abs(h[-1] - h[-2]) < 0.001


def test_the_snippet_prints_the_states_and_the_table_holds_them():
    h = record_lesson(FIRST_TWO).h[:, 2]
    assert f"{h[-1]:+.4f}" in printed(snippet(FIRST_TWO))
    rows = pd.read_csv(io.StringIO(table(record_lesson(FIRST_TWO))))
    found = rows[(rows["quantity"] == "h") & (rows["unit"] == 2)]["value"]
    np.testing.assert_allclose(found, h, rtol=1e-6)
