"""All heads small: what each looks at, what it does as a number, and a switch for each."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.lessons.multi_head.settings import CODES, HEADS, Lesson
from core.traces.base import Array
from viz.view import View

PREFIX = "switches."  # of the labels that the picture shows
ROLES = ("previous", "induction")

Words = Mapping[str, str]


def switches(
    lesson: Lesson,
    words: Words,
    *,
    how: str,
    covered: bool,
    marks: Mapping[str, int | None] | None = None,
    columns: int = 4,
) -> View:
    """Return the causal map of every head, growing with the clock; pressed, a head is shown large.

    Args:
        lesson: the recording.
        words: the labels that start with ``switches.``, and ``switches_summary``.
        how: "zero", "mean" or "patch": what a switched head says.
        covered: scores, what is lost without a head, and the switches do not leave Python.
        marks: the heads that are "you" and "answer", counted through all layers.
        columns: width on a wide screen, of 12.
    """
    weights = np.concatenate([trace.weights for trace in lesson.layers])
    told = {k.removeprefix(PREFIX): v for k, v in words.items() if k.startswith(PREFIX)}
    data: dict[str, Any] = {
        "tokens": list(lesson.words),
        "codes": list(CODES),
        "across": HEADS,
        "weights": np.rint(255 * weights).astype(np.uint8),
        "looks": looks(weights) if covered else None,
        "roles": None if covered else roles(lesson.scores()),
        "without": None if covered else lesson.heads.copied_without.ravel().tolist(),
        "places": lesson.heads.places,
        "how": how,
        "marks": marks,
        "words": told,
    }
    summary = words["switches_summary"]
    title = words["switches_title.covered" if covered else "switches_title"]
    return View(kind="switches", data=data, summary=summary, title=title, columns=columns)


def looks(weights: Array) -> dict[str, Array]:
    """Where each head looks most from every place, and how much: (head, time)."""
    return {"to": weights.argmax(axis=2).astype(np.uint8), "weight": weights.max(axis=2)}


def roles(scores: Mapping[str, Array]) -> list[dict[str, Any]]:
    """For each head the larger of its two scores, with its name; none where nothing is scored."""
    found = np.stack([scores[name].ravel() for name in ROLES], axis=1)  # (head, score)
    found = np.nan_to_num(found, nan=-1.0)
    best = found.argmax(axis=1)
    return [
        {"role": ROLES[place], "score": max(0.0, float(row[place]))}
        for row, place in zip(found, best, strict=True)
    ]
