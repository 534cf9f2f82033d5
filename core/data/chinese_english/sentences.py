"""Whole sentences: one clause, or several that are sensibly joined."""

from random import Random

from core.data.chinese_english.clauses import present, that
from core.data.chinese_english.deeds import deed
from core.data.chinese_english.events import disposed, for_somebody, lasting, undergone
from core.data.chinese_english.existence import exists, identity, located
from core.data.chinese_english.lexicon import frames, things_of, verb
from core.data.chinese_english.people import person
from core.data.chinese_english.qualities import compared, described
from core.data.chinese_english.questions import question
from core.data.chinese_english.reasons import reasoned
from core.data.chinese_english.relatives import subject
from core.data.chinese_english.sequences import first_then, three_people, three_steps, together
from core.data.grammar import Tree, tree

LIKED = (  # kinds of things that people compare their tastes in
    *(("fruit",), ("drink",), ("pet", "zoo"), ("ball", "football")),
    *(("language", "science"), ("reading", "film"), ("clothes",)),
)


def sentence(rng: Random) -> Tree:
    """Any sentence, with its full stop or question mark."""
    draw = rng.random()
    if draw < 0.14:
        return question(rng)
    return full_stop(simple(rng) if draw < 0.62 else rng.choice(COMPLEX)(rng))


def long_sentence(rng: Random) -> Tree:
    """A sentence of several clauses, which somebody may be telling."""
    inner = rng.choice(LONG)(rng)
    return full_stop(told(rng, inner) if rng.random() < 0.4 else inner)


def full_stop(clause: Tree) -> Tree:
    """The clause as a sentence."""
    return tree("{clause} 。", "{clause} .@。", clause=clause)


def simple(rng: Random) -> Tree:
    """One clause."""
    draw = rng.random()
    for share, make in SIMPLE:
        draw -= share
        if draw < 0:
            return make(rng)
    return deed(rng)


def reported(rng: Random) -> Tree:
    """说, 觉得, 知道, 希望, 听说 and a clause that fits."""
    who = person(rng)
    chinese, base = rng.choice(SAYING)
    if chinese == "觉得":
        inner = rng.choice((described, compared))(rng)
    elif chinese == "希望":
        inner = deed(rng, tense=rng.choice(("future", "future_not")), first=False)
    else:
        inner = rng.choice((deed, deed, described, located, disposed, undergone))(rng)
    return that(who, verb(chinese, base), "past" if chinese == "听说" else "present", inner)


def told(rng: Random, inner: Tree) -> Tree:
    """Somebody says all that."""
    return that(subject(rng, 0.3, timed=0), verb("说", "say"), "present", inner)


def contrasted(rng: Random) -> Tree:
    """One likes tea, but another likes coffee."""
    one, two = subject(rng, 0.15), person(rng)
    while two.again in ("他", "她", one.again) and two.pronoun:
        two = person(rng)
    like = frames()["like"].verb
    first, second = rng.sample(things_of(rng.choice(LIKED)), 2)
    return tree(
        "{one} {a} {x} ， 但是 {two} {b} {y}",
        "{one} {a} {x} ,@， but@但是 {two} {b} {y}",
        "but",
        *(f"喜欢+{noun.chinese}" for noun in (first, second)),
        one=one.subject,
        two=two.subject,
        a=present(like, one),
        b=present(like, two),
        x=first.many,
        y=second.many,
    )


def because(rng: Random) -> Tree:
    """因为 …，所以 …"""
    return reasoned(rng, "because")


def although(rng: Random) -> Tree:
    """虽然 …，但是 …"""
    return reasoned(rng, "although")


def if_so(rng: Random) -> Tree:
    """如果 …，…"""
    return reasoned(rng, "if")


SIMPLE = (
    (0.40, deed),
    (0.09, described),
    (0.09, compared),
    (0.06, identity),
    (0.07, exists),
    (0.05, located),
    (0.09, disposed),
    (0.06, undergone),
    (0.05, for_somebody),
    (0.04, lasting),
)
COMPLEX = (because, although, if_so, reported, reported, first_then, contrasted, together)
LONG = (because, although, first_then, together, three_steps, three_people)
SAYING = (("说", "say"), ("觉得", "think"), ("知道", "know"), ("希望", "hope"), ("听说", "hear"))
