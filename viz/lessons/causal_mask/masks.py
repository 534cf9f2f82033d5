"""Attention under a mask, as one view of the stage: scores, −∞, weights, and what depends on what.

Vaswani et al. 2017, "Attention is all you need", §3.2.1, equation 1, and §3.2.3.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import bidirectional

import numpy as np

from core.lessons.causal_mask.settings import ROOT, Lesson
from core.traces.base import Array
from viz.formula import mathml
from viz.marks import Scale
from viz.numbers import decades, short
from viz.view import View

SUBSTEPS = ("score", "mask", "softmax", "prove")
PREFIX = "masks."  # of the labels that the picture shows
SPACE, BREAK = "␣", "⏎"
BACKWARDS = ("R", "AL", "AN")  # kinds of signs that are written from right to left
ISOLATED = "\u2068{}\u2069"  # a sign that does not turn what stands beside it
FEWEST_DECADES = 2  # of the colour scale of the derivatives
# \text parts are filled in by the page, by these names.
EQUATIONS = {
    "score": r"e=\dfrac{q\cdot k}{\sqrt{d_k}}=\dfrac{\text{dot}}{\text{root}}=\text{e}",
    "mask": r"e+m=\text{e}+\text{m}=\text{masked}",
    "softmax": r"\alpha=\dfrac{\exp(e+m)}{\sum\exp(e_j+m_j)}=\dfrac{\text{exp}}{\text{sum}}"
    r"=\text{alpha}",
    "prove": r"\left\|\dfrac{\partial\,\text{out}}{\partial\,\text{in}}\right\|=\text{slope}",
}

Words = Mapping[str, str]


def masks(
    lesson: Lesson,
    words: Words,
    *,
    covered: bool = False,
    guess: Array | None = None,
    painted: bool = False,
    names: Mapping[str, str] | None = None,
    columns: int = 12,
) -> View:
    """Return a text under a mask: all heads of the model, and the derivatives of the outputs.

    Args:
        lesson: what was recorded.
        words: the labels that start with ``masks.``.
        covered: whether the derivatives are withheld: nothing of them leaves Python.
        guess: what was guessed of ``lesson.depends``, outlined beside it: bool (output, input).
        painted: whether the mask is the reader's own.
        names: what "{mask}" and "{depth}" are in the words.
        columns: width on a wide screen, of 12.
    """
    first = lesson.layers[0]
    shown = [visible(sign) for sign in first.tokens]
    data: dict[str, Any] = {
        "tokens": shown,
        "layers": len(lesson.layers),
        "root": ROOT,
        "open": opened(lesson),
        "scores": _heads(lesson, "scores"),
        "weights": _heads(lesson, "weights"),
        "slopes": None if covered else lesson.influence.dx,
        "scale": _scale(lesson.influence.dx, words["masks.scale_slope"]).data(),
        "marks": None if covered else {"you": guess, "answer": lesson.depends},
        "painted": painted,
        "next": predicted(lesson),
        "equations": {name: mathml(EQUATIONS[name]) for name in SUBSTEPS},
        "words": _named(words, names or {}),
    }
    summary = _summary(lesson, shown, words, covered=covered)
    return View(kind="masks", data=data, summary=summary, columns=columns)


def clock_labels(tokens: Sequence[str], words: Words) -> tuple[str, ...]:
    """What the player says at each step of the clock: whose row it is, and the sub-step."""
    return tuple(
        words["clock"].format(
            sign=visible(sign), n=n, length=len(tokens), substep=words[f"substep.{name}"]
        )
        for n, sign in enumerate(tokens, 1)
        for name in SUBSTEPS
    )


def visible(sign: str) -> str:
    """A character as it is seen: a space as ␣, one that is written to the left on its own."""
    sign = {" ": SPACE, "\n": BREAK}.get(sign, sign)
    return ISOLATED.format(sign) if bidirectional(sign[:1]) in BACKWARDS else sign


def opened(lesson: Lesson) -> Array:
    """Who may look at whom, as the recording has it: bool (query, key)."""
    mask = lesson.layers[0].mask
    T = len(lesson.stream.tokens)
    return np.ones((T, T), dtype=bool) if mask is None else np.isfinite(mask)


def predicted(lesson: Lesson) -> list[dict[str, Any]]:
    """At each place the likeliest next character, its probability, and whether it comes next.

    At the last place nobody knows.
    """
    stream, made = lesson.stream, []
    for t, odds in enumerate(stream.probabilities):
        (best,) = stream.likeliest(t, 1)
        last = t + 1 == len(stream.tokens)
        right = None if last else best == stream.tokens[t + 1]
        made.append({"sign": visible(best), "share": float(odds.max()), "right": right})
    return made


def _heads(lesson: Lesson, name: str) -> Array:
    """A quantity of all heads, one after the other: (head, query, key), single precision."""
    return np.concatenate([getattr(t, name) for t in lesson.layers]).astype(np.float32)


def _scale(slopes: Array, label: str) -> Scale:
    """Powers of ten around the derivatives that are not 0."""
    found = slopes[slopes > 0]
    low, high = decades(float(found.min()), float(found.max()))
    return Scale("log", min(low, high / 10**FEWEST_DECADES), high, label)


def _named(words: Words, names: Mapping[str, str]) -> dict[str, str]:
    """The picture's words, with what has a name of its own filled in."""
    own = {k.removeprefix(PREFIX): v for k, v in words.items() if k.startswith(PREFIX)}
    for name, value in names.items():
        own = {key: word.replace(f"{{{name}}}", value) for key, word in own.items()}
    return own


def _summary(lesson: Lesson, shown: Sequence[str], words: Words, *, covered: bool) -> str:
    """The text, how much of it each place may look at, and what depends on what."""
    mask = opened(lesson)
    said = [words["summary"].format(text="".join(shown), open=int(mask.sum()), cells=mask.size)]
    said += [
        words["summary_row"].format(sign=sign, n=n, seen="".join(np.array(shown)[row]) or "–")
        for n, (sign, row) in enumerate(zip(shown, mask, strict=True), 1)
    ]
    if not covered:
        slopes = lesson.influence.dx
        zeros, largest = int((slopes == 0).sum()), short(float(slopes.max()))
        said.append(words["summary_slopes"].format(zeros=zeros, cells=mask.size, most=largest))
    return " ".join(said)
