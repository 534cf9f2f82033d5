"""A sentence in two orders, as views of the stage: the words, and what a network makes of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.traces.shuffle import ShuffleTrace
from viz.numbers import short
from viz.view import View

LABELS = ("sentence", "other", "chip", "shuffle", "back", "same")

Words = Mapping[str, str]


def arrange(
    sentence: Sequence[str], once: Sequence[int], asked: Sequence[int], words: Words
) -> View:
    """Return the words in their order, and again to be put into another.

    ``once``: the places of the words that occur once; only they can be asked about. ``words`` has
    the labels ``arrange.…``; the order and the words asked about are picked in it.
    """
    data = {
        "words": list(sentence),
        "once": list(once),
        "asked": list(asked),
        "labels": {name: words[f"arrange.{name}"] for name in LABELS},
    }
    return View(kind="arrange", data=data, summary=" ".join(sentence))


def fingerprints(
    trace: ShuffleTrace,
    asked: Sequence[int],
    words: Words,
    *,
    covered: bool,
    title: str,
    marks: str = "",
    columns: int = 6,
) -> View:
    """Return each word's output in the sentence, moved to its new place, and computed again there.

    ``covered``: what the network makes of the other order does not leave Python. ``marks``: what
    was guessed and what is so, beside the squares.
    """
    data: dict[str, Any] = {
        "words": list(trace.words),
        "order": [int(word) for word in trace.order],
        "before": trace.before.astype(np.float32),
        "after": None if covered else trace.after.astype(np.float32),
        "difference": None if covered else [float(gap) for gap in trace.difference],
        "most": float(np.abs(trace.before).max()),
        "labels": {
            "scale": words["fingerprint.scale"].format(d=trace.before.shape[1]),
            "again": words["fingerprint.again"],
            "marks": "" if covered else marks,
            "difference": words["fingerprint.difference"],
            "hidden": words["fingerprint.hidden"],
            "spoken": words["fingerprint.spoken"],
            "answer": _answer(trace, asked, words, covered),
        },
    }
    hidden, most = words["fingerprint.hidden"], short(float(trace.difference.max()))
    summary = words["fingerprint.summary"].format(
        title=title, difference=hidden if covered else most
    )
    return View(kind="fingerprints", data=data, summary=summary, title=title, columns=columns)


def _answer(trace: ShuffleTrace, asked: Sequence[int], words: Words, covered: bool) -> str:
    """What the network says about which word came first, in both orders."""
    return words["fingerprint.answer"].format(
        first=trace.words[asked[0]],
        second=trace.words[asked[1]],
        before=_percent(trace.first),
        after=words["fingerprint.unknown"] if covered else _percent(trace.first_after),
    )


def _percent(share: float) -> str:
    return f"{share:.1%}"
