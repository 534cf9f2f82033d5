"""Every figure of the translators' cards and of `weights/zh_en_evaluation.json`.

Shares are kept as counts, so that whoever shows them can say how sure they are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor

from core.data.sentence_pairs import Pair, Splits
from core.measures.alignment import content_links, strict_counts, strict_error_rate
from core.networks.seq2seq.decoding import Writer, places, translate_all
from core.networks.seq2seq.parts import Taught
from core.traces.base import Array
from core.traces.translation import END


class Model(Writer, Protocol):
    """A translator of any kind."""

    def __call__(self, source: Tensor, target: Tensor) -> Taught:
        """Teacher forcing for sentences of one length."""


BINS = ((1, 6), (7, 10), (11, 14), (15, 18), (19, 22), (23, 26), (27, 30), (31, 36), (37, 60))
LONG = (19, 30)  # source words of the sentences that the bottleneck is judged by
SHOWN = 4  # examples of each bin


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a model made of one pair."""

    pair: Pair
    free: tuple[str, ...]  # its own greedy translation, with END if it came to one
    taught: tuple[str, ...]  # the likeliest word at each place, given the true words before it
    weights: Array | None  # (target, source), with teacher forcing

    @property
    def exact(self) -> bool:
        """Whether the translation is the true one, word by word."""
        return self.free == self.truth

    @property
    def truth(self) -> tuple[str, ...]:
        """The true translation with END."""
        return (*self.pair.target, END)

    def right(self, words: Sequence[str]) -> Array:
        """True at every place of the truth where these words have the same word, (target,)."""
        padded = [*words, *[""] * len(self.truth)]
        return np.array([w == true for w, true in zip(padded, self.truth, strict=False)])


@torch.no_grad()
def outcomes(model: Model, pairs: Iterable[Pair]) -> list[Outcome]:
    """Translate every pair freely, and with the true words before each word; by length."""
    ordered = sorted(pairs, key=lambda pair: len(pair.source))
    free = translate_all(model, [pair.source for pair in ordered])
    found: list[Outcome] = []
    for _, same in groupby(ordered, key=lambda pair: len(pair.source)):
        found += _taught(model, list(same), free[len(found) :])
    return found


def _taught(model: Model, pairs: list[Pair], free: list[tuple[str, ...]]) -> list[Outcome]:
    """Pairs with sources of one length; ``free`` starts with their translations."""
    source = torch.cat([places(model, pair.source) for pair in pairs])
    rows = [torch.tensor([model.target_index[w] for w in (*p.target, END)]) for p in pairs]
    logits, weights = model(source, torch.nn.utils.rnn.pad_sequence(rows, batch_first=True))
    best = logits.argmax(dim=-1)
    found = []
    for place, (pair, row) in enumerate(zip(pairs, rows, strict=True)):
        words = tuple(model.target_words[word] for word in best[place, : len(row)])
        looks = None if weights is None else weights[place, : len(row)].numpy()
        found.append(Outcome(pair, free[place], words, looks))
    return found


def summary(found: Sequence[Outcome]) -> dict[str, float]:
    """How many sentences, and shares: of exact translations, of words, and of links.

    ``largest weight`` is the mean over all target words of the largest weight.
    """
    counted = counts(found)
    words = counted["words"]
    shares = {
        "exact": counted["exact"] / counted["sentences"],
        "words right": counted["free"] / words,
        "words right when taught": counted["taught"] / words,
    }
    seen = [(o.weights, o.pair) for o in found if o.weights is not None]
    if seen:
        right, content = np.sum([content_links(w, pair) for w, pair in seen], axis=0)
        shares["strict alignment error"] = strict_error_rate(
            [strict_counts(w, pair) for w, pair in seen]
        )
        shares["content links"] = right / content
        shares["largest weight"] = np.concatenate([w.max(axis=1) for w, _ in seen]).mean()
    return {"sentences": len(found)} | {n: round(float(s), 4) for n, s in shares.items()}


def counts(found: Sequence[Outcome]) -> dict[str, int]:
    """How many sentences and exact ones; how many words (END is one) and right ones."""
    return {
        "sentences": len(found),
        "exact": sum(o.exact for o in found),
        "words": sum(len(o.truth) for o in found),
        "free": sum(int(o.right(o.free).sum()) for o in found),
        "taught": sum(int(o.right(o.taught).sum()) for o in found),
    }


def by_length(found: Sequence[Outcome]) -> list[dict[str, int]]:
    """The counts of each bin of source lengths (words without END) that is not empty."""
    return [
        {"from": first, "to": last, **counts(within(found, first, last))}
        for first, last in BINS
        if within(found, first, last)
    ]


def within(found: Sequence[Outcome], first: int, last: int) -> list[Outcome]:
    """Those whose source has first … last words."""
    return [o for o in found if first <= len(o.pair.source) <= last]


def by_position(found: Sequence[Outcome]) -> dict[str, list[int]]:
    """For each place of the truth, from 0: how many sentences have it, and are right there."""
    longest = max(len(o.truth) for o in found)
    total, free, taught = np.zeros((3, longest), dtype=int)
    for o in found:
        total[: len(o.truth)] += 1
        free[: len(o.truth)] += o.right(o.free)
        taught[: len(o.truth)] += o.right(o.taught)
    return {"sentences": total.tolist(), "free": free.tolist(), "taught": taught.tolist()}


def figures(model: Model, splits: Splits) -> dict[str, Any]:
    """Everything about one model on what it has never seen."""
    held_out, longer = outcomes(model, splits.held_out), outcomes(model, splits.longer)
    both = [*held_out, *longer]
    found: dict[str, Any] = {"held out": summary(held_out), "lengths": by_length(both)}
    if longer:
        found |= {"longer": summary(longer), "19–30 words": summary(within(both, *LONG))}
    if splits.compositional:
        found["compositional"] = summary(outcomes(model, splits.compositional))
    return found | {"positions": by_position(both)}


def examples(splits: Splits) -> list[dict[str, Any]]:
    """The first held-out sentences of each bin of lengths."""
    found = []
    for first, last in BINS:
        fit = [p for p in (*splits.held_out, *splits.longer) if first <= len(p.source) <= last]
        pairs = [{"source": list(p.source), "target": list(p.target)} for p in fit[:SHOWN]]
        found.append({"from": first, "to": last, "pairs": pairs})
    return found
