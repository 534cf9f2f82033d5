"""A translation beside the right one, word by word on the clock."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.measures.verdict import Verdict
from core.traces.translation import END
from viz.view import View

Words = Mapping[str, str]


def verdict(
    right: Sequence[str],
    found: Verdict,
    at: Sequence[int],
    words: Words,
    *,
    length: int,
    beside: tuple[str, Verdict] | None = None,
    held_out: str = "",
    late: bool = False,
    curve: Mapping[str, Any] | None = None,
    columns: int = 3,
) -> View:
    """Return the right translation with its words marked as they are written or missed.

    `at` is the step of the clock at which each written word shows, `length` that of the clock;
    `beside` is the name and the verdict of another translation, shown at the end; `held_out` says
    how such sentences fare; ``late``: the right translation and the score wait for the last step,
    `verdict_later` stands in their place; `curve` is that of `viz.views.seq2seq.half`. `words`:
    `verdict_right` (heading), `verdict_waiting`, `verdict_so_far` with {hits} and {n},
    `verdict_exact`, `verdict_mistakes` with {n}, `verdict_summary` with {right} and {verdict}.
    """
    known = [at[place] for place in found.decided]
    end = conclusion(found, words)
    data: dict[str, Any] = {
        "heading": words["verdict_right"],
        "right": [
            {"word": word, "at": step, "missed": missed}
            for word, step, missed in zip(right, known, found.missed, strict=True)
            if word != END
        ],
        "says": [_said(step, at, found, words) for step in range(length - 1)] + [end],
        "exact": found.exact,
        "held_out": held_out,
        "later": words["verdict_later"] if late else "",
        "curve": curve,
        "beside": None,
    }
    if beside:
        name, judged = beside
        data["beside"] = {"name": name, "says": conclusion(judged, words)}
    said = words["verdict_summary"].format(right=" ".join(right), verdict=end)
    return View(kind="verdict", data=data, summary=said, columns=columns)


def conclusion(found: Verdict, words: Words) -> str:
    """Say whether a whole translation is exact, or how many words are wrong."""
    if found.exact:
        return words["verdict_exact"]
    return words["verdict_mistake" if found.mistakes == 1 else "verdict_mistakes"].format(
        n=found.mistakes
    )


def _said(step: int, at: Sequence[int], found: Verdict, words: Words) -> str:
    """The score after a step of the clock, of the words written by then."""
    wrong = [wrong for place, wrong in zip(at, found.wrong, strict=True) if place <= step]
    if not wrong:
        return words["verdict_waiting"]
    return words["verdict_so_far"].format(hits=len(wrong) - sum(wrong), n=len(wrong))
