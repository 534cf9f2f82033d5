"""Markdown that is made of parts: tables, and words that are no markup."""

import re
from collections.abc import Iterable, Sequence

LONGEST = 40  # characters of a reader's words in a sentence
JOINER = "\u2060"  # a sign without ink or width, where no line is broken

# Where words begin to be more: http://, www., a mail's address, :material/icon:, -> and >=.
_BARE = re.compile(
    r"(?<=:)(?=/|material|streamlit)|(?<=www)(?=\.)|(?=@)|(?<=[-<>=~])(?=[-<>=])", re.IGNORECASE
)


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], align: Sequence[str] | None = None
) -> str:
    """Cells as a table; ``align`` is "---", ":--" or "--:" for each column.

    Cells are Markdown: a reader's own words go through `plain` first. A bar in a cell, as in |h|,
    is escaped: it would end the cell.
    """
    lines = [head, align or ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_in_cell, line))} |" for line in lines)


def _in_cell(words: str) -> str:
    """Words whose bars end no cell."""
    return re.sub(r"(\\.)|\|", lambda m: m[1] or r"\|", words)


def plain(words: str) -> str:
    """Words as Markdown that shows them as they are, on one line.

    What Streamlit makes of bare words, for all escapes, is kept apart by an invisible joiner:
    links, arrows, icons.
    """
    apart = _BARE.sub(JOINER, re.sub(r"\s*\n\s*", " ", words))
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|$~:^&])", r"\\\1", apart)


def bare(markdown: str) -> str:
    """A line of our own Markdown without its marks of emphasis, code and formulas."""
    return re.sub(r"[*`$]", "", markdown)


def shortened(words: str, longest: int = LONGEST) -> str:
    """Words on one line, the end left out where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
