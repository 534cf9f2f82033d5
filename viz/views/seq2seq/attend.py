"""A translator at work, as one view of the stage: links, the map of its weights, five sub-steps.

Bahdanau, Cho & Bengio 2015, §3.1 (the decoder), figure 3 (the map of weights).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.traces.base import Array
from core.traces.translation import TranslationTrace
from viz.formula import mathml
from viz.glosses import below, within
from viz.numbers import short
from viz.view import View
from viz.views.seq2seq.candidates import Choice, candidates

SUBSTEPS = ("query", "scores", "softmax", "context", "word")
PREFIX = "attend."  # of the labels that the picture shows
PARTS = ("links", "map", "cards")
SHOWN = 3  # candidates
HEIGHT = 278  # px of the links and the map beside each other
# \text parts are filled in by the page, by these names.
SCORES = {
    "none": "",
    "additive": r"e=v^{\top}\tanh(W s+U h)",
    "dot": r"e=s^{\top} h",
    "general": r"e=s^{\top} W h",
}
SOFTMAX = r"\alpha=\dfrac{\exp(e)}{\sum\exp(e_k)}=\dfrac{\text{exp}}{\text{sum}}=\text{alpha}"
CONTEXT = r"c={\sum}_j\,\alpha_j\,h_j"

Words = Mapping[str, str]
Links = Sequence[Sequence[int]]


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What is marked at output word ``word``: guessed source positions, and the answer."""

    word: int
    you: Sequence[int]
    answer: Sequence[int]


@dataclass(frozen=True, kw_only=True)
class Gold:
    """The word links that a bilingual reader would draw: source positions of each output word."""

    sure: Links
    possible: Links


def attend(
    trace: TranslationTrace,
    words: Words,
    *,
    gold: Gold | None = None,
    marks: Marks | None = None,
    upto: int | None = None,
    parts: Sequence[str] = PARTS,
    forcing: bool = False,
    height: int = HEIGHT,
    columns: int = 12,
    title: str = "",
) -> View:
    """Return one translation, five sub-steps for each of its words.

    Args:
        trace: the translation.
        words: the labels that start with ``attend.`` or ``candidates_``, and those of glosses.
        gold: its gold links, for as many output words as are known.
        marks: a guess and its answer.
        upto: show only so many words; the next one is asked for, and nothing of it leaves Python
            but the state that asks.
        parts: of "links", "map" and "cards", which are drawn.
        forcing: whether the reader may force attention and words.
        height: of the links and the map, in px.
        columns: width on a wide screen, of 12.
        title: above the picture.
    """
    length = len(trace.target) if upto is None else upto
    data: dict[str, Any] = {
        "source": [word.replace(" ", "␣") for word in trace.source],
        "glosses": below(trace.source, words),
        "named": [within(word.replace(" ", "␣"), words) for word in trace.source],
        "target": list(trace.target[:length]),
        "next": upto is not None,
        "scoring": trace.scoring,
        "values": _single(trace.values),
        "states": _single(np.concatenate([trace.bottleneck[None], trace.state[:length]])),
        "context": _single(trace.context[:length]),
        "scores": _rows(trace.scores, length),
        "weights": _rows(trace.weights, length),
        "attention_forced": [bool(forced) for forced in trace.attention_forced[:length]],
        "forced": [bool(forced) for forced in trace.forced[:length]],
        "gold": gold and [list(links) for links in gold.sure[:length]],
        "possible": gold and [list(links) for links in gold.possible[:length]],
        "marks": marks and asdict(marks),
        "candidates": _candidates(trace, length, words),
        "equations": equations(trace.scoring),
        "parts": list(parts),
        "forcing": forcing,
        "height": height,
        "words": {k.removeprefix(PREFIX): v for k, v in words.items() if k.startswith(PREFIX)},
    }
    summary = _summary(trace, length, words)
    return View(kind="attend", data=data, summary=summary, title=title, columns=columns)


def equations(scoring: str) -> dict[str, str]:
    """MathML of the sub-steps that have an equation, by name."""
    if scoring == "none":
        return {}
    formulas = {"scores": SCORES[scoring], "softmax": SOFTMAX, "context": CONTEXT}
    return {name: mathml(formula) for name, formula in formulas.items()}


def clock_labels(trace: TranslationTrace, words: Words, upto: int | None = None) -> tuple[str, ...]:
    """What the player says at each step of the clock: the word, and its sub-step.

    Of how many words it is waits for all of them: a total that changes would be another film's.
    """
    length = len(trace.target) if upto is None else upto
    said = words["clock" if upto is None else "clock_covered"]
    labels = [
        said.format(word=t + 1, words=length, substep=words[f"substep.{name}"])
        for t in range(length)
        for name in SUBSTEPS
    ]
    return tuple(labels if upto is None else [*labels, words["clock_next"]])


def _candidates(trace: TranslationTrace, length: int, words: Words) -> dict[str, Any]:
    """The likeliest words at each step, shown from the moment a word is written."""
    at: list[int | None] = []
    for t in range(length):
        at += [None] * (len(SUBSTEPS) - 1) + [t]
    choices = [_choice(trace, t) for t in range(length)]
    return dict(candidates(choices, [*at, None], words).data)


def _choice(trace: TranslationTrace, t: int) -> Choice:
    """The likeliest words of a step; one that was written without being among them comes last."""
    best, written = trace.candidates(t, SHOWN), trace.target[t]
    if written not in [word for word, _ in best]:
        best = [*best[:-1], (written, float(trace.chosen[t]))]
    return Choice(words=best, chosen=written, others=len(trace.vocabulary) - len(best))


def _summary(trace: TranslationTrace, length: int, words: Words) -> str:
    return spoken(trace.source, trace.target[:length], _rows(trace.weights, length), words)


def spoken(
    source: Sequence[str], target: Sequence[str], weights: Array | None, words: Words
) -> str:
    """What is read and written, and where each written word looks most."""
    between = words["between"]
    said = words["summary"].format(source=between.join(source), target=between.join(target))
    if weights is None:
        return said
    looks = [
        words["summary_look"].format(
            word=word,
            source=within(source[int(row.argmax())], words),
            weight=short(float(row.max())),
        )
        for word, row in zip(target, weights, strict=True)
    ]
    return " ".join([said, *looks])


def _rows(values: Array | None, length: int) -> Array | None:
    return None if values is None else _single(values[:length])


def _single(values: Array) -> Array:
    return values.astype(np.float32)
