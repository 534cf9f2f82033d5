"""An n-gram model while it counts, while it reads a line, and while it writes. Free of torch."""

from dataclasses import dataclass

import numpy as np

from core.traces.base import Array, Trace, axes

Context = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Continuations:
    """What followed one context in the training text: tokens, the commonest first, and counts."""

    context: Context
    tokens: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """c(h ·): how often the context was continued."""
        return sum(self.counts)


@dataclass(frozen=True, eq=False, kw_only=True)
class CountTrace(Trace):
    """The first lines of the training text, counted token by token.

    Attributes:
        tokens: what is counted at each step, ⟨/s⟩ at the end of a line.
        place: of the token in its line, from 0.
        contexts: the n − 1 tokens before each, ⟨s⟩ among them.
        after: each context, in the order in which they come, once all of the text is counted.
    """

    tokens: tuple[str, ...] = axes("time")
    place: Array = axes("time")
    contexts: tuple[Context, ...] = axes("time")
    after: tuple[Continuations, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class ReadTrace(Trace):
    """A line that the model reads, token by token.

    Attributes:
        tokens: the line with ⟨/s⟩; where the model does not know one, ``known`` is False.
        context: how many tokens the window takes in before each, ⟨s⟩ among them.
        count, total: c(h w) and c(h ·) with the n − 1 tokens before it.
        whole_count, whole_total: the same with the whole line before it.
        seen: the longest n-gram (up to 6) that ends here and is in the training text; 0: none.
        probability: add-δ, with the n − 1 tokens before it.
    """

    tokens: tuple[str, ...] = axes("time")
    known: Array = axes("time")
    context: Array = axes("time")
    count: Array = axes("time")
    total: Array = axes("time")
    whole_count: Array = axes("time")
    whole_total: Array = axes("time")
    seen: Array = axes("time")
    probability: Array = axes("time")

    @property
    def bits(self) -> Array:
        """−log₂ of the probability, (time,)."""
        return -np.log2(self.probability)


@dataclass(frozen=True, eq=False, kw_only=True)
class WriteTrace(Trace):
    """Lines that the model writes, drawn from its counts.

    Attributes:
        tokens: what was drawn at each step; ⟨/s⟩ ends a line.
        place: of the token in its line, from 0.
        draw: the random number, uniform in [0, 1).
        rows: what followed the context in training: the ruler that the number falls on.
        copied: whether the line that each token belongs to stands in the training text as it is.
    """

    tokens: tuple[str, ...] = axes("time")
    place: Array = axes("time")
    draw: Array = axes("time")
    copied: Array = axes("time")
    rows: tuple[Continuations, ...] = axes("time")


@dataclass(frozen=True, eq=False, kw_only=True)
class OrdersTrace(Trace):
    """What changes with n = 1, 2, …: each array has one number for each n.

    Attributes:
        orders: n.
        possible: Vⁿ, the n-grams that could be.
        seen: the different ones in the training text.
        zero: the share of held-out tokens whose n-gram is not among them.
        training, validation, heldout: the perplexity of each part by add-δ.
        counted: the perplexity of the training part by the counts alone.
    """

    orders: Array = axes("order")
    possible: Array = axes("order")
    seen: Array = axes("order")
    zero: Array = axes("order")
    training: Array = axes("order")
    validation: Array = axes("order")
    heldout: Array = axes("order")
    counted: Array = axes("order")

    @property
    def best(self) -> int:
        """The n with the least perplexity on the held-out part."""
        return int(self.orders[self.heldout.argmin()])


@dataclass(frozen=True, eq=False, kw_only=True)
class SurpriseTrace(Trace):
    """The first held-out tokens by a model of order n, and all of them by what training has seen.

    Attributes:
        tokens: ⟨/s⟩ at the end of a line; where the model does not know one, ``known`` is False.
        history: the n − 1 tokens before each, ⟨s⟩ among them.
        bits: −log₂ of the probability by add-δ.
        seen: the longest n-gram (up to 6) that ends here and is in the training text; 0: none.
        zero: whether the n-gram that the model asks for is not.
        longest: 0 … 6, what ``seen`` can be.
        count: how many of all held-out tokens have it.
        total: their bits together.
    """

    tokens: tuple[str, ...] = axes("time")
    known: Array = axes("time")
    history: tuple[Context, ...] = axes("time")
    bits: Array = axes("time")
    seen: Array = axes("time")
    zero: Array = axes("time")
    longest: Array = axes("order")
    count: Array = axes("order")
    total: Array = axes("order")

    @property
    def perplexity(self) -> float:
        """2 to the mean bits of all held-out tokens."""
        return float(2 ** (self.total.sum() / self.count.sum()))
