"""Curves over n hold what may be told: of a covered one only round bounds of the axis."""

import json

import pytest

from viz.stage import kinds
from viz.view import ViewError
from viz.views.counting.orders import Curve, OrderRow, orders

WORDS = {f"orders_{name}": name for name in ("axis", "n", "hint", "covered", "best", "guess")}
WORDS["orders_summary"] = "perplexity: {curves}"
TRAINING = Curve(name="training", colour="taught", values=[16.7, 11.6, 4.25])
HELD_OUT = {"name": "held out", "colour": "free", "values": [16.9, 11.9, 8.75]}
ROWS = [OrderRow(name="seen", cells=["27", "623", "5961"])]


def made(*curves, rows=ROWS):
    return orders(curves, rows, words=WORDS)


def test_it_is_a_kind_and_holds_curves_and_rows():
    view = made(TRAINING, Curve(**HELD_OUT, best=3, guess=2))
    assert view.kind in kinds()
    assert view.data["curves"][1]["values"] == [16.9, 11.9, 8.75]
    assert (view.data["curves"][1]["best"], view.data["curves"][1]["guess"]) == (3, 2)
    assert view.data["rows"] == [{"name": "seen", "cells": ["27", "623", "5961"], "best": None}]
    assert (view.data["length"], view.data["picked"]) == (3, "n")
    assert view.summary == "perplexity: training: 16.7, 11.6, 4.25; held out: 16.9, 11.9, 8.75"


def test_a_covered_curve_tells_neither_values_nor_the_best():
    view = made(TRAINING, Curve(**HELD_OUT, best=3, covered=True))
    told = json.dumps(view.payload())
    assert not any(str(value) in told for value in HELD_OUT["values"])
    assert view.data["curves"][1]["best"] is None
    assert view.summary.endswith("held out: covered")


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ([4.25, 16.9], [2, 20]),
        ([384, 1589], [200, 2000]),
        ([10, 10], [10, 20]),
        ([0.3, 9], [0.2, 10]),
    ],
)
def test_the_axis_is_between_round_numbers(values, bounds):
    curve = Curve(name="one", colour="free", values=values)
    view = made(curve, rows=[OrderRow(name="seen", cells=["1", "2"])])
    assert view.data["bounds"] == pytest.approx(bounds)


def test_lengths_that_differ_are_refused():
    with pytest.raises(ViewError, match=r"orders\.curves"):
        made(TRAINING, rows=[OrderRow(name="seen", cells=["27"])])
