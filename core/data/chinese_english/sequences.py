"""Several things after each other, or at the same time."""

from random import Random

from core.data.chinese_english.actions import Action, action
from core.data.chinese_english.circumstances import time
from core.data.chinese_english.deeds import deed
from core.data.chinese_english.lexicon import frames_with
from core.data.chinese_english.people import Phrase, another_person
from core.data.chinese_english.relatives import subject
from core.data.grammar import Tree, tree

COMMA = tree("，", ",@，")
ERRANDS = tuple(  # the uses of verbs that one goes somewhere for, verb by verb
    tuple(frame for frame in frames_with("goal") if frame.verb.chinese == chinese)
    for chinese in dict.fromkeys(frame.verb.chinese for frame in frames_with("goal"))
)


def first_then(rng: Random) -> Tree:
    """先 …，然后 …: two errands of one person."""
    who, when = subject(rng, 0.2, timed=0), time(rng, "past")
    one, two = (rng.choice(frames_with("goal")) for _ in range(2))
    while one.verb == two.verb:
        two = rng.choice(frames_with("goal"))
    first, second = (_step(action(rng, frame, rich=0.9)) for frame in (one, two))
    return tree(
        "{who} {time} 先 {first} ， 然后 {second}",
        "{time} {who} first@先 {first} ,@， then@然后 {second}",
        "sequence",
        who=who.subject,
        time=when,
        first=first,
        second=second,
    )


def three_steps(rng: Random) -> Tree:
    """先 …，然后 …，最后 …: three errands of one person."""
    found = rng.sample(ERRANDS, 3)
    first, second, third = (_step(action(rng, rng.choice(one), rich=0.8)) for one in found)
    return tree(
        "{who} {time} 先 {first} {comma} 然后 {second} {pause} 最后 {third}",
        "{time} {who} first@先 {first} {comma} then@然后 {second} {pause}"
        " and~最后 finally@最后 {third}",
        "sequence",
        who=subject(rng, 0.3, timed=0).subject,
        time=time(rng, "past"),
        first=first,
        second=second,
        third=third,
        comma=COMMA,
        pause=COMMA,
    )


def _step(done: Action) -> Tree:
    """One thing done, without its subject."""
    return tree(
        "{ways} {verb} 了 {object}",
        "{verb~了} {object} {ways}",
        *done.marks,
        ways=done.ways,
        verb=done.verb.form("past"),
        object=done.object,
    )


def together(rng: Random) -> Tree:
    """Two people do two things at the same time."""
    one, two = subject(rng, 0.2, timed=0), another_person(rng)
    when = time(rng, "past")
    first, second = (_meanwhile(rng, who) for who in (one, two))
    rule = "{time} {first} ， {second}", "{time} {first} ,@， and~， {second}"
    return tree(*rule, "and", time=when, first=first, second=second)


def three_people(rng: Random) -> Tree:
    """Three people do three things at the same time."""
    people = [subject(rng, 0.3, timed=0), another_person(rng), another_person(rng)]
    first, second, third = (_meanwhile(rng, who) for who in people)
    return tree(
        "{time} {first} ， {second} {comma} {third}",
        "{time} {first} ,@， {second} {comma} and~comma {third}",
        "and",
        time=time(rng, "past"),
        first=first,
        second=second,
        third=third,
        comma=COMMA,
    )


def _meanwhile(rng: Random, who: Phrase) -> Tree:
    return deed(rng, who, "past", rich=0.9, first=False, timed=0)
