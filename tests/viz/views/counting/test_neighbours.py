"""Left neighbours are held with their counts, and summed over all, drawn or not."""

import numpy as np
import pytest

from viz.stage import kinds
from viz.view import ViewError
from viz.views.counting.neighbours import MOST, Word, neighbours

WORDS = {f"neighbours_{name}": name for name in ("times", "kinds", "more")} | {
    "neighbours_share": "{share} {continuation}",
    "neighbours_say": "{word}: {times}, {kinds}",
    "neighbours_summary": "({words})",
}


def word(counts, name="w"):
    found = [f"n{k}" for k in range(counts.shape[1])]
    return Word(word=name, neighbours=found, counts=counts, share=0.5, continuation=0.25)


def test_it_is_a_kind_and_counts_every_neighbour():
    many = np.ones((2, MOST + 4), dtype=int)
    few = np.array([[1, 0], [3, 1]])
    view = neighbours([word(few, "a"), word(many, "b")], words=WORDS)
    assert view.kind in kinds()
    first, second = view.data["tokens"]
    assert (first["times"], first["kinds"], first["share"]) == ([1, 4], [1, 2], "0.50 0.25")
    assert (len(second["neighbours"]), second["kinds"]) == (MOST, [MOST + 4, MOST + 4])
    assert view.summary == f"(a: 4, 2; b: {MOST + 4}, {MOST + 4})"
    view.payload()


def test_tokens_of_different_steps_are_refused():
    with pytest.raises(ViewError, match="same steps"):
        neighbours([word(np.ones((2, 1))), word(np.ones((3, 1)))], words=WORDS)
