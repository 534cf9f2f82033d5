"""Every word that a translator reads has a gloss, and it is that of the lexicon where one is."""

from core.data.chinese_english.glosses import gloss
from core.data.chinese_english.traditional import simplified
from core.shipped.readings import CHINESE
from core.shipped.vocabularies import vocabulary
from tests.core.data.chinese_english.test_lexicon import rows

MARKS = {"。", "，", "？"}
LONGEST = 14  # characters: more does not stand below a word


def test_every_word_but_the_marks_has_a_short_gloss():
    words = vocabulary(CHINESE, "source")
    assert {word for word in words if not gloss(word)} == MARKS
    assert max(len(gloss(word)) for word in words) <= LONGEST
    assert gloss("量子") == ""


def test_words_of_the_lexicon_carry_their_translation_without_articles():
    assert [gloss(word) for word in ("昨天", "图书馆", "孩子", "等")] == [
        *("yesterday", "library", "child", "wait"),
    ]
    own = {row["chinese"] for row in rows("glosses")}
    for row in rows("things"):
        if row["chinese"] not in own:
            assert gloss(row["chinese"]) == row["english"].removeprefix("the~ ")


def test_words_of_the_grammar_are_labelled():
    labels = ["of", "done", "measure word", "object"]
    assert [gloss(word) for word in ("的", "了", "棵", "把")] == labels


def test_traditional_characters_become_simplified_ones_that_are_known():
    assert simplified("花園畫，我們") == "花园画，我们"
    known = {sign for word in vocabulary(CHINESE, "source") for sign in word}
    for row in rows("traditional"):
        assert row["simplified"] in known
        assert row["traditional"] not in known
