"""Qualities of people and things, and comparisons between them."""

from random import Random

from core.data.chinese_english.circumstances import time
from core.data.chinese_english.lexicon import adjectives, things_of
from core.data.chinese_english.people import Phrase, be, named, person, simple_person
from core.data.chinese_english.relatives import relative_object, subject
from core.data.chinese_english.things import determined, owned, these
from core.data.chinese_english.words import Adjective, Noun
from core.data.grammar import NOTHING, Tree, tree, word

DEGREES = (  # Chinese with the adjective, English with it; the last two only of a fault
    ("很 {quality}", "very@很 {quality}"),
    ("非常 {quality}", "really@非常 {quality}"),
    ("太 {quality} 了", "too@太~了 {quality}"),
    ("有点 {quality}", "a~有点 little@有点 {quality}"),
)
COMPARED = ("vehicle", "clothes", "gadget", "furniture", "building", "reading", "film")
THINGS = (*COMPARED, "box", "pet", "song", "crockery", "fragile")
TOLD = ("reading", "film", "clothes", "gadget", "box", "sweet")  # of by relative clauses
COMPARISONS = (  # up to which draw, Chinese, English, the form of the adjective
    (0.45, "{one} 比 {other} {quality}", "{quality} than@比 {other}"),
    (0.65, "{one} 比 {other} {quality} 得多", "much@得多 {quality} than@比 {other}"),
    (0.8, "{one} 比 {other} {quality} 一点", "a~一点 little@一点 {quality} than@比 {other}"),
    (0.9, "{one} 跟 {other} 一样 {quality}", "as@一样 {quality} as@跟 {other}"),
    (1, "{one} 没有 {other} {quality}", "not@没有 as~没有 {quality} as~没有 {other}"),
)


def degree(rng: Random, quality: Adjective) -> Tree:
    """Very tall; too old and a little old only of what is a fault."""
    chosen = rng.choice(DEGREES if "fault" in quality.kinds else DEGREES[:2])
    return tree(*chosen, quality=quality.plain)


def is_quality(who: Phrase, how: Tree, when: Tree = NOTHING, past: bool = False) -> Tree:
    """Somebody or something is (or was) like that."""
    return tree(
        "{who} {time} {how}",
        "{who} {be~how} {how} {time}",
        "quality",
        who=who.subject,
        time=when,
        how=how,
        be=be(who, past),
    )


def described(rng: Random) -> Tree:
    """A person or a thing with a quality, now or at some time."""
    if rng.random() < 0.5:
        who = subject(rng)
        if rng.random() < 0.5:
            return _moody(rng, who, rng.choice(adjectives(("mood",))))
        return is_quality(who, degree(rng, rng.choice(adjectives(("person",)))))
    what, noun = thing(rng)
    found = [q for q in adjectives(noun.kinds) if not q.chinese.endswith("色")]
    if not found:
        return described(rng)
    chosen = rng.choice(found)
    if rng.random() < 0.12 and not chosen.chinese.startswith("有"):  # 不 does not negate 有
        rule = "{what} 不 {quality}", "{what} {be~quality} not@不 {quality}", "negation"
        return tree(*rule, be=be(what), what=what.subject, quality=chosen.plain)
    return is_quality(what, degree(rng, chosen))


def _moody(rng: Random, who: Phrase, mood: Adjective) -> Tree:
    """Somebody was tired yesterday, is happy today.

    今天 alone leaves open whether that is over; English then says one or the other.
    """
    past = rng.random() < 0.4
    when = NOTHING
    if past or rng.random() < 0.6:
        when = time(rng, "past" if past else "state", hours=False)
    return is_quality(who, degree(rng, mood), when, past)


def thing(rng: Random) -> tuple[Phrase, Noun]:
    """A certain thing and its noun: this book, Mary's car, the film that we watched."""
    draw = rng.random()
    noun = rng.choice(things_of(THINGS))
    if draw < 0.35:
        return one_thing(determined(rng, noun, rng.choice("这那"), 0)), noun
    if draw < 0.6:
        return named(these(rng, noun), "plural", "它们"), noun
    if draw < 0.85:
        if set(noun.kinds) & {"film", "song"}:  # which nobody owns
            return one_thing(determined(rng, noun, "这", 0)), noun
        return one_thing(owned(rng, noun, simple_person(rng).possessive, 0)), noun
    whole, noun = relative_object(rng, TOLD)
    return one_thing(whole), noun


def one_thing(whole: Tree) -> Phrase:
    """A thing as a noun phrase."""
    return named(whole, "third", "它")


def compared(rng: Random) -> Tree:
    """Taller than, much taller than, as tall as, not as tall as."""
    one, other, kinds = _two_people(rng) if rng.random() < 0.6 else _two_things(rng)
    quality = rng.choice([q for q in adjectives(kinds) if q.comparative])
    draw = rng.random()
    chinese, target = next((zh, en) for up_to, zh, en in COMPARISONS if draw < up_to)
    more = "比" in chinese
    return tree(
        chinese,
        f"{{one}} {{be~quality}} {target}",
        "comparison",
        *(["negation"] if "没有" in chinese else []),
        one=one.subject,
        other=other.object,
        be=be(one),
        quality=word(quality.chinese, quality.comparative) if more else quality.plain,
    )


def _two_people(rng: Random) -> tuple[Phrase, Phrase, tuple[str, ...]]:
    one, other = subject(rng), person(rng)
    while other.again == one.again and other.pronoun and one.pronoun:
        other = person(rng)
    return one, other, ("person",)


def _two_things(rng: Random) -> tuple[Phrase, Phrase, tuple[str, ...]]:
    noun = rng.choice(things_of(COMPARED))
    one, other = (one_thing(determined(rng, noun, how, 0)) for how in "这那")
    return one, other, noun.kinds
