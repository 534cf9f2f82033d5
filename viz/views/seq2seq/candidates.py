"""The words that a network considers at each step, as bars: probabilities on one scale, 0 to 1."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from viz.view import View, ViewError

Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One output step: the likeliest words with their probabilities, best first.

    `chosen` is the word that was written (it may be forced, and then need not be among the
    likeliest: give it with its probability as the last pair); `right` is the word that should
    stand here, if there is one; `others` is how many words share the rest of the probability;
    `note` is a line below.
    """

    words: Sequence[tuple[str, float]]
    chosen: str
    others: int
    right: str | None = None
    note: str = ""


def candidates(
    choices: Sequence[Choice],
    at: Sequence[int | None],
    words: Words,
    *,
    columns: int = 3,
    title: str = "",
) -> View:
    """Return the candidates of each output step on the stage's clock.

    `at` names, for each step of the clock, the output step whose candidates show, or None before
    there are any. `words`: `candidates_waiting` (shown while there are none), `candidates_rest`
    with {n} (the other words together), `candidates_summary` with {n} (output steps),
    `candidates_right` (marks the word that should stand here).
    """
    for step, index in enumerate(at):
        if index is not None and not 0 <= index < len(choices):
            raise ViewError(f"candidates.at[{step}]", f"must be 0–{len(choices) - 1}, got {index}")
    data = {
        "steps": [_step(choice) for choice in choices],
        "at": list(at),
        "rows": max((len(choice.words) for choice in choices), default=0),
        "waiting": words["candidates_waiting"],
        "rest": words["candidates_rest"],
        "right": words["candidates_right"],
    }
    summary = words["candidates_summary"].format(n=len(choices))
    return View(kind="candidates", data=data, summary=summary, title=title, columns=columns)


def _step(choice: Choice) -> dict[str, Any]:
    shown = [[word, float(share)] for word, share in choice.words]
    return {
        "words": shown,
        "chosen": choice.chosen,
        "right": choice.right,
        "others": choice.others,
        "note": choice.note,
        "rest": max(0.0, 1.0 - sum(share for _, share in choice.words)),
    }
