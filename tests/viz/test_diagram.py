"""Graphs that do not hold together are refused; a page can read the others."""

import pytest

from tests.viz.diagrams import node, wire
from viz.diagram import Diagram
from viz.marks import Scale
from viz.view import ViewError, pack


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"wires": [wire("a", "q")]}, "diagram.wires.a-q.target is no node: 'q'"),
        ({"wires": [wire("q", "a")]}, "diagram.wires.q-a.source is no node: 'q'"),
        ({"nodes": [node("a"), node("a")]}, "diagram.nodes.a is there twice"),
        ({"wires": [wire("a", "b"), wire("a", "b")]}, "diagram.wires.a-b is there twice"),
    ],
)
def test_a_graph_that_does_not_hold_together_is_refused(parts, message):
    whole = {"nodes": [node("a"), node("b")], "wires": [], "height": 100}
    with pytest.raises(ViewError, match=message):
        Diagram(**{**whole, **parts})


def test_the_data_are_what_a_page_can_read():
    colours = Scale("diverging", -2, 2)
    made = Diagram(
        nodes=[node("a"), node("b", quantity="w", shows=True)],
        wires=[wire("a", "b", quantity="w", scale=colours)],
        height=50,
        reading=["w"],
    )
    data = pack(made.data())
    assert data["wires"][0]["scale"] == colours.data()
    assert [one["name"] for one in data["nodes"]] == ["a", "b"]
    assert (data["height"], data["reading"], data["says"]) == (50, ["w"], None)
