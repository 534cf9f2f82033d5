"""Sentences word under word, each column shown as the clock reaches it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viz.view import View, ViewError

Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One sentence: a word for each column (None where it has ended), and which are wrong.

    `given` words stand from the start; the others show when their column is reached.
    """

    name: str
    words: Sequence[str | None]
    wrong: Sequence[bool]
    given: bool = False


def gloss(
    rows: Sequence[Row],
    words: Words,
    *,
    marked: int | None = None,
    columns: int = 12,
    title: str = "",
) -> View:
    """Return the rows one above the other; the k-th column shows at the clock's step k.

    `marked` is a column that stands out, with the sign `gloss_marked` above it. `words` also has
    `gloss_summary` with {name}, {wrong} and {n}, for each row.
    """
    length = len(rows[0].words)
    for index, row in enumerate(rows):
        if not len(row.words) == len(row.wrong) == length:
            raise ViewError(f"gloss.rows[{index}]", f"must have {length} words and marks")
    data = {
        "rows": [
            {
                "name": row.name,
                "words": list(row.words),
                "wrong": [bool(wrong) for wrong in row.wrong],
                "given": row.given,
            }
            for row in rows
        ],
        "marked": marked,
        "sign": words["gloss_marked"],
    }
    said = " ".join(
        words["gloss_summary"].format(name=row.name, wrong=sum(map(bool, row.wrong)), n=length)
        for row in rows
        if not row.given
    )
    return View(kind="gloss", data=data, summary=said, title=title, columns=columns)
