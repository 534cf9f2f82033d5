"""A text, chains of states that read it in either direction, and a tag for each character."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.traces.base import Array
from viz.marks import check_length
from viz.view import View

Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class StateChain:
    """The states of one direction, (time, unit), in [−1, 1]; one that is ``off`` shows zeros."""

    code: str
    name: str
    values: Array
    reverse: bool = False
    off: bool = False


@dataclass(frozen=True, kw_only=True)
class TagRow:
    """The tags that one reader gives, and the step from which each is ``known``.

    ``shares``: the probability of each tag; None for tags that nobody gives: the right ones.
    ``covered``: neither tags nor shares leave Python.
    """

    code: str
    name: str
    tags: Sequence[str]
    known: Sequence[int]
    shares: Array | None = None
    wrong: Sequence[bool] = ()
    covered: bool = False


def tagged(
    tokens: Sequence[str],
    bands: Sequence[StateChain | TagRow],
    *,
    unknown: Sequence[bool],
    words: Words,
    title: str = "",
) -> View:
    """Return the text, below it chains and rows of tags, one step for each character.

    ``words``: "tag.<field>" and "short.<field>" for "O" and each field behind "B-" and "I-";
    "tagged_value", "tagged_share", "tagged_say" with {forward} and {backward}, "tagged_summary"
    with {text} and {said}.
    """
    rows = [band for band in bands if isinstance(band, TagRow)]
    for row in rows:
        check_length(f"tagged.rows.{row.code}", row.tags, len(tokens))
    data = {
        "tokens": list(tokens),
        "unknown": [bool(flag) for flag in unknown],
        "bands": [_row(band, words) if isinstance(band, TagRow) else vars(band) for band in bands],
        "words": {name: words[f"tagged_{name}"] for name in ("value", "share", "say")},
    }
    said = [f"{row.name}: {' '.join(_row(row, words)['tags'])}" for row in rows]
    summary = words["tagged_summary"].format(text="".join(tokens), said="; ".join(said))
    return View(kind="tagged", data=data, summary=summary, title=title)


def _row(row: TagRow, words: Words) -> dict[str, Any]:
    """What leaves Python of a row."""
    tags = ["?"] * len(row.tags) if row.covered else row.tags
    known = {field: field.removeprefix("B-").removeprefix("I-") for field in {*tags} - {"?"}}
    said = {
        kind: {tag: words[f"{kind}.{field}"] for tag, field in known.items()}
        for kind in ("tag", "short")
    }
    return {
        "code": row.code,
        "name": row.name,
        "tags": [said["tag"].get(tag, tag) for tag in tags],
        "short": [said["short"].get(tag, tag) for tag in tags],
        "inside": [tag.startswith("I-") for tag in tags],
        "shares": None if row.covered else row.shares,
        "known": list(row.known),
        "wrong": [] if row.covered else list(row.wrong),
        "covered": row.covered,
        "plain": row.shares is None,
    }
