"""The alignment of two sentences with the fewest edits: which words belong together.

Levenshtein 1966, "Binary codes capable of correcting deletions, insertions and reversals", over
words instead of letters; the dynamic programme is that of Wagner & Fischer 1974.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.traces.base import Array


@dataclass(frozen=True, slots=True)
class Place:
    """One column of the alignment: the places of a written and of a right word, from 0.

    One of the two is missing where a word is too many or left out.
    """

    written: int | None
    right: int | None


def aligned(written: Sequence[str], right: Sequence[str]) -> tuple[Place, ...]:
    """Return the columns that align both sentences with the fewest edits.

    An edit inserts a word, leaves one out or replaces one. Of several such alignments, one that
    replaces the fewest, so that as many equal words as possible stand together.
    """
    costs, edit = _costs(written, right), _edit(written, right)
    columns, i, j = [], len(written), len(right)
    while i or j:
        if i and j and costs[i, j] == costs[i - 1, j - 1] + _pairing(written, right, i, j):
            i, j = i - 1, j - 1
            columns.append(Place(i, j))
        elif i and costs[i, j] == costs[i - 1, j] + edit:
            i -= 1
            columns.append(Place(i, None))
        else:
            j -= 1
            columns.append(Place(None, j))
    return tuple(reversed(columns))


def edits(written: Sequence[str], right: Sequence[str]) -> int:
    """Return how many words must be inserted, left out or replaced to make one out of the other."""
    return int(_costs(written, right)[-1, -1]) // _edit(written, right)


def _edit(written: Sequence[str], right: Sequence[str]) -> int:
    """What an edit costs: more than all that replacements cost besides, 1 each."""
    return len(written) + len(right) + 1


def _pairing(written: Sequence[str], right: Sequence[str], i: int, j: int) -> int:
    """What it costs that the i-th word stands for the j-th, both counted from 1."""
    return 0 if written[i - 1] == right[j - 1] else _edit(written, right) + 1


def _costs(written: Sequence[str], right: Sequence[str]) -> Array:
    """The cost between every two beginnings of the sentences, (written + 1, right + 1)."""
    rows, columns, edit = len(written) + 1, len(right) + 1, _edit(written, right)
    costs = np.zeros((rows, columns), dtype=int)
    costs[:, 0], costs[0] = np.arange(rows) * edit, np.arange(columns) * edit
    for i in range(1, rows):
        for j in range(1, columns):
            paired = costs[i - 1, j - 1] + _pairing(written, right, i, j)
            costs[i, j] = min(paired, costs[i - 1, j] + edit, costs[i, j - 1] + edit)
    return costs
