"""The sharpness of a translator's attention, and how often it points at the wrong word.

Sharpness is the mean of the largest weight over all output words: 1 if each looks at one source
word only. Wrong is the strict alignment error rate (Och & Ney 2003, §3.1; see
`core.measures.alignment`). Both are free of torch.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.data.sentence_pairs import Pair
from core.measures.alignment import strict_counts
from core.shipped import store as shipped
from core.traces.translation import TranslationTrace

EVALUATION = "zh_en_evaluation.json"


@dataclass(frozen=True)
class Figures:
    """One seed of one model on held-out sentences, all shares from 0 to 1."""

    scoring: str
    seed: int
    exact: float
    largest: float | None = None  # mean largest weight; None without attention
    error: float | None = None  # strict alignment error rate
    content: float | None = None  # content words that look at their gold link


@dataclass(frozen=True)
class Looks:
    """One model on one sentence."""

    largest: float
    right: int  # words whose largest weight is on a sure link
    asked: int  # words that have one


def held_out() -> tuple[Figures, ...]:
    """Every model and seed, as evaluated after training."""
    models = json.loads((shipped.FOLDER / EVALUATION).read_text("utf-8"))["models"]
    return tuple(
        _figures(name.rsplit("_", 1)[1], seed, found["held out"])
        for name in models
        for seed, found in enumerate(models[name]["seeds"])
    )


def means(figures: tuple[Figures, ...], scoring: str) -> Figures:
    """One model's figures, averaged over its seeds; ``seed`` is how many there are."""
    own = [f for f in figures if f.scoring == scoring]

    def mean(name: str) -> float | None:
        values = [getattr(f, name) for f in own]
        return None if None in values else float(np.mean(values))

    names = ("largest", "error", "content")
    exact = float(np.mean([f.exact for f in own]))
    return Figures(scoring, len(own), exact, **{name: mean(name) for name in names})


def looks(trace: TranslationTrace, pair: Pair) -> Looks | None:
    """How sharp and how right the weights of one translation are.

    None without attention, or where the translation is not the right one: then the gold links
    are not about its words.
    """
    if trace.weights is None or trace.words != pair.target:
        return None
    right, asked = strict_counts(trace.weights, pair)
    return Looks(float(trace.weights.max(axis=1).mean()), right, asked)


def _figures(scoring: str, seed: int, found: Mapping[str, float]) -> Figures:
    return Figures(
        scoring,
        seed,
        found["exact"],
        found.get("largest weight"),
        found.get("strict alignment error"),
        found.get("content links"),
    )
