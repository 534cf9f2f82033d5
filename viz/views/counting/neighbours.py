"""The left neighbours of tokens, counted while a text is read: how often, how many different."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.traces.base import Array
from viz.numbers import short
from viz.view import View, ViewError

MOST = 36  # neighbours of a token that are drawn


@dataclass(frozen=True, kw_only=True)
class Word:
    """A token with its left neighbours in the order in which the text brings them.

    `counts` (step, neighbour): how often each was seen so far. `share` and `continuation` are the
    token's shares of all tokens and of all different pairs, once the whole text is read.
    """

    word: str
    neighbours: Sequence[str]
    counts: Array
    share: float
    continuation: float


def neighbours(
    found: Sequence[Word], *, words: Mapping[str, str], title: str = "", columns: int = 12
) -> View:
    """Return the tokens side by side, each after those that stand before it in the text.

    Args:
        found: the tokens, for the same steps.
        words: "neighbours_times" and "neighbours_kinds" (names of the two numbers),
            "neighbours_share" with {share} and {continuation}, "neighbours_more" with {n},
            "neighbours_say" with {word}, {times} and {kinds}, "neighbours_summary" with {words}.
        title: of the view.
        columns: width on a wide screen, of 12.

    Raises:
        ViewError: tokens of different steps, or counts that are not those of the neighbours.
    """
    steps = {len(one.counts) for one in found}
    if len(steps) != 1:
        raise ViewError("neighbours.counts", f"must all have the same steps, got {sorted(steps)}")
    for one in found:
        if one.counts.shape[1] != len(one.neighbours):
            raise ViewError("neighbours.counts", f"must have {len(one.neighbours)} columns")
    data = {
        "tokens": [_packed(one, words) for one in found],
        "longest": max(int(one.counts[-1].sum()) for one in found),
        "words": {name: words[f"neighbours_{name}"] for name in ("times", "kinds", "more", "say")},
    }
    said = "; ".join(
        words["neighbours_say"].format(
            word=one.word, times=int(one.counts[-1].sum()), kinds=len(one.neighbours)
        )
        for one in found
    )
    summary = words["neighbours_summary"].format(words=said)
    return View(kind="neighbours", data=data, summary=summary, title=title, columns=columns)


def _packed(one: Word, words: Mapping[str, str]) -> dict[str, object]:
    share = words["neighbours_share"].format(
        share=short(one.share), continuation=short(one.continuation)
    )
    return {
        "word": one.word,
        "neighbours": list(one.neighbours[:MOST]),
        "counts": one.counts[:, :MOST].astype("float32"),
        "times": one.counts.sum(axis=1).tolist(),
        "kinds": (one.counts > 0).sum(axis=1).tolist(),
        "share": share,
    }
