"""A translator while it writes: one translation, and the tree of a beam search.

Free of torch. Steps and source positions count from 0; in a table of them, from 1.
"""

from dataclasses import dataclass

import numpy as np

from core.traces.base import Array, Trace, axes

END = "⟨end⟩"  # closes every finished translation
NO_PARENT = -1  # of the first words of a beam tree


class Written:
    """A translation word by word; ``target`` ends with END if it is finished."""

    target: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The translation without END."""
        return self.target[:-1] if self.finished else self.target

    @property
    def finished(self) -> bool:
        """False where the model was stopped before it wrote END."""
        return bool(self.target) and self.target[-1] == END


@dataclass(frozen=True, eq=False, kw_only=True)
class TranslationTrace(Written, Trace):
    """One translation, word by word; every row is given the words that were written before it.

    Where words or weights were forced, later rows follow from what was forced, and ``scores`` and
    ``probabilities`` still are the model's own answer at that step.
    """

    source: tuple[str, ...] = axes("source")
    target: tuple[str, ...] = axes("target")  # what was written; ends with END if it is finished
    scoring: str  # "none", "additive", "dot" or "general"
    vocabulary: tuple[str, ...] = axes("vocabulary")  # what the model can write
    values: Array = axes("source key")  # h_j: forward and reverse encoder states side by side
    bottleneck: Array = axes("hidden")  # s_0: the state that the encoder hands over
    embedded: Array = axes("target input")  # E y_{t−1}: the word before, as the decoder reads it
    query: Array = axes("target hidden")  # s_{t−1}: what asks
    keys: Array | None = axes("source attention", optional=True)  # U_a h_j, h_j or W_a h_j
    asked: Array | None = axes("target attention", optional=True)  # W_a s_{t−1} (additive only)
    scores: Array | None = axes("target source", optional=True)  # e_tj
    weights: Array | None = axes(
        "target source", optional=True
    )  # α_tj, as used: each row sums to 1
    context: Array = axes("target key")  # c_t = Σ_j α_tj h_j; the same for all t without attention
    r: Array = axes("target hidden")  # the decoder's reset gate
    z: Array = axes("target hidden")  # its update gate
    n: Array = axes("target hidden")  # its candidate
    state: Array = axes("target hidden")  # s_t
    probabilities: Array = axes("target vocabulary")  # of each word at step t
    forced: Array = axes("target")  # True where the word was given, by a prefix or a teacher
    attention_forced: Array = axes("target")  # True where the weights were given

    def coordinates(self, axis: str, size: int) -> Array:
        """As for every trace; words of both sentences count from 1."""
        own = axis in ("source", "target")
        return np.arange(1, size + 1) if own else super().coordinates(axis, size)

    @property
    def own(self) -> tuple[str, ...]:
        """The word that the model itself finds likeliest at each step, (target,)."""
        return tuple(self.vocabulary[place] for place in self.probabilities.argmax(axis=1))

    @property
    def chosen(self) -> Array:
        """Probability of the word that was written at each step, (target,)."""
        places = {word: place for place, word in enumerate(self.vocabulary)}
        return self.probabilities[np.arange(len(self.target)), [places[w] for w in self.target]]

    @property
    def log_probability(self) -> float:
        """The sum of log p over everything that was written, natural logarithm."""
        return float(np.log(self.chosen.astype(np.float64)).sum())

    def candidates(self, step: int, k: int = 4) -> list[tuple[str, float]]:
        """The k likeliest words at a step with their probabilities, best first."""
        row = self.probabilities[step]
        best = np.argsort(-row, kind="stable")[:k]
        return [(self.vocabulary[place], float(row[place])) for place in best]


@dataclass(frozen=True, eq=False, kw_only=True)
class BeamTrace(Trace):
    """Every word that a beam search looked at: a tree, its nodes ordered by step and rank.

    At each step every live hypothesis offers its likeliest next words, as many as there are live
    hypotheses; those with the highest total are kept, the others are pruned. A kept END finishes
    its hypothesis, which leaves the beam.
    """

    source: tuple[str, ...] = axes("source")
    width: int
    word: tuple[str, ...] = axes("node")
    parent: Array = axes("node")  # the node before, or NO_PARENT
    step: Array = axes("node")
    log_p: Array = axes("node")  # log p(word | everything before it), natural logarithm
    total: Array = axes("node")  # log p of the words from the first to this one
    rank: Array = axes("node")  # among the nodes of the step, by total, best 0
    kept: Array = axes("node")  # False: pruned
    finished: Array = axes("node")  # kept, and the word is END

    def path(self, node: int) -> tuple[int, ...]:
        """The nodes that lead to this one, itself included, first word first."""
        nodes = []
        while node != NO_PARENT:
            nodes.append(int(node))
            node = self.parent[node]
        return tuple(reversed(nodes))

    def words(self, node: int) -> tuple[str, ...]:
        """What the hypothesis that ends with this node says, END left out."""
        return tuple(self.word[n] for n in self.path(node) if self.word[n] != END)

    @property
    def results(self) -> tuple[int, ...]:
        """The nodes that finish a translation, the likeliest first."""
        found = np.flatnonzero(self.finished)
        return tuple(int(n) for n in found[np.argsort(-self.total[found], kind="stable")])
