r"""The n-grams of a text, counted. Free of torch.

A line w_1 … w_T is read as ⟨s⟩ w_1 … w_T ⟨/s⟩; what is predicted is w_1 … w_T and ⟨/s⟩. There is
one ⟨s⟩: the first token has one token of history, whatever n is, the second two (as KenLM and the
ARPA format have it). Jurafsky and Martin, *Speech and Language Processing*, 3rd ed., ch. 3.

The n-grams of an order are numbered, sorted by context and token, so that all continuations of a
context stand in one slice. The context of an n-gram is the (n−1)-gram that ends one token before,
and has its number: contexts need no table of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from core.ngrams.strips import END, Strip
from core.traces.base import Array

NONE = -1  # the number of what was never seen
SHORT = -2  # the number of a context that is longer than what is known of the line so far
LARGEST = 6  # n
ROOM = 16  # keys that are possible, for each that there is, so that marking them beats sorting


@dataclass(frozen=True, eq=False)
class Order:
    """All n-grams of one order.

    Attributes:
        context, token: the two parts of each, (gram,): number of the context, number of the token.
        count: how often each was seen, (gram,).
        suffix: the number of the (n−1)-gram without the first token, (gram,); for n = 1: 0.
        starts: whether it begins with ⟨s⟩, (gram,).
        contexts: how many contexts there are: the (n−1)-grams, and for n = 2 ⟨s⟩ as the last.
        size: of the vocabulary.
    """

    context: Array
    token: Array
    count: Array
    suffix: Array
    starts: Array
    contexts: int
    size: int

    def __len__(self) -> int:
        return len(self.count)

    @classmethod
    def of_table(cls, table: Array) -> Order:
        """An order from a table of counts, (context, token), as books print them."""
        context, token = np.nonzero(table)
        count = table[context, token]
        none = np.zeros_like(context)
        return cls(context, token, count, none, none > 0, len(table), table.shape[1])

    @cached_property
    def keys(self) -> Array:
        """Context and token as one number, increasing, (gram,)."""
        return self.context * self.size + self.token

    @cached_property
    def edges(self) -> Array:
        """Where the slice of each context begins, (context + 1,)."""
        return np.searchsorted(self.context, np.arange(self.contexts + 1))

    @cached_property
    def total(self) -> Array:
        """c(h ·): how often each context was continued, (context,)."""
        return self.by_context(self.count)

    @cached_property
    def types(self) -> Array:
        """N₁₊(h ·): how many different tokens continued each context, (context,)."""
        return np.diff(self.edges)

    @cached_property
    def classes(self) -> Array:
        """How many of these were seen once, twice, and more often, (3, context)."""
        sizes = np.minimum(self.count, 3)
        return np.stack([self.by_context((sizes == n).astype(np.int64)) for n in (1, 2, 3)])

    def by_context(self, values: Array) -> Array:
        """The sum of a number of each n-gram over the continuations of a context, (context,)."""
        summed = np.bincount(self.context, weights=values, minlength=self.contexts)
        return summed.astype(values.dtype)

    def find(self, context: Array, token: Array) -> Array:
        """The numbers of n-grams, else `NONE`, or `SHORT` as their contexts; any shape."""
        if not len(self):  # no line is so long
            return np.minimum(context, NONE)
        keys = np.where(context < 0, NONE, context * self.size + token)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self) - 1)
        return np.where(self.keys[place] == keys, place, np.minimum(context, NONE))


@dataclass(frozen=True, eq=False)
class Counts:
    """The n-grams of orders 1 … n of a strip."""

    orders: tuple[Order, ...]
    size: int

    @property
    def n(self) -> int:
        """The largest order."""
        return len(self.orders)

    def order(self, k: int) -> Order:
        """The n-grams of order ``k``, from 1."""
        return self.orders[k - 1]

    @cached_property
    def start(self) -> int:
        """The number of ⟨s⟩ as a context of order 2."""
        return len(self.orders[0])

    @cached_property
    def adjusted(self) -> tuple[Order, ...]:
        """The orders with Kneser and Ney's counts.

        The highest order keeps its counts. Below, a gram counts as often as there are different
        tokens before it, N₁₊(• g); one that begins with ⟨s⟩ has none before it and keeps its count
        (Heafield et al. 2013, section 3.1).
        """
        lower = []
        for order, above in zip(self.orders, self.orders[1:], strict=False):
            before = np.bincount(above.suffix, minlength=len(order))
            lower.append(replace(order, count=np.where(order.starts, order.count, before)))
        return (*lower, self.orders[-1])

    def up_to(self, n: int) -> Counts:
        """The orders 1 … n alone."""
        return Counts(self.orders[:n], self.size)

    def contexts(self, strip: Strip) -> list[Array]:
        """The context of each token of a strip for the orders 1 … n, each (time,).

        Where there is none: `NONE` or `SHORT`.
        """
        return self.places(strip)[0]

    def places(self, strip: Strip) -> tuple[list[Array], list[Array]]:
        """Contexts and n-grams of each token of a strip, for the orders 1 … n; each (time,)."""
        contexts = [np.zeros(len(strip), dtype=np.int64)]
        grams = [self.order(1).find(contexts[0], strip.tokens)]
        for k in range(2, self.n + 1):
            contexts.append(_before(grams[-1], strip.place, self.start if k == 2 else SHORT))
            grams.append(self.order(k).find(contexts[-1], strip.tokens))
        return contexts, grams

    def at_end(self, history: Sequence[int], *, begins: bool = True) -> list[int]:
        """The contexts of the orders 1 … n at the end of a history, `NONE` or `SHORT`.

        Args:
            history: numbers of tokens.
            begins: whether it is the whole line so far, with ⟨s⟩ before it.
        """
        place = np.arange(len(history) + 1) + (0 if begins else 1)
        strip = Strip(np.array([*history, END], dtype=np.int64), place)
        found = [int(numbers[-1]) for numbers in self.contexts(strip)]
        longest = len(history) + begins  # what is not known of the line is no context
        return [SHORT if k > longest else number for k, number in enumerate(found)]

    def after(self, contexts: Sequence[int], token: int) -> list[int]:
        """The contexts of the orders 1 … n once ``token`` has followed these."""
        number = np.array(token)
        grams = (o.find(np.array(c), number) for o, c in zip(self.orders, contexts, strict=True))
        return [0, *map(int, grams)][: self.n]


def count(strip: Strip, size: int, n: int) -> Counts:
    """Count the n-grams of the orders 1 … n.

    Args:
        strip: the training text.
        size: of the vocabulary.
        n: the largest order, at most `LARGEST`.
    """
    orders: list[Order] = []
    grams = np.zeros(len(strip), dtype=np.int64)  # the empty gram
    context, contexts = grams, 1
    for k in range(1, n + 1):
        if k > 1:
            context = _before(grams, strip.place, len(orders[0]) if k == 2 else SHORT)
            contexts = len(orders[-1]) + (k == 2)
        none = contexts * size  # the key of a token without a context
        keys = np.where(context < 0, none, context * size + strip.tokens)
        shorter = grams
        different, grams = _ranked(keys, none)
        one = np.empty(len(different) + 1, dtype=np.int64)  # where each stands; `NONE` is the last
        one[grams] = np.arange(len(grams))
        suffix, starts = shorter[one[:-1]], strip.place[one[:-1]] == k - 2
        counts = np.bincount(grams + 1, minlength=len(one))[1:]
        orders.append(Order(*np.divmod(different, size), counts, suffix, starts, contexts, size))
    return Counts(tuple(orders), size)


def _ranked(keys: Array, none: int) -> tuple[Array, Array]:
    """The different keys below a number, increasing, and the rank of each key among them.

    The number itself stands for what is no key; its rank is `NONE`.
    """
    if none > ROOM * len(keys):
        different, ranks = np.unique(keys, return_inverse=True)
        if len(different) and different[-1] == none:
            different, ranks = different[:-1], np.where(ranks < len(different) - 1, ranks, NONE)
        return different, ranks
    seen = np.zeros(none + 1, dtype=bool)
    seen[keys] = True
    different = np.flatnonzero(seen[:-1])
    rank = np.empty(none + 1, dtype=np.int32)  # half as much memory to be handed out
    rank[different] = np.arange(len(different), dtype=np.int32)
    rank[none] = NONE
    return different, rank[keys].astype(np.int64)


def _before(grams: Array, place: Array, first: int) -> Array:
    """The grams that end one token earlier in the same line; ``first`` at its beginning."""
    before = np.empty_like(grams)
    before[1:] = grams[:-1]
    before[place == 0] = first
    return before
