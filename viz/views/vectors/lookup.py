"""A look-up in a table of vectors as the product that it is: a one-hot vector times the table."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.traces.base import Array
from viz.marks import Scale
from viz.view import View, ViewError


def lookup(
    tokens: Sequence[str],
    rows: Sequence[str],
    table: Array,
    *,
    words: Mapping[str, str],
    gap: tuple[int, int],
    title: str = "",
    columns: int = 12,
) -> View:
    """Return the one-hot vector x, the table W and the product x W at the clock, a token a step.

    x is a column of cells, one for each row of W: 1 where the token's row is, else 0. W is a heat
    map with the words of its rows. Below W stands x W, the row that lit up, and above all
    the text. Between two steps the 1 goes out in one row and lights up in another.

    Args:
        tokens: the text, one for each step of the clock; each is one of ``rows``.
        rows: some rows of W, in the order of the vocabulary.
        table: these rows, (row, hidden).
        words: "lookup_x" (x, with {V}), "lookup_table" (W), "lookup_product" (x W),
            "lookup_rest" with {n} (the rows that are not drawn), "lookup_value" (of the colours),
            "lookup_say" with {word} and {place} (of its row among ``rows``, from 1),
            "lookup_summary" with {text}.
        gap: V, the rows of the whole table, and how many of them are not drawn.
        title: of the view.
        columns: width on a wide screen, of 12.

    Raises:
        ViewError: a token without a row.
    """
    if missing := [token for token in tokens if token not in rows]:
        raise ViewError("lookup.tokens", f"must have rows, got {', '.join(missing)}")
    far = float(np.abs(table).max())
    data = {
        "tokens": list(tokens),
        "at": [list(rows).index(token) for token in tokens],
        "rows": list(rows),
        "table": table.astype("float32"),
        "scale": Scale(kind="diverging", low=-far, high=far, label=words["lookup_value"]).data(),
        "words": {
            "x": words["lookup_x"].format(V=f"{gap[0]:,}"),
            "table": words["lookup_table"],
            "product": words["lookup_product"],
            "rest": words["lookup_rest"].format(n=f"{gap[1]:,}"),
            "say": words["lookup_say"],
        },
    }
    summary = words["lookup_summary"].format(text=" ".join(tokens))
    return View(kind="lookup", data=data, summary=summary, title=title, columns=columns)
