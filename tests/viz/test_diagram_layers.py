"""A layout in layers holds for any graph without a circle; a circle is refused."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.viz.diagrams import node, wire
from viz.diagram_layers import BETWEEN, REFERENCE, layered
from viz.diagram_parts import Node
from viz.view import ViewError


def test_layers_of_a_diamond_with_a_way_past_it():
    edges = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("a", "d")]
    made = layered([node(name) for name in "abcd"], [wire(*edge) for edge in edges])
    x = {one.name: one.x for one in made.nodes}
    assert x == pytest.approx({"a": 1 / 6, "b": 0.5, "c": 0.5, "d": 5 / 6})
    assert made.height == 2 * (26 + BETWEEN) + BETWEEN  # two nodes and the wire that passes them


def test_crossings_that_need_not_be_are_not():
    edges = [("a", "y"), ("b", "x")]
    made = layered([node(name) for name in "abxy"], [wire(*edge) for edge in edges])
    y = {one.name: one.y for one in made.nodes}
    assert y["a"] == y["y"]
    assert y["b"] == y["x"]


def test_late_sources_stand_right_before_the_first_node_that_they_lead_to():
    edges = [("a", "b"), ("b", "c"), ("w", "c"), ("c", "d"), ("w", "d")]
    for late, layer in ((False, 0), (True, 1)):
        made = layered([node(n) for n in "abcdw"], [wire(*edge) for edge in edges], late=late)
        x = {one.name: one.x for one in made.nodes}
        expected = [0.125, 0.375, 0.625, 0.875, 0.125 + 0.25 * layer]
        assert [x[n] for n in "abcdw"] == pytest.approx(expected)


@pytest.mark.parametrize("edges", [["aa"], ["ab", "ba"], ["ab", "bc", "cb", "cd"]])
def test_a_circle_is_refused(edges):
    with pytest.raises(ViewError, match="lead in a circle"):
        layered([node(name) for name in "abcd"], [wire(*edge) for edge in edges])


def test_nodes_that_are_too_wide_for_their_layers_are_refused():
    with pytest.raises(ViewError, match="are too wide for 2 layers: 300 px of 720"):
        layered([node("a", width=300), node("b")], [wire("a", "b")])


@st.composite
def graphs(draw):
    """Nodes of any size that fits, and wires from lower to higher numbers."""
    count = draw(st.integers(1, 12))
    size = st.integers(1, int(0.8 * REFERENCE / count))
    nodes = [node(str(k), width=draw(size), height=draw(st.integers(1, 90))) for k in range(count)]
    edges = draw(st.sets(st.sampled_from([*combinations(range(count), 2)]))) if count > 1 else ()
    names = draw(st.permutations(range(count)))  # the order in which nodes are given is free
    return [nodes[k] for k in names], [wire(str(a), str(b)) for a, b in sorted(edges)]


def box(one: Node, width: float) -> tuple[float, float, float, float]:
    """Left, right, top, bottom in a picture of that width."""
    half = min(one.width, one.share * width) / 2
    return (
        one.x * width - half,
        one.x * width + half,
        one.y - one.height / 2,
        one.y + one.height / 2,
    )


@given(graphs(), st.sampled_from([REFERENCE, 330, 1200]))
def test_boxes_of_a_layout_lie_apart_and_inside(graph, width):
    made = layered(*graph)
    boxes = [box(one, width) for one in made.nodes]
    for left, right, top, bottom in boxes:
        assert left >= -1e-9
        assert right <= width + 1e-9
        assert top >= -1e-9
        assert bottom <= made.height + 1e-9
    for one, other in combinations(boxes, 2):
        assert any(a[1] <= b[0] for a, b in apart_in_some_way(one, other))


def apart_in_some_way(one, other):
    """The sides of two boxes that face each other if they lie apart: four ways to do so."""
    for axis in (slice(0, 2), slice(2, 4)):
        yield from ((one[axis], other[axis]), (other[axis], one[axis]))


@given(graphs())
def test_wires_of_a_layout_lead_forward_and_past_all_other_boxes(graph):
    made = layered(*graph)
    places = {one.name: one for one in made.nodes}
    for one in made.wires:
        source, target = places[one.source], places[one.target]
        stops = [(p.x * REFERENCE, p.y) for p in one.via]
        way = [(source.x * REFERENCE, source.y), *stops, (target.x * REFERENCE, target.y)]
        assert source.x < target.x
        assert [x for x, _ in way] == sorted(x for x, _ in way)
        others = [box(n, REFERENCE) for n in made.nodes if n not in (source, target)]
        for start, end in pairwise(way):
            points = [
                tuple(a + k / 8 * (b - a) for a, b in zip(start, end, strict=True))
                for k in range(9)
            ]
            for left, right, top, bottom in others:
                assert not any(left < x < right and top < y < bottom for x, y in points)
