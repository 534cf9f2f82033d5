"""Tense, agreement, order and links of clauses, against sentences written by hand."""

import pytest

from core.data.chinese_english.actions import Action, went_and
from core.data.chinese_english.circumstances import at_place, to_place, ways
from core.data.chinese_english.clauses import MODALS, clause, that
from core.data.chinese_english.lexicon import frames, people, places, times, verb
from core.data.chinese_english.people import named, pronoun
from core.data.chinese_english.reasons import joined
from core.data.grammar import NOTHING, pair, word

BOOK = word("书", "books")
YESTERDAY, TOMORROW = word("昨天", "yesterday"), word("明天", "tomorrow")
LIBRARY = at_place(next(p for p in places() if p.chinese == "图书馆"))
READ = Action(verb("看", "read"), BOOK)
BUY = Action(verb("买", "buy"), BOOK)
BUY_THERE = Action(verb("买", "buy"), BOOK, ways(NOTHING, LIBRARY))
MARY = named(next(n for n in people("name") if n.english == "Mary").one, "third", "她")


def both(whole):
    found = pair(whole)
    return "".join(found.source), " ".join(found.target)


@pytest.mark.parametrize(
    ("tense", "who", "when", "chinese", "target"),
    [
        ("past", "她", YESTERDAY, "她昨天买了书", "she bought books yesterday"),
        ("past_not", "我", YESTERDAY, "我昨天没买书", "I did not buy books yesterday"),
        ("present", "他", NOTHING, "他买书", "he buys books"),
        ("present", "他们", NOTHING, "他们买书", "they buy books"),
        ("present_not", "她", NOTHING, "她不买书", "she does not buy books"),
        ("present_not", "我们", NOTHING, "我们不买书", "we do not buy books"),
        ("often", "你", NOTHING, "你常常买书", "you often buy books"),
        ("often", "她", NOTHING, "她常常买书", "she often buys books"),
        ("future", "他", TOMORROW, "他明天会买书", "he will buy books tomorrow"),
        ("future_not", "他", TOMORROW, "他明天不会买书", "he will not buy books tomorrow"),
        ("now", "我", NOTHING, "我正在买书", "I am buying books"),
        ("now", "你", NOTHING, "你正在买书", "you are buying books"),
        ("now", "她", NOTHING, "她正在买书", "she is buying books"),
        ("perfect", "我", NOTHING, "我买过书", "I have bought books"),
        ("perfect", "他", NOTHING, "他买过书", "he has bought books"),
        ("want_not", "她", NOTHING, "她不想买书", "she does not want to buy books"),
    ],
)
def test_tense_and_agreement(tense, who, when, chinese, target):
    assert both(clause(tense, pronoun(who), BUY, when)) == (chinese, target)


@pytest.mark.parametrize(
    ("modal", "chinese", "one", "many"),
    [
        ("想", "想", "wants to", "want to"),
        ("打算", "打算", "plans to", "plan to"),
        ("可以", "可以", "can", "can"),
        ("应该", "应该", "should", "should"),
        ("必须", "必须", "must", "must"),
    ],
)
def test_modal_verbs(modal, chinese, one, many):
    found = next(m for m in MODALS if m[0] == modal)
    for who, text, verbs in (("她", "she", one), ("我", "I", many)):
        whole = clause("modal", pronoun(who), READ, modal=found)
        assert both(whole) == (f"{who}{chinese}看书", f"{text} {verbs} read books")


def test_time_and_place_move():
    whole = clause("past", MARY, BUY_THERE, YESTERDAY)
    assert both(whole) == ("玛丽昨天在图书馆买了书", "Mary bought books in the library yesterday")
    first = clause("past", MARY, BUY_THERE, YESTERDAY, first=True)
    assert both(first) == ("昨天玛丽在图书馆买了书", "yesterday Mary bought books in the library")


def test_the_links_of_a_clause():
    """玛丽0 昨天1 在2 图书馆3 买4 了5 书6, drawn by hand."""
    found = pair(clause("past", MARY, BUY_THERE, YESTERDAY))
    assert list(found.links()) == [(0, 0), (1, 4), (2, 6), (3, 2), (5, 3), (6, 1)]
    only_possible = {
        (found.target[t], p) for t, s in enumerate(found.possible) for p in s - found.sure[t]
    }
    assert only_possible == {("bought", 5), ("the", 3)}
    assert found.content == (True, True, True, False, False, True, True)


def test_only_the_first_word_of_a_verb_changes():
    whole = clause("past", pronoun("我"), Action(verb("找", "look for~"), BOOK))
    assert both(whole) == ("我找了书", "I looked for books")
    read = clause("past", pronoun("我"), READ)
    assert both(read)[1] == "I read books"


def test_an_errand_in_the_past():
    class First:
        """A generator that always takes the first of what there is."""

        random = staticmethod(lambda: 0.99)
        choice = staticmethod(lambda found: found[0])

    whole = went_and(First, MARY.subject, frames()["buy_fruit"], YESTERDAY)
    assert both(whole) == (
        "玛丽昨天去超市买了一个苹果",
        "Mary went to the supermarket and bought an apple yesterday",
    )


def test_going_home_is_going_home():
    home = next(place for place in places() if place.chinese == "家")
    park = next(place for place in places() if place.chinese == "公园")
    assert both(to_place(home)) == ("家", "home")
    assert both(to_place(park)) == ("公园", "to the park")


def test_saying_and_hearing():
    inner = clause("future", pronoun("他"), READ)
    assert both(that(MARY, verb("说", "say"), "present", inner)) == (
        "玛丽说他会看书", "Mary says that he will read books"
    )  # fmt: skip
    assert both(that(pronoun("我"), verb("听说", "hear"), "past", inner))[1] == (
        "I heard that he will read books"
    )


def test_reasons_change_places():
    first, second = clause("past", MARY, READ), clause("past_not", pronoun("她"), BUY)
    assert both(joined("because", first, second)) == (
        "因为玛丽看了书，所以她没买书", "she did not buy books because Mary read books"
    )  # fmt: skip
    assert both(joined("because", first, second, keep_order=True))[1] == (
        "because Mary read books , she did not buy books"
    )
    assert both(joined("although", first, second)) == (
        "虽然玛丽看了书，但是她没买书", "although Mary read books , she did not buy books"
    )  # fmt: skip


def test_times_know_their_tense():
    assert {t.chinese for t in times("past", ("day",))} == {"昨天"}
    assert not {t.chinese for t in times("past")} & {"明天", "下周", "明年"}
    assert "每天" in {t.chinese for t in times("present")}
