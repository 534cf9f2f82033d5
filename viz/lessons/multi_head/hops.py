"""Two heads at work on a sequence: where layer 2 looks, and where layer 1 had looked from there.

Olsson et al. 2022, "In-context learning and induction heads": a previous-token head and an
induction head, one behind the other.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.lessons.multi_head.settings import Lesson
from core.measures.head_scores import copied_from
from core.traces.base import Array
from core.traces.transformer import TransformerTrace
from viz.formula import mathml
from viz.view import View

PREFIX = "hops."  # of the labels that the picture shows
SHOWN = 3  # candidates
# \text parts are filled in by the page, by these names.
WEIGHT = (
    r"\dfrac{q\cdot k}{\sqrt{d_k}}=\text{e},\;"
    r"\alpha=\dfrac{\exp\,\text{e}}{\text{sum}}=\text{alpha}"
)
LOSS = r"-{\log}_2\,\text{p}=\text{bits}"

Words = Mapping[str, str]


def hops(
    lesson: Lesson,
    words: Words,
    *,
    title: str = "",
    roles: Sequence[str] = (),
    changed: str = "",
    off: Sequence[int] = (),
    plain: bool = False,
    columns: int = 8,
) -> View:
    """Return the arcs of one head of each layer at the clock, and what comes next.

    Args:
        lesson: the recording.
        words: the labels that start with ``hops.``, and ``summary``.
        title: of the picture.
        roles: what each head is known to do, as `core.measures.head_results.roles` says it, or
            "".
        changed: how the changed run is called; without, nothing of it leaves Python.
        off: the changed heads, counted through all layers.
        plain: without the cards of formulas.
        columns: width on a wide screen, of 12.
    """
    told = {k.removeprefix(PREFIX): v for k, v in words.items() if k.startswith(PREFIX)}
    data: dict[str, Any] = {
        "tokens": list(lesson.words),
        "seen": copied_from(lesson.words),
        "scores": np.concatenate([trace.scores for trace in lesson.layers]).astype(np.float32),
        "changed": lesson.changed.scores.astype(np.float32) if changed else None,
        "off": list(off) if changed else [],
        "roles": list(roles),
        "intact": candidates_of(lesson.stream),
        "other": candidates_of(lesson.stream_changed) if changed else None,
        "name": changed,
        "plain": plain,
        "equations": {"weight": mathml(WEIGHT), "loss": mathml(LOSS)},
        "words": told,
    }
    summary = words["summary"].format(
        sequence=" ".join(lesson.words), n=lesson.heads.places, copied=lesson.heads.copied
    )
    return View(kind="hops", data=data, summary=summary, title=title, columns=columns)


def candidates_of(stream: TransformerTrace) -> dict[str, Any]:
    """The likeliest next symbols at each position but the last, and what the right one cost."""
    likely = np.argsort(-stream.logits, axis=1, kind="stable")[:-1, :SHOWN]
    shares = np.take_along_axis(stream.probabilities[:-1], likely, axis=1)
    return {
        "words": [[stream.vocabulary[place] for place in row] for row in likely],
        "shares": shares.astype(np.float32),
        "right": _right(stream).astype(np.float64),
        "bits": stream.loss[:-1].astype(np.float64),
    }


def _right(stream: TransformerTrace) -> Array:
    """The probability of the symbol that does come next, at each position but the last."""
    rows = np.arange(len(stream.tokens) - 1)
    return stream.probabilities[rows, stream.targets[:-1]]
