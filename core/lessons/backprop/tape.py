"""A computation and the messages of its backward pass, one by one in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.lessons.backprop.expression import Step
from core.traces.base import Array, Trace, axes

COLUMNS = ("operand", "user", "local", "upstream", "message", "before", "after")  # of an edge


@dataclass(frozen=True, eq=False, kw_only=True)
class Tape(Trace):
    """Nodes in the order in which they are computed, the result L last; edges in that of backward.

    Of a tensor, each number is its norm, the root of the sum of squares.

    Attributes:
        names: of the nodes.
        says: how each is computed, "" for a leaf.
        sizes: how many numbers it holds.
        values: the nodes' values.
        grads: ∂L/∂node, as the rule of the walk makes it.
        operand, user: the nodes at both ends of an edge; the message goes to the operand.
        local: ∂user/∂operand; NaN between tensors, where it is a matrix.
        upstream: ∂L/∂user when the message is sent.
        message: upstream · local.
        before, after: the operand's sum before and after the message has come.
    """

    names: tuple[str, ...] = axes("node")
    says: tuple[str, ...] = axes("node")
    sizes: Array = axes("node")
    values: Array = axes("node")
    grads: Array = axes("node")
    operand: Array = axes("edge")
    user: Array = axes("edge")
    local: Array = axes("edge")
    upstream: Array = axes("edge")
    message: Array = axes("edge")
    before: Array = axes("edge")
    after: Array = axes("edge")

    @property
    def leaves(self) -> tuple[int, ...]:
        """The nodes that are not computed."""
        return tuple(k for k, says in enumerate(self.says) if not says)

    def messages(self, node: int) -> Array:
        """What a node receives, in the order in which it comes."""
        return self.message[self.operand == node]


def backward(steps: Sequence[Step], rule: str = "add") -> Tape:
    """Walk from the result back to the leaves and send each operand its message.

    A node sends when it has all of its own: the nodes are taken in the opposite order. What arrives
    is added to what has arrived before, or, by the rule "overwrite", takes its place.
    """
    grads = np.zeros(len(steps))
    grads[-1] = 1.0  # ∂L/∂L
    edges: list[tuple[float, ...]] = []
    for user in reversed(range(len(steps))):
        for operand, local in zip(steps[user].inputs, steps[user].local, strict=True):
            message, before = grads[user] * local, grads[operand]
            grads[operand] = message if rule == "overwrite" else before + message
            edges.append((operand, user, local, grads[user], message, before, grads[operand]))
    columns = dict(zip(COLUMNS, np.array(edges).T, strict=True))
    return Tape(
        names=tuple(step.name for step in steps),
        says=tuple(step.says for step in steps),
        sizes=np.ones(len(steps), dtype=int),
        values=np.array([step.value for step in steps]),
        grads=grads,
        **columns | {end: columns[end].astype(int) for end in COLUMNS[:2]},
    )
