"""The charts of a clamp hold its numbers."""

from dataclasses import replace

import numpy as np
import pytest

from core.data.vocabulary import SIZE
from core.measures.clamp import WhatIfTrace
from ui.text import load
from viz.charts.what_if import (
    divergence_chart,
    divergences,
    likeliest,
    prediction_chart,
    predictions,
    state_chart,
)
from viz.signs import visible
from viz.spans import Row, marked, span_table

WORDS = load("lstm_cell", "en").labels
SYMBOLS = ("a", " ", "\n", "d")


@pytest.fixture
def trace():
    draws = np.random.default_rng(0)
    p, q = (draws.dirichlet(np.ones(SIZE), 6) for _ in range(2))
    return WhatIfTrace(
        tokens=tuple('a "b" '), inside=np.array([0, 0, 1, 1, 0, 0], dtype=bool),
        c=draws.normal(size=(6, 3)), h=draws.normal(size=(6, 3)),
        c_clamped=draws.normal(size=(6, 3)), h_clamped=draws.normal(size=(6, 3)),
        kl=np.array([0, 0, 0.5, 0.2, 0.1, 0]), probabilities=p, probabilities_clamped=q,
        control_units=np.array([[1], [2]]), control_kl=np.array([[0, 0, 1, 1, 1, 1.0], [0.0] * 6]),
    )  # fmt: skip


def test_divergence_of_the_clamp_and_of_one_control(trace):
    table = divergences(trace, WORDS)
    for run, values in (("clamped", trace.kl), ("control", trace.control_kl[0])):
        rows = table[table["run"] == WORDS[f"run.{run}"]]
        np.testing.assert_array_equal(rows["kl"], values)
        assert list(rows["time"]) == [1, 2, 3, 4, 5, 6]
    layers = divergence_chart(trace, WORDS).to_dict()["layer"]
    assert len(layers) == 3


def test_the_span_is_shaded_from_its_first_to_its_last_character(trace):
    span = state_chart(trace, 1, "c", WORDS).layer[0].data
    assert span.iloc[0].to_dict() == {"from": 2.5, "to": 4.5}


@pytest.mark.parametrize("quantity", ["c", "h"])
def test_states_before_and_after(trace, quantity):
    table = state_chart(trace, 2, quantity, WORDS).layer[1].data
    held = table[table["run"] == WORDS["run.clamped"]]["value"]
    np.testing.assert_array_equal(held, getattr(trace, f"{quantity}_clamped")[:, 2])
    free = table[table["run"] == WORDS["run.as_it_is"]]["value"]
    np.testing.assert_array_equal(free, getattr(trace, quantity)[:, 2])


def test_predictions_show_what_is_likely_with_or_without(trace):
    symbols = [chr(300 + k) for k in range(SIZE)]
    table = predictions(trace, 2, symbols, WORDS)
    assert len(table) == 8
    likely = symbols[
        int(np.argmax(np.maximum(trace.probabilities[2], trace.probabilities_clamped[2])))
    ]
    assert table["sign"].iloc[0] == likely
    assert prediction_chart(trace, 2, symbols, WORDS).to_dict()["mark"]["type"] == "bar"


def test_characters_without_ink_are_named():
    assert likeliest(np.array([0.1, 0.6, 0.3, 0.0]), SYMBOLS, most=2) == "␣ 0.60  ⏎ 0.30"
    assert visible("x") == "x"


def test_effect_and_control_by_hand(trace):
    assert trace.effect == pytest.approx(0.2)
    np.testing.assert_allclose(trace.control_effects, [1.0, 0.0])
    assert trace.weaker_controls() == 0.5


@pytest.mark.parametrize(
    ("controls", "verdict"),
    [
        ([0.1] * 40, "strong"),
        ([0.1] * 37 + [0.3] * 3, "some"),
        ([0.1] * 20 + [0.2] * 20, "none"),  # more than half of the draws only
        ([0.1] * 39 + [9.0], "none"),  # more than most draws, less than their mean
        ([0.2] * 40, "none"),
    ],
)
def test_a_verdict_needs_more_than_most_draws_and_more_than_their_mean(trace, controls, verdict):
    effects = np.array(controls)[:, None] * np.ones(6)
    units = np.ones((40, 1), dtype=int)
    assert replace(trace, control_units=units, control_kl=effects).verdict() == verdict


def test_nothing_in_a_text_becomes_markup():
    table = span_table([Row(0.5, "<b>", "<script>", "&\n")], WORDS)
    assert "<script>" not in table
    assert "<b>" not in table
    assert "&lt;b&gt;<mark" in table
    assert "&amp;⏎" in table
    assert ">8</td>" in table
    assert ">0.50</td>" in table
    assert marked("a", "b", "c").count("<mark") == 1
