"""Questions: what, where, who, when, how, how many, why, yes or no."""

from random import Random

from core.data.chinese_english.actions import action, going, meeting
from core.data.chinese_english.circumstance_questions import (
    ASKED,
    how,
    maybe_time,
    when,
    where,
    why,
)
from core.data.chinese_english.circumstances import at_place
from core.data.chinese_english.lexicon import adjectives, frames, frames_with
from core.data.chinese_english.people import Phrase, be, do, person
from core.data.chinese_english.relatives import countable
from core.data.grammar import NOTHING, Tree, tree

WHAT = (
    *("borrow", "buy_gift", "write", "draw", "repair", "eat", "drink", "look_for", "teach"),
    *("learn", "plant", "like", "need"),
)
HOW_MANY = (
    *("read", "borrow", "buy_reading", "buy_clothes", "buy_fruit", "write", "draw", "photo"),
    *("eat_fruit", "plant"),
)


def question(rng: Random) -> Tree:
    """Any question, with its mark."""
    return rng.choice(KINDS)(rng)


def what(rng: Random) -> Tree:
    """What will she buy?"""
    frame = rng.choice([frame for frame in frames().values() if frame.name in WHAT])
    state = "state" in frame.traits
    who = person(rng)
    tense = "present" if state else rng.choice(("past", "future"))
    before, behind, auxiliary = ASKED[tense]
    when = maybe_time(rng, tense)
    where = at_place(rng.choice(frame.places)) if frame.places and rng.random() < 0.4 else NOTHING
    return tree(
        f"{{who}} {{time}} {before} {{where}} {{verb}} {behind} 什么 ？",
        f"what@什么 {auxiliary} {{who}} {{verb}} {{where}} {{time}} ?@？",
        *("question", "what"),
        who=who.subject,
        time=NOTHING if state else when,
        where=where,
        verb=frame.verb.form("base"),
        do=do(who),
    )


def who(rng: Random) -> Tree:
    """Who bought this book?"""
    frame = rng.choice(frames_with("event"))
    past = rng.choice(("past", "future")) == "past"
    done = action(rng, frame, rich=0.4)
    before, behind, verbs = ("", "了", "{verb~了}") if past else ("会", "", "will@会 {verb}")
    return tree(
        f"谁 {{time}} {before} {{ways}} {{verb}} {behind} {{object}} ？",
        f"who@谁 {verbs} {{object}} {{ways}} {{time}} ?@？",
        *("question", "who", *done.marks),
        time=maybe_time(rng, "past" if past else "future", 0.5),
        ways=done.ways,
        object=done.object,
        verb=done.verb.form("past" if past else "base"),
    )


def how_many(rng: Random) -> Tree:
    """How many books did you buy?"""
    who = person(rng)
    frame = rng.choice([frame for frame in frames_with("event") if frame.name in HOW_MANY])
    noun = rng.choice(countable(frame.objects, frame.objects))
    return tree(
        f"{{who}} {{time}} {{verb}} 了 几 {noun.measure} {{noun}} ？",
        f"how@几 many@几~{noun.measure} {{noun~{noun.measure}}}"
        " did~了 {who} {verb} {time} ?@？",
        *("question", "how many", "measure", meeting(frame.verb, noun)),
        who=who.subject,
        time=maybe_time(rng, "past"),
        verb=frame.verb.form("base"),
        noun=noun.many,
    )


def yes_or_no(rng: Random) -> Tree:
    """Did you read this book? Does she like cats? Is he busy today?"""
    who = person(rng)
    if rng.random() < 0.2:
        return _is_so(rng, who)
    tense = rng.choice(("past", "future", "present"))
    before, behind, _ = ASKED[tense]
    when = maybe_time(rng, tense)
    if tense == "present":
        done, when = action(rng, rng.choice(frames_with("state"))), NOTHING
    elif rng.random() < 0.2:
        done = going(rng)
    else:
        done = action(rng, rng.choice(frames_with("event")), rich=0.4)
    auxiliary = {"past": "did~吗", "future": "will@会", "present": "{do~吗}"}[tense]
    return tree(
        f"{{who}} {{time}} {before} {{ways}} {{verb}} {behind} {{object}} 吗 ？",
        f"{auxiliary} {{who}} {{verb}} {{object}} {{ways}} {{time}} ?@？",
        *("question", "yes or no", *done.marks),
        who=who.subject,
        time=when,
        ways=done.ways,
        verb=done.verb.form("base"),
        object=done.object,
        do=do(who),
    )


def _is_so(rng: Random, who: Phrase) -> Tree:
    quality = rng.choice(adjectives(("person",)))
    return tree(
        "{who} {time} {quality} 吗 ？",
        "{be~吗} {who} {quality} {time} ?@？",
        *("question", "yes or no"),
        who=who.subject,
        quality=quality.plain,
        be=be(who),
        time=maybe_time(rng, "state") if "mood" in quality.kinds else NOTHING,
    )


KINDS = (what, where, who, when, how, how_many, why, yes_or_no, yes_or_no, what)
