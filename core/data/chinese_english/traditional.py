"""Traditional characters in simplified form, as far as the translators know them."""

import csv
from functools import cache

from core.data.chinese_english.lexicon import FOLDER


def simplified(text: str) -> str:
    """Return a text with the characters of ``data/chinese_english/traditional.csv`` simplified."""
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    with (FOLDER / "traditional.csv").open(encoding="utf-8", newline="") as file:
        return {ord(row["traditional"]): row["simplified"] for row in csv.DictReader(file)}
