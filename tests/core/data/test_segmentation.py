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
    me, like, unknown, stop = segment("我喜欢黑色苹果。", KNOWN)[:4]
    assert (me.known, like.known, unknown.known, stop.text) == (True, True, False, "苹果")
    assert unknown.text == "黑色"
    assert unknown.near == ("红色", "蓝色")
    assert me.near == ()
    assert segment("猫", KNOWN)[0].near == ()


def test_an_unknown_stretch_is_cut_at_a_conjunction_and_keeps_its_last_character():
    known = (*KNOWN, "吃", "学", "火车", "儿子")
    found = segment("我喜欢吃火锅和量子力学。", known)
    assert texts(found) == ["我", "喜欢", "吃", "火锅", "和", "量子力学", "。"]
    assert [word.text for word in found if not word.known] == ["火锅", "和", "量子力学"]
    assert [word.near for word in found[3:6]] == [("火车",), (), ()]
    assert texts(segment("世界和平", known)) == ["世界和平"]
    assert texts(segment("苹果和火锅", known)) == ["苹果", "和", "火锅"]
    assert texts(segment("乌龟喝果汁。", known)) == ["乌龟", "喝", "果汁", "。"]


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
    joined = sum(len(w.text) for w in found if not w.known) - text.count("x")
    if not joined:  # no known character has become the end of an unknown word
        assert sum(1 if w.known else 100 * len(w.text) for w in found) == slow(text, KNOWN)
    assert all(len(w.near) <= NEAR and set(w.near) <= set(KNOWN) for w in found)
