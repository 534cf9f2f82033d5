"""A Huffman tree that grows, step by step."""

from collections.abc import Mapping

from core.lessons.word_vectors.trees import Drawn
from viz.view import Clock, Stage
from viz.views.vectors.huffman import Node, huffman

Words = Mapping[str, str]


def tree_stage(found: Drawn, leaf: int, *, words: Words) -> Stage:
    """Return the tree of a few counts; ``leaf`` is picked."""
    tree, size = found.tree, found.tree.size
    nodes = [
        Node(
            count=int(tree.counts[k]),
            word=found.words[k] if k < size else "",
            step=max(0, k - size),
            x=float(tree.x[k]),
            depth=int(tree.depths[k]),
            children=None if k < size else tuple(map(int, tree.children[k - size])),  # type: ignore[arg-type]
        )
        for k in range(len(tree.counts))
    ]
    clock = Clock(length=size - 1, label=words["tree_clock"], speed=1.0, autoplay=False, loop=False)
    view = huffman(nodes, words=words)
    return Stage(
        name="word_vectors_tree",
        clock=clock,
        views=(view,),
        words=words,
        picked={"leaf": min(leaf, size - 1)},
    )
