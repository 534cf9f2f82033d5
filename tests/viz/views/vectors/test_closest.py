"""A list of the nearest words holds each step's; a covered one tells nothing."""

import json

import numpy as np
import pytest

from viz.stage import kinds
from viz.view import ViewError
from viz.views.vectors.closest import closest

WORDS = {f"closest_{name}": name for name in ("axis", "covered", "guess", "say")}
WORDS["closest_summary"] = "nearest to {word}"
NAMES = [("false", "left"), ("left", "right")]
VALUES = np.array([[0.9, 0.4], [0.7, 0.6]])
MARKED = {"right": "answer", "false": "guess"}


def test_it_is_a_kind_and_holds_the_words_of_each_step():
    view = closest(NAMES, VALUES, words=WORDS, asked="true", marked=MARKED)
    assert view.kind in kinds()
    assert view.data["names"] == [["false", "left"], ["left", "right"]]
    assert view.data["marked"] == MARKED
    assert (view.data["rows"], view.summary) == (2, "nearest to true")
    view.payload()


def test_of_a_covered_list_nothing_is_told_but_its_height():
    given = {"marked": MARKED, "glosses": {"right": "rechts"}, "covered": True}
    view = closest(NAMES, VALUES, words=WORDS, asked="true", **given)
    told = json.dumps(view.payload())
    assert not any(word in told for word in ("false", "left", "right", "rechts"))
    assert view.data["values"].size == 0
    assert view.data["rows"] == 2


@pytest.mark.parametrize("names", [NAMES[:1], [NAMES[0], ("left",)]])
def test_other_numbers_of_names_than_of_values_are_refused(names):
    with pytest.raises(ViewError, match=r"closest\.names"):
        closest(names, VALUES, words=WORDS, asked="true")
