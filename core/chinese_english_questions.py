"""Questions: what, where, who, when, how, how many, why, yes or no."""

from random import Random

from core.chinese_english_clauses import (
    Action,
    action,
    going,
    present,
    thing_for,
)
from core.chinese_english_lexicon import Frame, frames_with, places, things_of, verb
from core.chinese_english_phrases import Phrase, at_place, be, named, person, time, to_place
from core.chinese_english_statements import adjectives
from core.synchronous import NOTHING, Tree, english, tree, word

WHAT = ("buy_gift", "borrow", "write", "draw", "eat", "drink", "look_for", "learn", "teach", "like", "need", "repair", "plant")


def do(who: Phrase, past: bool = False) -> Tree:
    """Do, does or did."""
    return english("did" if past else "does" if who.singular else "do")


def asked(rng: Random) -> Phrase:
    """Whom a question is about."""
    return person(rng)


TENSES = {  # before the verb, behind it, and the English auxiliary
    "past": ("", "了", "did"),
    "future": ("会", "", "will"),
    "present": ("", "", ""),
}


def auxiliary(rng: Random, who: Phrase, tense: str) -> tuple[str, str, str, Tree, Tree]:
    """Chinese before and behind the verb, the English auxiliary, and a time that fits."""
    before, behind, word_ = TENSES[tense]
    when = time(rng, tense) if rng.random() < 0.6 else NOTHING
    helper = {"past": "did~了", "future": "will@会", "present": "{do}"}[tense]
    return before, behind, helper, when, do(who)


def question(rng: Random) -> Tree:
    """Any question, with its mark."""
    return rng.choice(KINDS)(rng)


def what(rng: Random) -> Tree:
    """What will she buy?"""
    frame = rng.choice([f for f in frames_with() if f.name in WHAT])
    who, tense = person(rng), "present" if "state" in frame.traits else rng.choice(("past", "future"))
    before, behind, helper, when, _ = auxiliary(rng, who, tense)
    if "state" in frame.traits:
        when = NOTHING
    where = at_place(rng.choice(frame.places)) if frame.places and rng.random() < 0.4 else NOTHING
    return tree(
        f"{{who}} {{time}} {before} {{where}} {{verb}} {behind} 什么 ？",
        f"what@什么 {helper} {{who}} {{verb}} {{where}} {{time}} ?@？", "question", "what",
        who=who.subject, time=when, where=where, verb=frame.verb.form("base"), do=do(who),
    )


def where(rng: Random) -> Tree:
    """Where will they play tennis?"""
    who = person(rng)
    draw = rng.random()
    if draw < 0.25:
        return tree("{who} {time} 在 哪里 ？", "where@哪里~在 {be~在} {who} {time} ?@？", "question", "where",
                    who=who.subject, be=be(who), time=time(rng, "state") if rng.random() < 0.5 else NOTHING)
    tense = rng.choice(("past", "future"))
    before, behind, helper, when, _ = auxiliary(rng, who, tense)
    if draw < 0.5:
        return tree(f"{{who}} {{time}} {before} 去 {behind} 哪里 ？", f"where@哪里 {helper} {{who}} go@去 {{time}} ?@？", "question", "where",
                    who=who.subject, time=when)
    frame = rng.choice([f for f in frames_with("habit") if len(f.places) > 1])
    done = action(rng, frame, bare=True, rich=0)
    return tree(
        f"{{who}} {{time}} {before} 在 哪里 {{verb}} {behind} {{object}} ？",
        f"where@哪里~在 {helper} {{who}} {{verb}} {{object}} {{time}} ?@？", "question", "where", *done.marks,
        who=who.subject, time=when, verb=done.verb.form("base"), object=done.object,
    )


def who(rng: Random) -> Tree:
    """Who bought this book? Who is that man?"""
    frame = rng.choice(frames_with("event"))
    tense = rng.choice(("past", "future"))
    done = action(rng, frame, rich=0.4)
    before, behind, helper = {"past": ("", "了", "{verb~了}"), "future": ("会", "", "will@会 {verb}")}[tense]
    when = time(rng, tense) if rng.random() < 0.5 else NOTHING
    return tree(
        f"谁 {{time}} {before} {{ways}} {{verb}} {behind} {{object}} ？",
        f"who@谁 {helper} {{object}} {{ways}} {{time}} ?@？", "question", "who", *done.marks,
        time=when, ways=done.ways, object=done.object, verb=done.verb.form("past" if tense == "past" else "base"),
    )


def when(rng: Random) -> Tree:
    """When will you go to London?"""
    who = person(rng)
    done = going(rng, 0.5) if rng.random() < 0.5 else action(rng, rng.choice(frames_with("event", "habit")), rich=0.5)
    return tree(
        "{who} 什么时候 会 {ways} {verb} {object} ？", "when@什么时候 will@会 {who} {verb} {object} {ways} ?@？",
        "question", "when", *done.marks, who=who.subject, ways=done.ways, verb=done.verb.form("base"), object=done.object,
    )


def how(rng: Random) -> Tree:
    """How will you go to the airport?"""
    who, place = person(rng), rng.choice(places("near") + places("city"))
    tense = rng.choice(("future", "present"))
    before, _, helper, when, helper_word = auxiliary(rng, who, tense)
    return tree(
        f"{{who}} {{time}} {before} 怎么 去 {{place}} ？", f"how@怎么 {helper} {{who}} go@去 {{place}} {{time}} ?@？",
        "question", "how", f"去+{place.chinese}", who=who.subject, time=when, place=to_place(place), do=helper_word,
    )


def how_many(rng: Random) -> Tree:
    """How many books did you buy?"""
    who = person(rng)
    frame = rng.choice([f for f in frames_with("event") if f.name in COUNTED])
    noun = rng.choice([n for n in things_of(frame.objects) if n.plural])
    when = time(rng, "past") if rng.random() < 0.6 else NOTHING
    return tree(
        f"{{who}} {{time}} {{verb}} 了 几 {noun.measure} {{noun}} ？",
        f"how@几 many@几~{noun.measure} {{noun~{noun.measure}}} did~了 {{who}} {{verb}} {{time}} ?@？",
        "question", "how many", "measure", f"{frame.verb.chinese}+{noun.chinese}",
        who=who.subject, time=when, verb=frame.verb.form("base"), noun=noun.many,
    )


COUNTED = ("borrow", "buy_reading", "buy_clothes", "buy_fruit", "photo", "write", "draw", "eat_fruit", "read", "plant")


def why(rng: Random) -> Tree:
    """Why did they not come to the party? Why do you like cats?"""
    who = person(rng)
    done = action(rng, rng.choice(frames_with("habit") + frames_with("state")), bare=True, rich=0.3)
    state = done.verb.base in ("like", "need", "have", "know")
    if state:
        return tree("{who} 为什么 {verb} {object} ？", "why@为什么 {do} {who} {verb} {object} ?@？", "question", "why", *done.marks,
                    who=who.subject, verb=done.verb.form("base"), object=done.object, do=do(who))
    when = time(rng, "past") if rng.random() < 0.5 else NOTHING
    return tree(
        "{who} {time} 为什么 没 {ways} {verb} {object} ？", "why@为什么 did~没 {who} not@没 {verb} {object} {ways} {time} ?@？",
        "question", "why", "negation", *done.marks, who=who.subject, time=when, ways=done.ways,
        verb=done.verb.form("base"), object=done.object,
    )


def yes_or_no(rng: Random) -> Tree:
    """Did you read this book? Does she like cats? Is he busy today?"""
    who, draw = person(rng), rng.random()
    if draw < 0.2:
        quality = rng.choice(adjectives(("person",)))
        return tree("{who} {time} {quality} 吗 ？", "{be~吗} {who} {quality} {time} ?@？", "question", "yes or no",
                    who=who.subject, quality=word(quality.chinese, quality.english), be=be(who),
                    time=time(rng, "state") if "mood" in quality.kinds and rng.random() < 0.6 else NOTHING)
    tense = rng.choice(("past", "future", "present"))
    before, behind, helper, moment, helper_word = auxiliary(rng, who, tense)
    done = yes_or_no_action(rng, tense)
    if tense == "present":
        moment = NOTHING
    return tree(
        f"{{who}} {{time}} {before} {{ways}} {{verb}} {behind} {{object}} 吗 ？",
        f"{helper if tense == 'future' else helper.split('~')[0] + '~吗' if tense == 'past' else '{do~吗}'} {{who}} {{verb}} {{object}} {{ways}} {{time}} ?@？",
        "question", "yes or no", *done.marks, who=who.subject, time=moment, ways=done.ways,
        verb=done.verb.form("base"), object=done.object, do=helper_word,
    )


def yes_or_no_action(rng: Random, tense: str) -> Action:
    """Something one may ask about in that tense."""
    if tense == "present":
        return action(rng, rng.choice(frames_with("state")))
    return going(rng) if rng.random() < 0.2 else action(rng, rng.choice(frames_with("event")), rich=0.4)


KINDS = (what, where, who, when, how, how_many, why, yes_or_no, yes_or_no, what)
