"""Questions about the circumstances: where, when, how, why."""

from random import Random

from core.data.chinese_english.actions import GO, action, going, meeting
from core.data.chinese_english.circumstances import time, to_place
from core.data.chinese_english.lexicon import frames_with, places
from core.data.chinese_english.people import be, do, person
from core.data.grammar import NOTHING, Tree, tree

ASKED = {  # before the verb in Chinese, behind it, and the English auxiliary
    "past": ("", "了", "did~了"),
    "future": ("会", "", "will@会"),
    "present": ("", "", "{do}"),
}


def maybe_time(rng: Random, tense: str, share: float = 0.6) -> Tree:
    """A time that fits the tense, in a share of the cases."""
    return time(rng, tense) if rng.random() < share else NOTHING


def where(rng: Random) -> Tree:
    """Where is Mary? Where did they go? Where will they play tennis?"""
    who = person(rng)
    draw = rng.random()
    if draw < 0.25:
        rule = "{who} {time} 在 哪里 ？", "where@哪里~在 {be~在} {who} {time} ?@？"
        when = maybe_time(rng, "state", 0.5)
        return tree(*rule, "question", "where", who=who.subject, be=be(who), time=when)
    tense = rng.choice(("past", "future"))
    before, behind, auxiliary = ASKED[tense]
    when = maybe_time(rng, tense)
    if draw < 0.5:
        return tree(
            f"{{who}} {{time}} {before} 去 {behind} 哪里 ？",
            f"where@哪里 {auxiliary} {{who}} go@去 {{time}} ?@？",
            *("question", "where"),
            who=who.subject,
            time=when,
        )
    frame = rng.choice([frame for frame in frames_with("habit") if len(frame.places) > 1])
    done = action(rng, frame, bare=True, rich=0)
    return tree(
        f"{{who}} {{time}} {before} 在 哪里 {{verb}} {behind} {{object}} ？",
        f"where@哪里~在 {auxiliary} {{who}} {{verb}} {{object}} {{time}} ?@？",
        *("question", "where", *done.marks),
        who=who.subject,
        time=when,
        verb=done.verb.form("base"),
        object=done.object,
    )


def when(rng: Random) -> Tree:
    """When will you go to London?"""
    who = person(rng)
    if rng.random() < 0.5:
        done = going(rng, 0.5)
    else:
        done = action(rng, rng.choice([f for f in frames_with("event") if "habit" in f.traits]))
    return tree(
        "{who} 什么时候 会 {ways} {verb} {object} ？",
        "when@什么时候 will@会 {who} {verb} {object} {ways} ?@？",
        *("question", "when", *done.marks),
        who=who.subject,
        ways=done.ways,
        verb=done.verb.form("base"),
        object=done.object,
    )


def how(rng: Random) -> Tree:
    """How will you go to the airport?"""
    who, place = person(rng), rng.choice(places("near") + places("city"))
    tense = rng.choice(("future", "present"))
    before, _, auxiliary = ASKED[tense]
    return tree(
        f"{{who}} {{time}} {before} 怎么 去 {{place}} ？",
        f"how@怎么 {auxiliary} {{who}} go@去 {{place}} {{time}} ?@？",
        *("question", "how", meeting(GO, place)),
        who=who.subject,
        time=maybe_time(rng, tense),
        place=to_place(place),
        do=do(who),
    )


def why(rng: Random) -> Tree:
    """Why did they not cook? Why do you like cats?"""
    who = person(rng)
    frame = rng.choice(frames_with("habit") + frames_with("state"))
    done = action(rng, frame, bare=True, rich=0.3)
    parts = {"who": who.subject, "verb": done.verb.form("base"), "object": done.object}
    if "state" in frame.traits:
        parts["do"] = do(who)
        chinese, target = (
            "{who} 为什么 {verb} {object} ？",
            "why@为什么 {do} {who} {verb} {object} ?@？",
        )
        return tree(chinese, target, "question", "why", *done.marks, **parts)
    return tree(
        "{who} {time} 为什么 没 {ways} {verb} {object} ？",
        "why@为什么 did~没 {who} not@没 {verb} {object} {ways} {time} ?@？",
        *("question", "why", "negation", *done.marks),
        time=maybe_time(rng, "past", 0.5),
        ways=done.ways,
        **parts,
    )
