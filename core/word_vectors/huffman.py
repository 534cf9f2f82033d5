"""The binary tree of words that asks the fewest questions for a text: common words near the root.

Huffman 1952, "A method for the construction of minimum-redundancy codes". The two nodes with the
least counts are joined, again and again, until one is left: the root. Morin and Bengio 2005 put
words at the leaves of a tree for a softmax; Mikolov et al. 2013 took Huffman's.
"""

from collections import deque
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.traces.base import Array

LEFT, RIGHT = 0, 1  # the signs of a code


@dataclass(frozen=True, eq=False)
class Tree:
    """A Huffman tree: the leaves 0 … V − 1, then the inner nodes V … 2V − 2 as they arise.

    Attributes:
        counts: of every node; an inner node has the sum of its children's, (node,).
        children: of each inner node, left and right, (inner, 2): the left one is the rarer.
    """

    counts: Array
    children: Array

    @property
    def size(self) -> int:
        """V, how many leaves there are."""
        return len(self.children) + 1

    @cached_property
    def parents(self) -> Array:
        """The parent of each node, (node,); −1 for the root."""
        found = np.full(len(self.counts), -1)
        found[self.children] = np.arange(self.size, len(self.counts))[:, None]
        return found

    @cached_property
    def depths(self) -> Array:
        """How many edges each node is below the root, (node,)."""
        found = np.zeros(len(self.counts), dtype=int)
        for node in range(len(found) - 2, -1, -1):  # parents arise after their children
            found[node] = found[self.parents[node]] + 1
        return found

    @property
    def lengths(self) -> Array:
        """The signs of each leaf's code, (leaf,)."""
        return self.depths[: self.size]

    @property
    def bits(self) -> int:
        """The signs of all words of the text."""
        return int(self.counts[: self.size] @ self.lengths)

    @property
    def mean_bits(self) -> float:
        """The signs of a word of the text, on average."""
        return self.bits / int(self.counts[-1])

    def path(self, leaf: int) -> tuple[Array, Array]:
        """From the root to a leaf: the inner nodes, from 0 as they arise, and the turns; (turn,).

        A turn is `LEFT` or `RIGHT`; all turns are the leaf's code.
        """
        inner, turns, node = [], [], leaf
        while (parent := int(self.parents[node])) >= 0:
            inner.append(parent - self.size)
            turns.append(RIGHT if self.children[parent - self.size, RIGHT] == node else LEFT)
            node = parent
        return np.array(inner[::-1], dtype=int), np.array(turns[::-1], dtype=int)

    def code(self, leaf: int) -> str:
        """The turns to a leaf as signs, such as "0110"."""
        return "".join(str(turn) for turn in self.path(leaf)[1])

    @cached_property
    def x(self) -> Array:
        """Where each node stands between 0 and 1, (node,): leaves at equal distances.

        An inner node stands in the middle between its children.
        """
        found, waiting, seen = np.zeros(len(self.counts)), [len(self.counts) - 1], 0
        while waiting:  # the leaves from left to right
            node = waiting.pop()
            if node < self.size:
                found[node] = (seen + 0.5) / self.size
                seen += 1
            else:
                waiting += self.children[node - self.size, ::-1].tolist()
        for k, pair in enumerate(self.children):
            found[self.size + k] = found[pair].mean()
        return found


def tree(counts: Array) -> Tree:
    """The tree of words with these counts, (word,).

    Of equal counts the node that was there first is joined first; of words, the first in order.

    Raises:
        ValueError: there is no word.
    """
    if not len(counts):
        raise ValueError("no words to put at the leaves")
    size, sums = len(counts), [int(count) for count in counts]
    leaves = deque(np.argsort(counts, kind="stable").tolist())
    inner: deque[int] = deque()  # they arise in the order of their counts

    def least() -> int:
        if not inner or (leaves and sums[leaves[0]] <= sums[inner[0]]):
            return leaves.popleft()
        return inner.popleft()

    children = np.empty((size - 1, 2), dtype=int)
    for k in range(size - 1):
        children[k] = least(), least()
        sums.append(sums[children[k, LEFT]] + sums[children[k, RIGHT]])
        inner.append(size + k)
    return Tree(np.array(sums), children)


def entropy(counts: Array) -> float:
    """The least mean number of bits that any code can have, −Σ p log₂ p."""
    p = counts[counts > 0] / counts.sum()
    return float(-(p * np.log2(p)).sum())
