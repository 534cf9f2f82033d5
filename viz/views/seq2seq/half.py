"""The share of exact translations by length in little room, with a guess and the answer on it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

Words = Mapping[str, str]
NEVER = "never"  # the guess that the share never falls to half


def half_curve(
    points: Sequence[tuple[float, float]],
    words: Words,
    *,
    guess: str,
    answer: float | None,
    here: tuple[float, str] | None = None,
) -> dict[str, Any]:
    """Return the curve as data of a verdict.

    Args:
        points: source length and share of exact translations.
        words: ``half_none``, ``half_line``, ``half_all``, ``half_x``, ``guess.never``, and with {n}
            ``half_you`` and ``half_answer``.
        guess: the length that was guessed, ``NEVER``, or "" where none is scored.
        answer: the length at which the share falls to half; None where it never does.
        here: the length of the sentence on show, and what is said of such sentences.
    """
    never = words["guess.never"]
    lengths, shares = zip(*points, strict=True)
    marks = []
    if guess:
        n = never if guess == NEVER else guess
        marks.append(_mark("you", None if guess == NEVER else float(guess), n, words))
    marks.append(_mark("answer", answer, never if answer is None else f"{answer:.0f}", words))
    return {
        "points": [[float(x), float(share)] for x, share in points],
        "marks": marks,
        "here": here
        and {"x": here[0], "y": float(np.interp(here[0], lengths, shares)), "says": here[1]},
        **{name: words[f"half_{name}"] for name in ("none", "all")},
        "half": words["half_line"],
        "x": words["half_x"],
    }


def _mark(kind: str, x: float | None, n: str, words: Words) -> dict[str, Any]:
    return {"kind": kind, "x": x, "says": words[f"half_{kind}"].format(n=n)}
