"""Existence and identity, with 有, 在 and 是."""

from random import Random

from core.data.chinese_english.circumstances import at_place, time
from core.data.chinese_english.lexicon import adjectives, people, places, things_of
from core.data.chinese_english.people import Phrase, be, be_word, person, simple_person
from core.data.chinese_english.things import (
    NUMBERS,
    article,
    attributive,
    described_as,
    determined,
    owned,
)
from core.data.chinese_english.words import Noun
from core.data.grammar import NOTHING, Tree, function, tree

ON = {  # furniture, and the kinds of things that lie on it
    "桌子": ("small", "reading", "crockery", "paper", "fragile"),
    "椅子": ("clothes", "reading"),
    "床": ("clothes", "reading", "small"),
    "沙发": ("clothes", "pet", "reading"),
}
INSIDE = (  # places that one is inside: 里
    *("公园", "花园", "动物园", "教室", "办公室", "厨房", "图书馆"),
    *("餐厅", "咖啡馆", "超市", "电影院", "博物馆", "书店", "体育馆"),
)
MANY = ("一", "一", *(chinese for chinese, _ in NUMBERS[:4]), "很多", "一些")


def support(rng: Random) -> tuple[Noun, tuple[str, ...]]:
    """A piece of furniture, and the kinds of things that lie on it."""
    name = rng.choice(tuple(ON))
    return next(noun for noun in things_of(("furniture",)) if noun.chinese == name), ON[name]


def exists(rng: Random) -> Tree:
    """There are three children in the park: 公园里有三个孩子."""
    how = rng.choice(MANY)
    if rng.random() < 0.5:
        place = rng.choice([place for place in places() if place.chinese in INSIDE])
        what = rng.choice(people("person"))
        where = tree("{place} 里", f"{place.preposition}~里 {{place}}", place=place.name)
    else:
        furniture, kinds = support(rng)
        what = rng.choice(things_of(kinds))
        where = tree("{place} 上", "on@上 the~place {place}", place=furniture.one)
    return tree(
        "{where} 有 {what}",
        f"there {'is' if how == '一' else 'are'}@有 {{what}} {{where}}",
        "existence",
        "place",
        where=where,
        what=determined(rng, what, how, 0.35),
    )


def located(rng: Random) -> Tree:
    """My book is on the table; Mary is in the library."""
    if rng.random() < 0.5:
        who, place = person(rng), rng.choice(places())
        return tree(
            "{who} {time} {place}",
            "{who} {be~place} {place} {time}",
            who=who.subject,
            be=be(who),
            place=at_place(place),
            time=time(rng, "state") if rng.random() < 0.4 else NOTHING,
        )
    furniture, kinds = support(rng)
    what = rng.choice(things_of(kinds))
    return tree(
        "{what} 在 {place} 上",
        "{what} is~在 on@上~在 the~place {place}",
        "place",
        what=owned(rng, what, simple_person(rng).possessive),
        place=furniture.one,
    )


def identity(rng: Random) -> Tree:
    """He is a doctor; she is my teacher; they are students."""
    who = simple_person(rng) if rng.random() < 0.6 else person(rng)
    draw = rng.random()
    noun = rng.choice(people("worker") + people("pupil"))
    return _is_a(rng, who, noun) if draw < 0.5 else _is_of(rng, who)


def _is_a(rng: Random, who: Phrase, noun: Noun) -> Tree:
    plural = who.number == "plural"
    quality = rng.choice(adjectives(("person",))) if rng.random() < 0.4 and not plural else None
    a = article(quality.english if quality else noun.english)
    return tree(
        "{who} {be} {measure} {quality} {noun}",
        "{who} {be} {measure} {quality} {noun}",
        "identity",
        *described_as(quality, noun),
        who=who.subject,
        be=function("是", be_word(who)),
        measure=NOTHING if plural else tree(f"一 {noun.measure}", f"{a}@一~{noun.measure}"),
        quality=attributive(quality),
        noun=noun.many if plural else noun.one,
    )


def _is_of(rng: Random, who: Phrase) -> Tree:
    owner = simple_person(rng)
    while owner.again == who.again or who.number == "plural":
        owner, who = simple_person(rng), simple_person(rng)
    fitting = ("", {"他": "he", "她": "she"}.get(who.again))
    found = [n for n in people("social") + people("kin")[2:6] if n.gender in fitting]
    return tree(
        "{who} {be} {owner} {noun}",
        "{who} {be} {owner} {noun}",
        "identity",
        who=who.subject,
        be=function("是", be_word(who)),
        owner=owner.possessive,
        noun=rng.choice(found).one,
    )
