"""The kinds of words that the lexicon holds, each with its forms in both languages."""

from dataclasses import dataclass

from core.data.grammar import Tree, word

Kinds = tuple[str, ...]


@dataclass(frozen=True)
class Noun:
    """A noun; ``plural`` is empty for what cannot be counted, ``unit`` then says in what."""

    chinese: str
    english: str
    plural: str
    kinds: Kinds
    measure: str = "个"
    unit: Kinds = ()
    gender: str = ""

    @property
    def one(self) -> Tree:
        """The noun in the singular, or what cannot be counted."""
        return word(self.chinese, self.english)

    @property
    def many(self) -> Tree:
        """The noun in the plural."""
        return word(self.chinese, self.plural or self.english)


@dataclass(frozen=True)
class Place:
    """A place: "in the park", "to the park"."""

    chinese: str
    preposition: str
    english: str
    kinds: Kinds

    @property
    def name(self) -> Tree:
        """The place without a preposition."""
        return word(self.chinese, self.english)


@dataclass(frozen=True)
class Time:
    """A time, the tenses it goes with, and how far away it is."""

    chinese: str
    english: str
    tenses: Kinds
    kinds: Kinds

    @property
    def name(self) -> Tree:
        """The time in both languages."""
        return word(self.chinese, self.english)


@dataclass(frozen=True)
class Adjective:
    """A quality and the kinds of nouns that have it. ``de``: it needs 的 before a noun."""

    chinese: str
    english: str
    comparative: str
    kinds: Kinds
    de: bool

    @property
    def plain(self) -> Tree:
        """The quality in both languages."""
        return word(self.chinese, self.english)


@dataclass(frozen=True)
class Verb:
    """A Chinese verb and the forms of its translation, e.g. "look for": looks for, looked for."""

    chinese: str
    base: str
    third: str
    past: str
    participle: str
    gerund: str

    def form(self, name: str) -> Tree:
        """The verb in both languages; ``name`` is base, third, past, participle or gerund."""
        return word(self.chinese, getattr(self, name))


@dataclass(frozen=True)
class Frame:
    """A verb with what it is said of: the nouns it takes, where and how it happens.

    Attributes:
        name: names it in other tables.
        verb: the verb.
        objects: the kinds of things, ``("@",)`` for people, ``("=near",)`` for places.
        places: where it happens.
        traits: what the README of the data says: event, state, habit, now, any, few, adult …
    """

    name: str
    verb: Verb
    objects: Kinds
    places: tuple[Place, ...]
    traits: Kinds
