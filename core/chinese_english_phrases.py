"""Noun phrases of the Chinese–English grammar: people, things, places and times."""

from dataclasses import dataclass, replace
from random import Random

from core.chinese_english_lexicon import (
    Adjective,
    Noun,
    Place,
    Time,
    adjectives,
    people,
    times,
)
from core.synchronous import NOTHING, Tree, english, tree, word

NUMBERS = (
    ("两", "two"),
    ("三", "three"),
    ("四", "four"),
    ("五", "five"),
    ("六", "six"),
    ("八", "eight"),
    ("十", "ten"),
)
PRONOUNS = {  # subject, object, possessive, how a verb agrees
    "我": ("I", "me", "my", "first"),
    "你": ("you", "you", "your", "plural"),
    "他": ("he", "him", "his", "third"),
    "她": ("she", "her", "her", "third"),
    "我们": ("we", "us", "our", "plural"),
    "他们": ("they", "them", "their", "plural"),
}
BE = {"first": ("am", "was"), "plural": ("are", "were"), "third": ("is", "was")}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in its cases.

    Attributes:
        subject: as the subject, "she".
        object: behind a verb or a preposition, "her".
        possessive: before a noun, with its 的, "her" or "Mary 's".
        number: how a verb agrees: first, third or plural.
        again: the pronoun that takes it up.
        pronoun: whether it is a pronoun.
        young: whether it is a child.
    """

    subject: Tree
    object: Tree
    possessive: Tree
    number: str
    again: str
    pronoun: bool = False
    young: bool = False

    @property
    def singular(self) -> bool:
        return self.number == "third"


def pronoun(chinese: str) -> Phrase:
    """A personal pronoun."""
    subject, object_, possessive, number = PRONOUNS[chinese]
    mine = tree("{who} 的", "{who~的}", "possessive", who=function(chinese, possessive))
    return Phrase(
        function(chinese, subject), function(chinese, object_), mine, number, chinese, True
    )


def function(chinese: str, text: str) -> Tree:
    """A word of the grammar, not of the lexicon: linked, but no content word."""
    return tree(chinese, f"{text}@{chinese}")


def named(whole: Tree, number: str, again: str) -> Phrase:
    """A phrase that looks the same as subject and object."""
    possessive = tree("{who} 的", "{who} 's@的", "possessive", who=whole)
    return Phrase(whole, whole, possessive, number, again)


def again(rng: Random, gender: str) -> str:
    """The pronoun for one person; either, where the noun does not tell."""
    return {"he": "他", "she": "她", "": rng.choice("他她")}[gender]


def simple_person(rng: Random) -> Phrase:
    """A pronoun, a name, or a name with a title."""
    draw = rng.random()
    if draw < 0.5:
        return pronoun(rng.choice(tuple(PRONOUNS)))
    if draw < 0.82:
        noun = rng.choice(people("name"))
        return named(noun.one, "third", again(rng, noun.gender))
    surname, title = rng.choice(people("surname")), rng.choice(people("title"))
    whole = tree("{name} {title}", "{title} {name}", name=surname.one, title=title.one)
    return named(whole, "third", again(rng, title.gender))


def relative_of(rng: Random, owner: Phrase) -> Phrase:
    """Somebody's mother, friend … : 我妈妈 without 的, 小明的朋友 with it."""
    noun = rng.choice(people(rng.choice(("kin", "social"))))
    if owner.pronoun and "kin" in noun.kinds:
        english_owner = PRONOUNS[owner.again][2]
        first = function(owner.again, english_owner)
        whole = tree("{owner} {noun}", "{owner} {noun}", "possessive", owner=first, noun=noun.one)
    else:
        whole = tree("{owner} {noun}", "{owner} {noun}", owner=owner.possessive, noun=noun.one)
    return named(whole, "third", again(rng, noun.gender))


def some_person(rng: Random) -> Phrase:
    """This doctor, that boy, these three students."""
    noun = rng.choice(people("person"))
    young = "young" in noun.kinds
    if rng.random() < 0.6:
        found = named(determined(rng, noun, rng.choice("这那"), 0.15), "third", again(rng, noun.gender))
    else:
        found = named(these(rng, noun), "plural", "他们")
    return replace(found, young=young)


def these(rng: Random, noun: Noun) -> Tree:
    """These three students, those two drivers."""
    first, text = rng.choice((("这", "these"), ("那", "those")))
    number = rng.choice(NUMBERS[:4])
    return tree(
        f"{{this}} {{number}} {noun.measure} {{noun}}",
        f"{{this}} {{number~{noun.measure}}} {{noun}}",
        "measure",
        this=function(first, text),
        number=word(*number),
        noun=noun.many,
    )


def person(rng: Random) -> Phrase:
    """Anybody."""
    draw = rng.random()
    if draw < 0.68:
        return simple_person(rng)
    return relative_of(rng, simple_person(rng)) if draw < 0.86 else some_person(rng)


def adjective_before(quality: Adjective) -> Tree:
    """An adjective before its noun: 新, 红色的."""
    bare = word(quality.chinese, quality.english)
    return tree("{quality} 的", "{quality~的}", quality=bare) if quality.de else bare


def article(text: str) -> str:
    """A or an, before this English text."""
    return "an" if text[0] in "aeiou" else "a"


def counted(noun: Noun) -> bool:
    """Whether there are two of it."""
    return bool(noun.plural)


def determined(rng: Random, noun: Noun, how: str, qualities: float = 0.3) -> Tree:
    """A countable noun behind 这, 那, 一, a number, 很多 or 一些."""
    singular = how in "这那一"
    quality = maybe_adjective(rng, noun, qualities, lasting=how not in "这那")
    text = quality.english if quality else noun.english
    words = dict(NUMBERS) | {"这": "this", "那": "that", "一": article(text), "很多": "many", "一些": "some"}
    measured = how not in ("很多", "一些")
    determiner = word(how, words[how]) if how in dict(NUMBERS) else function(how, words[how])
    parts = {
        "determiner": determiner,
        "measure": tree(noun.measure, "") if measured else NOTHING,
        "quality": adjective_before(quality) if quality else NOTHING,
        "noun": noun.one if singular else noun.many,
    }
    marks = ["measure"] if measured else []
    if quality:
        marks += ["adjective", f"{quality.chinese}+{noun.chinese}"]
    return tree(
        "{determiner} {measure} {quality} {noun}",
        "{determiner~measure} {quality} {noun~measure}",
        *marks,
        **parts,
    )


def maybe_adjective(
    rng: Random, noun: Noun, share: float, lasting: bool = True, short: bool = False
) -> Adjective | None:
    """One of the qualities the noun may have, in a share of the cases.

    ``lasting``: not one like "dirty", which nobody chooses; ``short``: not one that needs 的.
    """
    if rng.random() >= share:
        return None
    found = [q for q in adjectives(noun.kinds) if "mood" not in q.kinds and q.chinese != "高"]
    if lasting:
        found = [q for q in found if "passing" not in q.kinds]
    if short:
        found = [q for q in found if not q.de]
    return rng.choice(found) if found else None


def uncounted(rng: Random, noun: Noun) -> Tree:
    """Tea, a cup of tea, two cups of tea, some tea."""
    draw = rng.random()
    if not noun.unit or draw < 0.35:
        return noun.one
    if draw < 0.5:
        return tree("一些 {noun}", "some@一些 {noun}", noun=noun.one)
    one, many = noun.unit
    number, text = ("一", article(one)) if draw < 0.75 else rng.choice(NUMBERS[:3])
    return tree(
        "{number} {measure} {noun}",
        "{number} {measure} of~measure {noun}",
        "measure",
        number=function(number, text) if number == "一" else word(number, text),
        measure=word(noun.measure, one if number == "一" else many),
        noun=noun.one,
    )


def owned(rng: Random, noun: Noun, owner: Phrase, qualities: float = 0.25) -> Tree:
    """Somebody's thing: 玛丽的新毛衣."""
    quality = maybe_adjective(rng, noun, qualities, lasting=False, short=True)
    marks = (f"{quality.chinese}+{noun.chinese}", "adjective") if quality else ()
    return tree(
        "{owner} {quality} {noun}",
        "{owner} {quality} {noun}",
        *marks,
        owner=owner.possessive,
        quality=adjective_before(quality) if quality else NOTHING,
        noun=noun.one,
    )


def at_place(place: Place) -> Tree:
    """Being somewhere: 在公园."""
    start = f"在 {{place}}", f"{place.preposition}@在 {{place}}", "place"
    return tree(*start, place=place.name)


def to_place(place: Place) -> Tree:
    """Going somewhere, behind the verb: "to the park", but "home"."""
    if place.chinese == "家":
        return place.name
    return tree("{place}", "to~place {place}", place=place.name)


REACH = {"close": ("close",), "week": ("close", "week"), "far": ("close", "week", "far")}


def time(rng: Random, tense: str, reach: str = "close", hours: bool = True) -> Tree:
    """When: a word, a day with a part of the day, or that with the hour.

    ``reach``: how far from today: "close" (days), "week" or "far" (months and years);
    ``hours``: the hour may be named.
    """
    if rng.random() < 0.7 or tense not in ("past", "future"):
        chosen: Time = rng.choice(times(tense, REACH[reach] if tense in ("past", "future") else ()))
        return tree("{time}", "{time}", "time", time=word(chosen.chinese, chosen.english))
    day: Time = rng.choice(times(tense, ("day",)))
    part = rng.choice((("早上", "morning"), ("下午", "afternoon"), ("晚上", "evening")))
    parts = {"day": word(day.chinese, day.english), "part": word(*part)}
    if not hours or rng.random() < 0.5:
        return tree("{day} {part}", "{day} {part}", "time", **parts)
    hours = {"早上": HOURS[3:], "下午": HOURS[:3], "晚上": HOURS[3:5]}[part[0]]
    return tree(
        "{day} {part} {hour} 点",
        "at~点 {hour} o'clock@点 {day} {part}",
        "time",
        hour=word(*rng.choice(hours)),
        **parts,
    )


HOURS = (("两", "two"), ("三", "three"), ("四", "four"), ("八", "eight"), ("九", "nine"), ("十", "ten"))


def be(phrase: Phrase, past: bool = False) -> Tree:
    """The form of "be" that agrees with the phrase."""
    return english(BE[phrase.number][past])
