"""A tree of codes holds its nodes in the order in which they arise."""

import pytest

from viz.stage import kinds
from viz.view import ViewError
from viz.views.vectors.huffman import Node, huffman

NAMES = ("join", "code", "turn", "product", "hint")
WORDS = {f"huffman_{name}": name for name in NAMES} | {"huffman_summary": "leaves: {words}"}
NODES = [
    Node(count=4500, word="the", x=0.2, depth=1),
    Node(count=13, word="list", x=0.5, depth=2),
    Node(count=12, word="dict", x=0.8, depth=2),
    Node(count=25, step=1, x=0.65, depth=1, children=(2, 1), probability=0.25, right=0.5),
    Node(count=4525, step=2, x=0.4, children=(0, 3), probability=1.0, right=0.25),
]


def test_it_is_a_kind_and_holds_nodes():
    view = huffman(NODES, words=WORDS)
    assert view.kind in kinds()
    assert [node["step"] for node in view.data["nodes"]] == [0, 0, 0, 1, 2]
    assert view.data["nodes"][1] == {
        "count": 13, "word": "list", "step": 0, "x": 0.5, "depth": 2,
        "children": None, "probability": None, "right": None,
    }  # fmt: skip
    root = view.data["nodes"][-1]
    assert (root["children"], root["probability"], root["right"]) == ([0, 3], 1.0, 0.25)
    assert (view.data["pick"], view.data["height"]) == ("leaf", 300)
    assert view.data["words"] == {name: name for name in NAMES}
    view.payload()


def test_its_summary_has_the_leaves_only():
    assert huffman(NODES, words=WORDS).summary == "leaves: the 4,500, list 13, dict 12"


def test_a_node_before_its_child_is_refused():
    with pytest.raises(ViewError) as error:
        huffman([*NODES[:3], NODES[4], NODES[3]], words=WORDS)
    assert error.value.path == "huffman.nodes[3]"
