"""Networks unrolled one above the other, as a view of the stage.

Its words (text/<lang>/stage.md) come from the caller. `cover=k` withholds every value before index
k: the payload does not contain them, the picture shows a question mark there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from viz.marks import ChainRow, Scale, check_length, seen
from viz.summary import series_summary
from viz.view import View, ViewError

Words = Mapping[str, str]


def chain(
    rows: Sequence[ChainRow],
    *,
    scale: Scale,
    tokens: Sequence[str],
    words: Words,
    cover: int | None = None,
    loss_at: int | None = None,
    columns: int = 8,
    title: str = "",
) -> View:
    """Return networks unrolled one above the other on the same input (`tokens`, T of them).

    The colour of a cell is its value on one scale for all rows; `loss_at` (default: the last
    step) is where the loss sits.
    """
    length = len(tokens)
    for index, row in enumerate(rows):
        check_length(f"chain.rows[{index}].values", row.values, length)
    loss = length - 1 if loss_at is None else loss_at
    if not 0 <= loss < length:
        raise ViewError("chain.loss_at", f"must be 0–{length - 1}, got {loss}")
    data = {
        "rows": [
            {
                "name": row.name,
                "note": row.note,
                "colour": row.colour,
                "symbol": row.symbol,
                "dash": row.dash,
                "values": seen(row.values, cover),
                "marks": [] if cover else _marks(row, length, f"chain.rows[{index}]"),
            }
            for index, row in enumerate(rows)
        ],
        "scale": scale.data(),
        "tokens": list(tokens),
        "cover": cover or 0,
        "loss": loss,
    }
    summary = series_summary(
        title or scale.label, [(row.spoken, row.values) for row in rows], cover, words
    )
    return View(kind="chain", data=data, summary=summary, title=title, columns=columns)


def _marks(row: ChainRow, length: int, where: str) -> list[dict[str, Any]]:
    """Where the row has faded and where the reader guessed it: {"kind", "t", "right"}.

    `t` counts from 0; None stands for never.
    """
    marks = []
    for kind, back in (("answer", row.faded), ("you", row.guess)):
        if back is None:
            continue
        if isinstance(back, int) and not 0 <= back < length:
            raise ViewError(f"{where}.{kind}", f"must be 0–{length - 1} or never, got {back}")
        t = length - 1 - back if isinstance(back, int) else None
        marks.append({"kind": kind, "t": t, "right": row.right if kind == "you" else None})
    return marks
