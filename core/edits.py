"""Which words of two sentences belong together: the alignment with the fewest edits.

Levenshtein 1966, "Binary codes capable of correcting deletions, insertions and reversals", over
words instead of letters; the dynamic programme is that of Wagner & Fischer 1974.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.trace import Array


@dataclass(frozen=True, slots=True)
class Place:
    """One column of the alignment: the places of a written and of a right word, from 0.

    One of the two is missing where a word is too many or left out.
    """

    written: int | None
    right: int | None


def aligned(written: Sequence[str], right: Sequence[str]) -> tuple[Place, ...]:
    """Return the columns that align both sentences with the fewest edits.

    Inserting, leaving out and replacing a word cost 1 each. Of several such alignments, the one
    that pairs words as late as possible.
    """
    costs = _costs(written, right)
    columns, i, j = [], len(written), len(right)
    while i or j:
        paired = (
            i > 0
            and j > 0
            and costs[i, j] == costs[i - 1, j - 1] + (written[i - 1] != right[j - 1])
        )
        if paired:
            i, j = i - 1, j - 1
            columns.append(Place(i, j))
        elif i and costs[i, j] == costs[i - 1, j] + 1:
            i -= 1
            columns.append(Place(i, None))
        else:
            j -= 1
            columns.append(Place(None, j))
    return tuple(reversed(columns))


def edits(written: Sequence[str], right: Sequence[str]) -> int:
    """Return how many words must be inserted, left out or replaced to make one out of the other."""
    return int(_costs(written, right)[-1, -1])


def _costs(written: Sequence[str], right: Sequence[str]) -> Array:
    """The edits between every two beginnings of the sentences, (written + 1, right + 1)."""
    rows, columns = len(written) + 1, len(right) + 1
    costs = np.zeros((rows, columns), dtype=int)
    costs[:, 0], costs[0] = np.arange(rows), np.arange(columns)
    for i in range(1, rows):
        for j in range(1, columns):
            replaced = costs[i - 1, j - 1] + (written[i - 1] != right[j - 1])
            costs[i, j] = min(replaced, costs[i - 1, j] + 1, costs[i, j - 1] + 1)
    return costs
