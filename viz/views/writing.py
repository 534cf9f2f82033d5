"""A text that a model writes by itself: intact and changed, mistakes marked."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.traces.heads import HeadsTrace
from viz.view import View

LONGEST = 24  # characters of a prompt that is written in full

Words = Mapping[str, str]


def writing(heads: HeadsTrace, words: Words, *, changed: str = "", columns: int = 12) -> View:
    """Return the continuations, each symbol showing when the clock has come to its place.

    Args:
        heads: with what was written.
        words: ``writing_title`` with {prompt}, ``writing_intact``, ``writing_should`` with {word},
            ``writing_nothing``, ``writing_summary`` with {name} and {text}.
        changed: how the changed run is called; without, nothing of it leaves Python.
        columns: width on a wide screen, of 12.
    """
    rows = [{"name": words["writing_intact"], "text": list(heads.intact)}]
    if changed:
        rows.append({"name": changed, "text": list(heads.changed)})
    data: dict[str, Any] = {
        "rows": rows if heads.intact else [],
        "right": list(heads.tokens[heads.start :]),
        "start": heads.start,
        "should": words["writing_should"],
        "nothing": "" if heads.intact else words["writing_nothing"],
    }
    said = [words["writing_summary"].format(name=r["name"], text=spaced(r["text"])) for r in rows]
    title = words["writing_title"].format(prompt=tail(heads.tokens[: heads.start]))
    return View(kind="writing", data=data, summary=" ".join(said), title=title, columns=columns)


def spaced(words: Sequence[str]) -> str:
    """Symbols as a text: single ones close together, words apart."""
    return ("" if all(len(word) == 1 for word in words) else " ").join(words)


def tail(words: Sequence[str]) -> str:
    """The last symbols of what is read, so many as fit a line."""
    shown = list(words)
    while len(spaced(shown)) > LONGEST:
        shown.pop(0)
    return spaced(shown) if len(shown) == len(words) else f"… {spaced(shown)}"
