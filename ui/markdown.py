"""Markdown that is made of parts: tables, and words that are no markup."""

import re
from collections.abc import Iterable, Sequence


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], align: Sequence[str] | None = None
) -> str:
    """Cells as a table; ``align`` is "---", ":--" or "--:" for each column.

    Cells are Markdown: a reader's own words go through `plain` first.
    """
    lines = [head, align or ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def plain(words: str) -> str:
    """Words as Markdown that shows them as they are."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|$~:^])", r"\\\1", words)
