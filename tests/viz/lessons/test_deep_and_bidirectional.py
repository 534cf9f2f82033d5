"""The lesson's picture, told by its data."""

import numpy as np
import pytest

from core.lessons.deep_and_bidirectional.lesson import record_lesson, shipped
from core.lessons.deep_and_bidirectional.settings import DeepAndBidirectional
from ui.text import LANGUAGES, load
from viz.lessons.deep_and_bidirectional import known, stage
from viz.view import ViewError
from viz.views.tagged import TagRow, tagged


def bands(made):
    """The chains and rows of tags, by code; chain "one_way" and row "one_way" as a pair."""
    found = {}
    for band in made.views[0].data["bands"]:
        found.setdefault("chains" if "values" in band else "rows", {})[band["code"]] = band
    return found["chains"], found["rows"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("covered", [False, True])
def test_it_shows_both_networks_and_covers_only_the_one_way_tags(language, covered):
    words = load("deep_and_bidirectional", language).labels
    made = stage(shipped(), DeepAndBidirectional(), words=words, covered=covered)
    chains, rows = bands(made)
    for name in ("forward", "backward", "one_way"):
        np.testing.assert_array_equal(chains[name]["values"], getattr(shipped(), name))
    assert [chains[name]["reverse"] for name in chains] == [False, True, False]
    assert rows["two_way"]["tags"][0] == rows["right"]["tags"][0] == words["tag.month"]
    np.testing.assert_allclose(rows["two_way"]["shares"], shipped().shares("both"))
    one_way = rows["one_way"]
    if covered:
        assert one_way["tags"] == ["?"] * 9
        assert (one_way["shares"], one_way["wrong"]) == (None, [])
    else:
        assert one_way["tags"][0] == words["tag.day"]
        assert one_way["wrong"] == [True, *[False] * 8]


def test_tags_are_known_once_the_chains_that_are_on_have_met():
    assert known(5, "both") == [4, 3, 2, 3, 4]
    assert known(5, "forward") == known(5, "one_way") == [0, 1, 2, 3, 4]
    assert known(5, "backward") == [4, 3, 2, 1, 0]


def test_a_direction_is_off_and_nobody_knows_the_right_tags():
    words = load("deep_and_bidirectional", "en").labels
    off = DeepAndBidirectional(ways="backward")
    chains, rows = bands(stage(shipped(), off, words=words, covered=False))
    assert [chains[name]["off"] for name in ("forward", "backward")] == [True, False]
    assert rows["two_way"]["known"] == known(9, "backward")
    strange = record_lesson(DeepAndBidirectional(date="30/4/2026"))
    _, rows = bands(stage(strange, DeepAndBidirectional(), words=words, covered=False))
    assert set(rows) == {"two_way", "one_way"}


def test_a_row_with_too_few_tags_is_refused():
    row = TagRow(code="a", name="a", tags=("O",), known=(0,))
    with pytest.raises(ViewError, match="must have 2 values"):
        tagged(("x", "y"), [row], unknown=[False] * 2, words={})
