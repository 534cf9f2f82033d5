"""The tree of a beam search as a view of the stage: it grows with the clock, a word at a time."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.traces.translation import BeamTrace
from viz.glosses import within
from viz.numbers import short
from viz.view import View

PRUNED = 8  # pruned branches that are drawn at a step, in a beam of 2 or less
PREFIX = "beam."  # of the labels that the picture shows

Words = Mapping[str, str]


def beam(trace: BeamTrace, words: Words, *, columns: int = 12, title: str = "") -> View:
    """Return the tree: what was kept and the likeliest of what was pruned at each step.

    Args:
        trace: the tree.
        words: the labels that start with ``beam.``, and those of glosses.
        columns: width on a wide screen, of 12.
        title: above the picture.
    """
    shown = _shown(trace)
    place = {int(node): index for index, node in enumerate(shown)}
    hidden = np.bincount(trace.step, minlength=trace.step[-1] + 1) - np.bincount(
        trace.step[shown], minlength=trace.step[-1] + 1
    )
    data: dict[str, Any] = {
        "width": trace.width,
        "source": words["between"].join(within(word, words) for word in trace.source),
        "nodes": [_node(trace, int(node), place) for node in shown],
        "hidden": hidden.tolist(),
        "results": [_result(trace, node, place, words["between"]) for node in trace.results],
        "words": {k.removeprefix(PREFIX): v for k, v in words.items() if k.startswith(PREFIX)},
    }
    return View(kind="beam", data=data, summary=summary(trace, words), title=title, columns=columns)


def summary(trace: BeamTrace, words: Words) -> str:
    """Say in words what the search has found, the likeliest first."""
    found = [
        words["beam_result"].format(
            text=words["between"].join(trace.words(node)),
            p=short(float(np.exp(trace.total[node]))),
        )
        for node in trace.results
    ]
    counts = {"kept": int(trace.kept.sum()), "pruned": int((~trace.kept).sum())}
    return " ".join([words["beam_summary"].format(width=trace.width, **counts), *found])


def _shown(trace: BeamTrace) -> np.ndarray:
    """All nodes that were kept and the first pruned ones of each step."""
    kept = np.bincount(trace.step, weights=trace.kept)[trace.step]  # of the node's own step
    most = max(1, PRUNED - max(0, trace.width - 2))
    return np.flatnonzero(trace.kept | (trace.rank < kept + most))


def _node(trace: BeamTrace, node: int, place: Mapping[int, int]) -> dict[str, Any]:
    return {
        "word": trace.word[node],
        "parent": place.get(int(trace.parent[node]), -1),
        "step": int(trace.step[node]),
        "rank": int(trace.rank[node]),
        "p": float(np.exp(trace.log_p[node])),
        "total": float(trace.total[node]),
        "kept": bool(trace.kept[node]),
        "finished": bool(trace.finished[node]),
    }


def _result(trace: BeamTrace, node: int, place: Mapping[int, int], between: str) -> dict[str, Any]:
    return {
        "path": [place[n] for n in trace.path(node)],
        "text": between.join(trace.words(node)),
        "total": float(trace.total[node]),
        "p": float(np.exp(trace.total[node])),
    }
