"""Spans of a text with what stands around them, as HTML rows; every character is escaped."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

from viz.numbers import short

_MARK = "background:rgba(217,129,71,.38);color:inherit;border-radius:3px;padding:1px 0"
_CODE = "font:14px/1.5 ui-monospace,'DejaVu Sans Mono',monospace;white-space:pre-wrap"
_CELL = "padding:3px 10px 3px 0;vertical-align:top"


class Row(NamedTuple):
    """A span with its score, and the text before, inside and behind it."""

    score: float
    before: str
    inside: str
    behind: str


def span_table(rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """Return a table of spans; line breaks are shown as ⏎."""
    head = "".join(
        f'<th scope="col" style="text-align:left;{_CELL}">{escape(words[key])}</th>'
        for key in ("find_score", "find_length", "find_context")
    )
    body = "".join(_row(row) for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def marked(before: str, inside: str, behind: str) -> str:
    """Return a text with a marked span in it."""
    parts = (escape(part.replace("\n", "⏎")) for part in (before, inside, behind))
    left, middle, right = parts
    return f'<span style="{_CODE}">{left}<mark style="{_MARK}">{middle}</mark>{right}</span>'


def _row(row: Row) -> str:
    cells = (short(row.score), str(len(row.inside)), marked(*row[1:]))
    return "<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells) + "</tr>"
