"""Who: pronouns, names, somebody's mother, this doctor."""

from dataclasses import dataclass, replace
from random import Random

from core.data.chinese_english.lexicon import people
from core.data.chinese_english.things import determined, these
from core.data.grammar import Tree, english, function, tree

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
        """Whether a verb takes the third person: she reads."""
        return self.number == "third"


def be_word(phrase: Phrase, past: bool = False) -> str:
    """Am, are, is, was or were."""
    return BE[phrase.number][past]


def be(phrase: Phrase, past: bool = False) -> Tree:
    """The form of "be" that agrees with the phrase; nothing in Chinese."""
    return english(be_word(phrase, past))


def do(phrase: Phrase) -> Tree:
    """Do or does; nothing in Chinese."""
    return english("does" if phrase.singular else "do")


def pronoun(chinese: str) -> Phrase:
    """A personal pronoun."""
    subject, object_, possessive, number = PRONOUNS[chinese]
    mine = tree("{who} 的", "{who~的}", "possessive", who=function(chinese, possessive))
    cases = function(chinese, subject), function(chinese, object_), mine
    return Phrase(*cases, number, chinese, pronoun=True)


def named(whole: Tree, number: str, again: str) -> Phrase:
    """A phrase that looks the same as subject and object."""
    possessive = tree("{who} 的", "{who} 's@的", "possessive", who=whole)
    return Phrase(whole, whole, possessive, number, again)


def he_or_she(rng: Random, gender: str) -> str:
    """The pronoun for one person; either, where the noun does not tell."""
    return {"he": "他", "she": "她", "": rng.choice("他她")}[gender]


def simple_person(rng: Random) -> Phrase:
    """A pronoun, a name, or a name with a title."""
    draw = rng.random()
    if draw < 0.5:
        return pronoun(rng.choice(tuple(PRONOUNS)))
    if draw < 0.82:
        noun = rng.choice(people("name"))
        return named(noun.one, "third", he_or_she(rng, noun.gender))
    surname, title = rng.choice(people("surname")), rng.choice(people("title"))
    whole = tree("{name} {title}", "{title} {name}", name=surname.one, title=title.one)
    return named(whole, "third", he_or_she(rng, title.gender))


def relation_of(rng: Random, owner: Phrase) -> Phrase:
    """Somebody's mother, friend …: 我妈妈 without 的, 小明的朋友 with it."""
    noun = rng.choice(people(rng.choice(("kin", "social"))))
    close = owner.pronoun and "kin" in noun.kinds
    mine = function(owner.again, PRONOUNS[owner.again][2]) if close else owner.possessive
    marks = ("possessive",) if close else ()
    whole = tree("{owner} {noun}", "{owner} {noun}", *marks, owner=mine, noun=noun.one)
    return named(whole, "third", he_or_she(rng, noun.gender))


def some_person(rng: Random) -> Phrase:
    """This doctor, that boy, these three students."""
    noun = rng.choice(people("person"))
    if rng.random() < 0.6:
        whole = determined(rng, noun, rng.choice("这那"), 0.15)
        found = named(whole, "third", he_or_she(rng, noun.gender))
    else:
        found = named(these(rng, noun), "plural", "他们")
    return replace(found, young="young" in noun.kinds)


def person(rng: Random) -> Phrase:
    """Anybody."""
    draw = rng.random()
    if draw < 0.68:
        return simple_person(rng)
    return relation_of(rng, simple_person(rng)) if draw < 0.86 else some_person(rng)


def other_person(rng: Random) -> Phrase:
    """Somebody who is neither the speaker nor the listener."""
    found = person(rng)
    while found.again not in ("他", "她", "他们"):
        found = person(rng)
    return found


def another_person(rng: Random) -> Phrase:
    """Somebody who is not taken for the person before: no "he" and no "she"."""
    found = person(rng)
    while found.pronoun and found.again in "他她":
        found = person(rng)
    return found


def taken_up(who: Phrase) -> Phrase:
    """The same person in the next clause."""
    return who if who.pronoun else pronoun(who.again)
