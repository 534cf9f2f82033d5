"""A graph holds what flows in it, and refuses what does not fit."""

import numpy as np
import pytest

from viz.diagram_layers import layered
from viz.diagram_parts import Node, Wire
from viz.stage import kinds
from viz.view import ViewError
from viz.views.graph import graph

TREE = layered(
    [Node(name="a", quantity="a", shows=True), Node(name="b")],
    [Wire(name="w", source="a", target="b", quantity="w")],
    reading=["a", "w"],
)
WORDS = {"a": "unit a", "w": "weight"}


def test_it_is_a_kind_and_holds_the_numbers():
    series = {"a": np.array([1.0, 2.0]), "w": np.array([0.5, 0.25])}
    view = graph(TREE, series, WORDS, summary="Two nodes.")
    assert view.kind in kinds()
    np.testing.assert_array_equal(view.data["series"]["w"], series["w"])
    assert view.data["words"] == WORDS
    assert [one["name"] for one in view.payload()["data"]["diagram"]["nodes"]] == ["a", "b"]


def test_series_of_different_lengths_are_refused():
    with pytest.raises(ViewError, match=r"graph\.series\.w must have 2 values, got 3"):
        graph(TREE, {"a": np.zeros(2), "w": np.zeros(3)}, WORDS, summary="")


def test_what_can_be_read_needs_a_name():
    with pytest.raises(ViewError, match=r"graph\.words\.w is missing"):
        graph(TREE, {"a": np.zeros(2)}, {"a": "unit a"}, summary="")
