r"""A Kneser–Ney model as a file that other programs read: the ARPA format. Free of torch.

Doug Paul made the format at MIT Lincoln Labs; SRILM, KenLM and others read it. A line is log₁₀ of a
probability, an n-gram, and log₁₀ of its backoff weight:

    p(w | h) = what the file has for h w, else  weight(h) · p(w | h without its first token)

with weight 1 where h is not in the file. With the *interpolated* probability for every n-gram that
was seen and the freed share D N₁₊(h ·) / c(h ·) for the weight of h this is exactly the recursion
of `rules.kneser_ney`: an n-gram not seen after h keeps only what the shorter context gives (Chen
and Goodman 1999; Heafield et al. 2013, section 3).

⟨s⟩, ⟨/s⟩ and ⟨unk⟩ are written <s>, </s>, <unk>. Nothing predicts ⟨s⟩: its logarithm is −99. White
space separates tokens, so white space inside a token is written "▁", and "▁" itself "▁▁".
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from core.ngrams.counts import Order
from core.ngrams.model import Model
from core.ngrams.strips import SPECIAL
from core.traces.base import Array

SPACE = "▁"
BEGIN, NEVER = "<s>", -99
ANGLES = str.maketrans("⟨⟩", "<>")


def arpa(model: Model, tokens: Sequence[str], rule: str = "kneser_ney") -> str:
    """The model as the text of an ARPA file.

    Args:
        model: of order 1 … `LARGEST`.
        tokens: the vocabulary, ⟨/s⟩ and ⟨unk⟩ first.
        rule: "kneser_ney" or "modified".
    """
    written = [t.translate(ANGLES) if t in SPECIAL else escaped(t) for t in tokens]
    sections = list(_sections(model, written, rule))
    sizes = [f"ngram {k}={len(lines)}" for k, lines in enumerate(sections, 1)]
    parts = ["\n".join(["\\data\\", *sizes])]
    parts += ["\n".join([f"\\{k}-grams:", *lines]) for k, lines in enumerate(sections, 1)]
    return "\n\n".join([*parts, "\\end\\"]) + "\n"


def escaped(token: str) -> str:
    """A token without white space."""
    return re.sub(r"\s", SPACE, token.replace(SPACE, 2 * SPACE))


def _sections(model: Model, tokens: list[str], rule: str) -> Iterator[list[str]]:
    """The lines of each order."""
    orders = [order for order in model.counts.adjusted if len(order)]  # as long as lines are
    shares = [_shares(*each) for each in zip(orders, _discounts(model, rule), strict=False)]
    weights = [
        freed for _, freed in shares[1:]
    ]  # of the n-grams as contexts; the longest have none
    p, grams = np.array([1 / model.size]), [""]
    for k, (order, (kept, freed)) in enumerate(zip(orders, shares, strict=True)):
        unseen = freed[0] * p[0]  # of order 1: what is left for a token that was never seen
        p = kept + freed[order.context] * p[order.suffix]
        pairs = zip(order.context.tolist(), order.token.tolist(), strict=True)
        grams = [f"{grams[context]} {tokens[token]}".lstrip() for context, token in pairs]
        weight = weights[k] if k < len(weights) else None
        yield _unigrams(p, unseen, tokens, order, weight) if not k else _lines(p, grams, weight)
        grams = grams if k else [*grams, BEGIN]  # ⟨s⟩ is the last context of order 2


def _discounts(model: Model, rule: str) -> list[tuple[float, ...]]:
    """What is taken from a count of 1, 2, and more, for each order."""
    if rule == "modified":
        return list(model.parameters.modified)
    return [(discount,) * 3 for discount in model.parameters.adjusted_discounts]


def _shares(order: Order, discounts: tuple[float, ...]) -> tuple[Array, Array]:
    """What each n-gram keeps of c(h ·), (gram,), and what each context frees, (context,).

    A context that nothing follows frees everything.
    """
    taken = np.array([0.0, *discounts])[np.minimum(order.count, 3)]
    kept = (order.count - taken) / order.total[order.context]
    freed = np.tensordot(np.array(discounts), order.classes, axes=1)
    return kept, np.where(order.total > 0, freed / np.maximum(order.total, 1), 1.0)


def _unigrams(
    p: Array, unseen: float, tokens: list[str], order: Order, weights: Array | None
) -> list[str]:
    """The lines of ⟨s⟩ and of the whole vocabulary, also of tokens that were never seen."""
    every, weight = np.full(len(tokens) + 1, unseen), np.ones(len(tokens) + 1)
    every[order.token], every[-1] = p, 10.0**NEVER
    if weights is None:
        return _lines(every, [*tokens, BEGIN], None)
    weight[[*order.token, -1]] = weights
    return _lines(every, [*tokens, BEGIN], weight)


def _lines(p: Array, grams: list[str], weights: Array | None) -> list[str]:
    logs = _log10(p)
    if weights is None:
        return [f"{log:.7f}\t{gram}" for log, gram in zip(logs, grams, strict=True)]
    found = zip(logs, grams, _log10(weights), strict=True)
    return [f"{log:.7f}\t{gram}\t{weight:.7f}" for log, gram, weight in found]


def _log10(values: Array) -> list[float]:
    return np.log10(np.maximum(values, 10.0**NEVER)).tolist()
