"""Translations of sentences never seen, by their length: the figures of the bottleneck.

Free of torch: counts from shipped files. Cho et al. 2014, "On the properties of neural machine
translation: encoder–decoder approaches", figure 4, shows the same curve for BLEU.
"""

import json
from functools import lru_cache
from itertools import pairwise
from typing import Any

from core.shipped.store import FOLDER

MISTAKES = (
    FOLDER / "encoder_decoder.json"
)  # what core/lessons/encoder_decoder/first_mistake.py has counted
EVALUATION = FOLDER / "zh_en_evaluation.json"  # counts on sentences that no model has seen
ALONE, ATTENTIVE = "zh_en_none", "zh_en_additive"
LENGTHS = ("1-6", "7-10", "11-14", "15-18", "19-22", "23-26", "27-30", "31-36", "37-60")  # words
GUESSES = ("6", "9", "12", "15", "18", "21", "25", "30", "never")


@lru_cache(maxsize=1)
def evaluation() -> dict[str, Any]:
    """What the models can do on sentences they have never seen (train/translation_figures.py)."""
    return json.loads(EVALUATION.read_text("utf-8"))


def seeds(name: str) -> list[dict[str, Any]]:
    """The figures of a model for each seed; the first is the one that is shipped."""
    return evaluation()["models"][name]["seeds"]


def bins(name: str, seed: int = 0) -> list[dict[str, int]]:
    """Counts by source length: from, to, sentences, exact ones, words, words right (free)."""
    return seeds(name)[seed]["lengths"]


@lru_cache(maxsize=1)
def mistakes() -> dict[str, float]:
    """What the model without attention does up to its first mistake, as counted."""
    return json.loads(MISTAKES.read_text("utf-8"))


def half_length(name: str = ALONE) -> float | None:
    """The source length at which exact translations fall to half, between the middles of bins.

    None where they never do.
    """
    shares = [(0.5 * (b["from"] + b["to"]), b["exact"] / b["sentences"]) for b in bins(name)]
    for (left, high), (right, low) in pairwise(shares):
        if low < 0.5 <= high:
            return left + (right - left) * (high - 0.5) / (high - low)
    return None


def answer() -> str:
    """The one of `GUESSES` that is nearest to the truth."""
    length = half_length()
    if length is None:
        return "never"
    return min(GUESSES[:-1], key=lambda code: abs(int(code) - length))
