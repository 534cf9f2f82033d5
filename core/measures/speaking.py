"""How well networks answer on held-out names and images, and what they say when nobody asks."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import torch
from torch import Tensor

from core.data import digits
from core.data.place_names import LANGUAGES, LONGEST, Named, splits
from core.measures.afterwards import KINDS, afterwards
from core.networks.pooling import pooled
from core.networks.speller import END, SIGNS, Speller
from core.networks.tagger import Tagger

STEPS = 20  # that a speller is run for
LONG, LONGEST_PERIOD = 400, 60  # steps of a run in which a cycle is looked for, and its length
ALIKE = 1e-3  # the distance of two states that count as the same
BINS = 10  # of confidence
READ = (25, 50, 75, 100)  # per cent of a name
BEYOND = "\0"  # behind the end of a name: no character that is known


class Table(NamedTuple):
    """Names as a network reads them: characters (n, `LONGEST`), lengths (n,) and languages (n,)."""

    x: Tensor
    lengths: Tensor
    y: Tensor

    def at_end(self, values: Tensor) -> Tensor:
        """What stands at the last letter of each name, of values (n, time, …)."""
        return values[torch.arange(len(values)), self.lengths - 1]


def table(model: Tagger, names: Sequence[Named]) -> Table:
    """The names with their languages, all as long as the longest may be."""
    x = model.encode([name.ljust(LONGEST, BEYOND) for name, _ in names])
    lengths = torch.tensor([len(name) for name, _ in names])
    return Table(x, lengths, torch.tensor([LANGUAGES.index(language) for _, language in names]))


@torch.no_grad()
def named(model: Tagger, pooling: str = "last") -> dict[str, Any]:
    """How often held-out names are told right, how sure the network is, and what it confuses.

    ``after``: the same after a share of the letters; ``reliability``: by confidence, in bins of
    equal width, [names, their mean confidence, the share that is right] (Guo et al. 2017, "On
    calibration of modern neural networks", §2); ``early``: that after half of the letters;
    ``confusion``: (right language, answer), as scikit-learn's.
    """
    held_out = table(model, splits()["heldout"])
    p = pooled(model, held_out.x, pooling).softmax(dim=-1)
    ends = [(held_out.lengths * part / 100).round().long().clamp(min=1) for part in READ]
    sure, best = torch.stack([held_out._replace(lengths=end).at_end(p) for end in ends]).max(dim=-1)
    right = (best == held_out.y).double()  # (READ, n)
    confusion = torch.zeros(len(LANGUAGES), len(LANGUAGES), dtype=torch.int64)
    confusion.index_put_((held_out.y, best[-1]), torch.ones_like(best[-1]), accumulate=True)
    half, end = (_reliability(sure[k], right[k]) for k in (READ.index(50), -1))
    return {
        "names": round(right[-1].mean().item(), 4),
        "after": [
            {"read": part, "right": round(r, 4), "confidence": round(c, 4)}
            for part, r, c in zip(READ, right.mean(1).tolist(), sure.mean(1).tolist(), strict=True)
        ],
        "calibration error": {"half": round(_error(half), 4), "end": round(_error(end), 4)},
        "reliability": {"half": half, "end": end},
        "confusion": confusion.tolist(),
    }


def _reliability(sure: Tensor, right: Tensor) -> list[list[float]]:
    bins = (sure * BINS).long().clamp(max=BINS - 1)
    found = [(sure[bins == k], right[bins == k]) for k in range(BINS)]
    return [
        [len(s), round(s.mean().item(), 4), round(r.mean().item(), 4)] for s, r in found if len(s)
    ]


def _error(reliability: list[list[float]]) -> float:
    """The expected calibration error: the mean distance of confidence and share right."""
    total = sum(n for n, _, _ in reliability)
    return sum(n * abs(sure - right) for n, sure, right in reliability) / total


@cache
def words(length: int = 6) -> Tensor:
    """The signs of the ten words with their end marks, (10, length); −1 behind them."""
    rows = [[SIGNS.index(c) for c in name + END] for name in digits.NAMES]
    return torch.tensor([row + [-1] * (length - len(row)) for row in rows])


@torch.no_grad()
def spelled(model: Speller) -> dict[str, Any]:
    """The share of held-out images whose word is spelled right, and what is said afterwards."""
    images, shown = (torch.from_numpy(part) for part in digits.splits()["heldout"])
    said = model.write(images, STEPS)
    right = words()[shown]
    exact = ((said.signs[:, : right.shape[1]] == right) | (right < 0)).all(dim=1)
    kinds = Counter(afterwards([SIGNS[k] for k in row], END) for row in said.signs.tolist())
    moved = (said.states[:, -1] - said.states[:, -2]).norm(dim=-1)
    return {
        "words": round(exact.double().mean().item(), 4),
        "afterwards": {kind: round(kinds[kind] / len(images), 4) for kind in KINDS},
        "moved": float(f"{moved.median().item():.3g}"),
        "periods": _periods(model.write(images, LONG).states),
        "radius": round(torch.linalg.eigvals(model.recurrent.weight_hh_l0).abs().max().item(), 3),
    }


def _periods(states: Tensor) -> dict[str, float]:
    """The share of runs that end at rest, in a short cycle (`LONGEST_PERIOD`), or in neither."""
    last = states[:, -2 * LONGEST_PERIOD :]
    period = torch.full((len(states),), LONGEST_PERIOD + 1)
    for p in range(LONGEST_PERIOD, 0, -1):
        period[(last[:, p:] - last[:, :-p]).norm(dim=-1).amax(dim=1) < ALIKE] = p
    found = {
        "rest": period == 1,
        "cycle": (period > 1) & (period <= LONGEST_PERIOD),
        "neither": period > LONGEST_PERIOD,
    }
    return {kind: round(hits.double().mean().item(), 4) for kind, hits in found.items()}
