"""A Huffman tree that grows from the leaves, and the path from its root to one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viz.view import View, ViewError


@dataclass(frozen=True, kw_only=True)
class Node:
    """A node of the tree, the leaves first, then the others in the order in which they arise.

    `count` of a leaf is that of its word, of another node the sum of both children's. `step`: when
    it arises, from 0 (leaves are there from the beginning). `x` between 0 and 1 from left to right,
    by which the leaves are put in order. `depth` below the root. `probability`: that a path from
    the root comes by, where a model says so; `right`: σ of going right here, for a node with
    children.
    """

    count: int
    word: str = ""
    step: int = 0
    x: float = 0.0
    depth: int = 0
    children: tuple[int, int] | None = None
    probability: float | None = None
    right: float | None = None


def huffman(
    nodes: Sequence[Node],
    *,
    words: Mapping[str, str],
    pick: str = "leaf",
    height: int = 300,
    title: str = "",
    columns: int = 12,
) -> View:
    """Return the tree as it is after each step of the clock; the last step has all of it.

    At each step the two nodes with the least counts are joined; they light up. Edges are written 0
    (left) and 1 (right). A press on a leaf picks it: the place among the leaves is the stage's
    ``picked[pick]``; once the tree is whole, its path from the root is marked, with its code, and,
    where a model says so, the probability of each turn on it.

    Args:
        nodes: of the tree; the last one is the root.
        words: "huffman_join" with {first}, {second} and {sum}, "huffman_code" with {word}, {code}
            and {count}, "huffman_turn" with {p} (short: it stands
            at an edge, behind the bit), "huffman_product" with {word} and {p},
            "huffman_hint", "huffman_summary" with {words}.
        pick: name of the pick.
        height: in px, without the caption; more where the levels of the tree need it.
        title: of the view.
        columns: width on a wide screen, of 12.

    Raises:
        ViewError: a node that stands before one of its children.
    """
    for k, node in enumerate(nodes):
        if node.children and max(node.children) >= k:
            raise ViewError(f"huffman.nodes[{k}]", "must stand behind its children")
    data = {
        "nodes": [
            {
                "count": node.count,
                "word": node.word,
                "step": node.step,
                "x": node.x,
                "depth": node.depth,
                "children": node.children and list(node.children),
                "probability": node.probability,
                "right": node.right,
            }
            for node in nodes
        ],
        "pick": pick,
        "height": height,
        "words": {
            name: words[f"huffman_{name}"] for name in ("join", "code", "turn", "product", "hint")
        },
    }
    leaves = ", ".join(f"{node.word} {node.count:,}" for node in nodes if not node.children)
    summary = words["huffman_summary"].format(words=leaves)
    return View(kind="huffman", data=data, summary=summary, title=title, columns=columns)
