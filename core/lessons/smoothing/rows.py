"""The probabilities of every rule after one and the same context, token by token. Free of torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.data.corpora import Line
from core.lessons.smoothing.settings import BEST, LINES, STEPS, Smoothing
from core.ngrams.counts import NONE
from core.ngrams.learned import Learned, learned
from core.ngrams.model import Model
from core.ngrams.rules import RULES
from core.ngrams.strips import END, SPECIAL, Strip
from core.traces.base import Array, Trace, axes

NAMED = 5  # tokens of a context that have a share of their own


@dataclass(frozen=True, eq=False, kw_only=True)
class RowsTrace(Trace):
    """The distributions of all rules at each token of a few lines, cut into shares.

    Attributes:
        tokens: what comes next at each step.
        place: of each in its line, from 0.
        history: how many tokens of the line the context takes in, ⟨s⟩ among them.
        times: c(h ·), how often the context was seen.
        kinds: N₁₊(h ·), how many different tokens followed it.
        seen: c(h w) of the next token.
        named: the tokens with shares of their own, the most frequent first; −1 where there are
            fewer. The next token is among them if it was seen after the context.
        counts: c(h w) of these.
        shares: what each rule gives to them.
        others, unseen: what it gives to the other seen tokens, and to all unseen ones but the next.
        next: what it gives to the next token.
    """

    tokens: tuple[str, ...] = axes("time")
    place: Array = axes("time")
    history: Array = axes("time")
    times: Array = axes("time")
    kinds: Array = axes("time")
    seen: Array = axes("time")
    named: Array = axes("time named")
    counts: Array = axes("time named")
    rules: tuple[str, ...] = axes("rule")
    shares: Array = axes("time rule named")
    others: Array = axes("time rule")
    unseen: Array = axes("time rule")
    next: Array = axes("time rule")

    @property
    def total(self) -> Array:
        """The sum of each distribution, (time, rule); 1 but for what is no distribution."""
        missed = np.where(self.seen[:, None] > 0, 0, self.next)
        return self.shares.sum(-1) + self.others + self.unseen + missed

    def rule(self, name: str) -> int:
        """The place of a rule."""
        return self.rules.index(name)


def model_of(settings: Smoothing) -> Model:
    """The model of the settings' order, with the δ that was chosen or set."""
    model = learned(settings.corpus).model(settings.n)
    if settings.delta == BEST:
        return model
    return Model(model.counts, replace(model.parameters, delta=float(settings.delta)))


def lines_at(found: Learned, line: int) -> tuple[Line, ...]:
    """Held-out lines one after the other, as many as there is room for; a long one is cut."""
    lines = found.corpus.heldout
    first, *others = (lines[(LINES * line + k) % len(lines)] for k in range(LINES))
    taken = [first[:STEPS]]
    for other in others:
        if sum(len(one) + 1 for one in (*taken, other)) <= STEPS:
            taken.append(other)
    return tuple(taken)


def strip_at(found: Learned, line: int) -> Strip:
    """The tokens of these lines; a line that was cut has no end."""
    strip = found.strip(lines_at(found, line))
    return Strip(strip.tokens[:STEPS], strip.place[:STEPS])


def rows(settings: Smoothing) -> RowsTrace:
    """Read a few held-out lines by every rule."""
    found, model = learned(settings.corpus), model_of(settings)
    strip, names = strip_at(found, settings.line), found.vocabulary.tokens
    contexts = np.stack(model.counts.contexts(strip), axis=1)  # (time, order)
    steps = [
        _step(model, list(map(int, places)), int(token))
        for places, token in zip(contexts, strip.tokens, strict=True)
    ]
    return RowsTrace(
        tokens=tuple(names[token] for token in strip.tokens),
        place=strip.place,
        history=np.minimum(strip.place + 1, settings.n - 1),
        rules=tuple(RULES),
        **{key: np.array([step[key] for step in steps]) for key in steps[0]},
    )


def counts_after(model: Model, contexts: Sequence[int]) -> Array:
    """c(h w) of every token after the longest context that the line has, (token,)."""
    counts = np.zeros(model.size, dtype=np.int64)
    order = max(k for k, place in enumerate(contexts, 1) if place >= NONE)
    place, table = contexts[order - 1], model.counts.order(order)
    if place != NONE:
        grams = slice(table.edges[place], table.edges[place + 1])
        counts[table.token[grams]] = table.count[grams]
    return counts


def _step(model: Model, contexts: list[int], token: int) -> dict[str, Array | int]:
    """The shares at one token."""
    counts = counts_after(model, contexts)
    p = np.stack([model.row(contexts, rule) for rule in RULES])  # (rule, token)
    ranked = np.lexsort((np.arange(len(counts)), -counts))[:NAMED]
    named = [int(other) for other in ranked if counts[other]]
    if counts[token] and token not in named:
        named[-1] = token
    seen = counts > 0
    seen[named] = False
    unseen = counts == 0
    unseen[token] = False
    missing = NAMED - len(named)
    return {
        "times": int(counts.sum()),
        "kinds": int((counts > 0).sum()),
        "seen": int(counts[token]),
        "named": np.array(named + [NONE] * missing),
        "counts": np.array([*counts[named], *[0] * missing]),
        "shares": np.pad(p[:, named], ((0, 0), (0, missing))),
        "others": p[:, seen].sum(-1),
        "unseen": p[:, unseen].sum(-1),
        "next": p[:, token],
    }


def is_end(token: str) -> bool:
    """Whether a token is the end of a line."""
    return token == SPECIAL[END]
