"""Memory, looks and taught outputs of a translator, for n sentences of one length."""

from typing import NamedTuple

from torch import Tensor


class Memory(NamedTuple):
    """What the decoder has of what was read."""

    values: Tensor  # (n, source, key): h_j
    keys: Tensor | None  # (n, source, attention); None without attention
    summary: Tensor  # (n, key): the last state of each direction

    def repeated(self, n: int) -> "Memory":
        """Of one sentence: the same for each of n hypotheses."""
        keys = None if self.keys is None else self.keys.expand(n, -1, -1)
        return Memory(self.values.expand(n, -1, -1), keys, self.summary.expand(n, -1))


class Look(NamedTuple):
    """What attention finds for one word."""

    scores: Tensor | None  # (n, source): e_tj
    weights: Tensor | None  # (n, source): α_tj
    context: Tensor  # (n, key): c_t


class Taught(NamedTuple):
    """What teacher forcing gives for a batch."""

    logits: Tensor  # (n, target, words)
    weights: Tensor | None  # (n, target, source); None without attention


def weigh(weights: Tensor, memory: Memory) -> Tensor:
    """The context c = Σ_j α_j h_j for weights (n, source): (n, key)."""
    return (weights[:, None] @ memory.values).squeeze(1)
