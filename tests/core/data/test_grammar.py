"""Links follow from rules: worked by hand, and for trees that hypothesis grows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.grammar import NOTHING, english, function, pair, rule, tree, word


def links(found):
    """Sure and possible links as words, e.g. ``("than", "比", "")``."""

    def said(positions):
        return "".join(found.source[p] for p in sorted(positions))

    rows = zip(found.target, found.sure, found.possible, strict=True)
    return [(text, said(sure), said(possible - sure)) for text, sure, possible in rows]


def test_parts_stand_where_each_language_puts_them():
    when, who = word("昨天", "yesterday"), function("她", "she")
    rules = "{who} {when} {verb} 了", "{who} {verb~了} {when}"
    found = pair(tree(*rules, who=who, when=when, verb=word("来", "came")))
    assert found.source == ("她", "昨天", "来", "了")
    assert links(found) == [("she", "她", ""), ("came", "来", "了"), ("yesterday", "昨天", "")]
    assert found.content == (False, True, True)


def test_words_of_one_language_alone_are_linked_to_nothing():
    found = pair(
        tree(
            "{what} 很 {how}",
            "{what} {be~how} very@很 {how}",
            what=word("书", "the~ book"),
            be=english("is"),
            how=word("新", "new"),
        )
    )
    assert links(found) == [
        ("the", "", "书"), ("book", "书", ""),
        ("is", "", "新"), ("very", "很", ""), ("new", "新", ""),
    ]  # fmt: skip
    assert found.content == (False, True, False, False, True)


def test_the_same_tree_twice_is_linked_twice():
    book = word("书", "book")
    found = pair(tree("{a} 和 {b}", "{b} and@和 {a}", a=book, b=book))
    assert [sorted(sure) for sure in found.sure] == [[2], [1], [0]]


def test_several_words_for_one_and_a_part_that_is_left_out():
    found = pair(
        tree(
            "{when} {do}",
            "{do} {when} {where}",
            when=NOTHING,
            do=word("找", "look for~"),
            where=NOTHING,
        )
    )
    assert links(found) == [("look", "找", ""), ("for", "", "找")]


def test_marks_of_all_rules_are_gathered():
    inner = tree("红", "red@红", "colour")
    assert pair(tree("{x} 花", "{x} flower@花", "noun", x=inner)).phenomena == {"colour", "noun"}


def test_a_rule_that_links_to_nothing_it_has_is_refused():
    with pytest.raises(ValueError, match="没"):
        rule("{a} 了", "did@没 {a}")
    with pytest.raises(ValueError, match="twice"):
        rule("{a} 了 {b} 了", "{a~了} {b}")


WORDS = st.builds(word, st.sampled_from("甲乙丙丁"), st.sampled_from(("a", "b c", "the~ d")))


def rules(parts):
    """Two parts in either order, with a word between them, linked or not."""
    sources = st.sampled_from(("{x} {y}", "{x} 和 {y}"))
    targets = st.sampled_from(("{x} {y}", "{y} {x}", "{y} of~x {x}", "{y~x} {x}"))
    return st.builds(lambda s, t, x, y: tree(s, t, x=x, y=y), sources, targets, parts, parts)


@settings(max_examples=60)
@given(st.recursive(WORDS, rules, max_leaves=12))
def test_every_tree_gives_valid_links_and_keeps_its_words(whole):
    found = pair(whole)
    leaves = []

    def visit(node):
        leaves.extend([node] if not node.parts else [])
        for name in ("x", "y"):
            if name in node.parts:
                visit(node.parts[name])

    visit(whole)
    chinese = [leaf.rule.source[0].text for leaf in leaves]
    assert [text for text in found.source if text != "和"] == chinese
    content = sorted(item.text for leaf in leaves for item in leaf.rule.target if item.sure)
    assert sorted(w for w, c in zip(found.target, found.content, strict=True) if c) == content
    for sure, possible in zip(found.sure, found.possible, strict=True):
        assert sure <= possible <= set(range(len(found.source)))
