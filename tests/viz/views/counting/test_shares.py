"""Bars hold the shares that they are given, each state once; what cannot be drawn is refused."""

import pytest

from viz.stage import kinds
from viz.view import ViewError
from viz.views.counting.shares import MOST, Bar, Segment, shares

WORDS = {f"shares_{name}": name for name in ("name", "total", "axis")}
WORDS["shares_summary"] = "bars: {bars}"
ONE = Bar(name="e m", segments=(Segment(word="m", share=0.25, said="m: 3 of 12"),), total="12")
OTHER = Bar(name="a n", segments=(Segment(word="?", share=1, kind="covered"),), hit=0, mark=0.4)


def made(frames, now, **more):
    return shares(frames, now, words=WORDS, **more)


def test_it_is_a_kind_and_holds_each_state_of_a_bar_once():
    view = made([[ONE], [ONE, OTHER]], [0, None], longest=1.5)
    assert view.kind in kinds()
    assert view.data["frames"] == [[0], [0, 1]]
    assert view.data["now"] == [0, None]
    assert (view.data["rows"], view.data["longest"]) == (2, 1.5)
    assert [bar["name"] for bar in view.data["bars"]] == ["e m", "a n"]
    assert view.data["bars"][0]["segments"] == [["m", 0.25, 0, "m: 3 of 12"]]
    assert view.data["bars"][1]["segments"] == [["?", 1, 3, ""]]
    assert view.data["bars"][1]["mark"] == 0.4
    view.payload()


def test_the_summary_says_the_last_step():
    assert made([[OTHER], [ONE]], [None, 0]).summary == "bars: e m: m: 3 of 12"


@pytest.mark.parametrize(
    ("frames", "now", "path"),
    [
        ([[ONE]], [1], "shares.frames[0]"),
        ([[ONE] * (MOST + 1)], [0], "shares.frames[0]"),
        ([[ONE]], [0, 0], "shares.now"),
    ],
)
def test_frames_that_cannot_be_drawn_are_refused(frames, now, path):
    with pytest.raises(ViewError) as error:
        made(frames, now)
    assert error.value.path == path


@pytest.mark.parametrize(
    ("segment", "path"),
    [({"share": -0.1}, "shares.share"), ({"share": float("nan")}, "shares.share"),
     ({"share": 1, "kind": "new"}, "shares.kind")],
)  # fmt: skip
def test_segments_that_are_no_shares_are_refused(segment, path):
    with pytest.raises(ViewError) as error:
        Segment(word="a", **segment)
    assert error.value.path == path
