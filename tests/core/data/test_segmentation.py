"""Chinese cut into known words."""

from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.segmentation import NEAR, segment

KNOWN = ("我", "喜欢", "苹果", "苹", "果汁", "昨天", "。", "？", "，", "红色", "蓝色", "喝")


def texts(found):
    return [word.text for word in found]


def test_as_few_words_as_possible():
    assert texts(segment("我喜欢苹果。", KNOWN)) == ["我", "喜欢", "苹果", "。"]
    assert texts(segment("苹果汁", KNOWN)) == ["苹", "果汁"]


def test_western_marks_and_white_space():
    assert texts(segment(" 我 喜欢苹果? 昨天,我喝果汁.", KNOWN)) == [
        *("我", "喜欢", "苹果", "？", "昨天", "，", "我", "喝", "果汁", "。"),
    ]
    assert segment("  ", KNOWN) == ()


def test_an_unknown_stretch_is_one_word_with_known_ones_near_it():
    me, like, unknown, stop = segment("我喜欢黑色苹。", KNOWN)[:4]
    assert (me.known, like.known, unknown.known, stop.text) == (True, True, False, "苹")
    assert unknown.text == "黑色"
    assert unknown.near == ("红色", "蓝色")
    assert me.near == ()
    assert segment("猫", KNOWN)[0].near == ()


def slow(text, known):
    """The fewest words of all ways to cut, an unknown character being worth a hundred."""
    best = None
    for cuts in product((False, True), repeat=len(text) - 1):
        places = [0, *(i + 1 for i, cut in enumerate(cuts) if cut), len(text)]
        pieces = [text[a:b] for a, b in pairwise(places)]
        if all(piece in known or len(piece) == 1 for piece in pieces):
            cost = sum(1 if piece in known else 100 for piece in pieces)
            best = cost if best is None else min(best, cost)
    return best


@settings(max_examples=60)
@given(st.text("我喜欢苹果汁红x", min_size=1, max_size=9))
def test_no_way_to_cut_has_fewer_words(text):
    found = segment(text, KNOWN)
    assert "".join(texts(found)) == text
    assert sum(1 if w.known else 100 * len(w.text) for w in found) == slow(text, KNOWN)
    assert all(len(w.near) <= NEAR and set(w.near) <= set(KNOWN) for w in found)
