"""The words of the Chinese–English grammar, read from ``data/chinese_english``.

What a verb may be said of (its objects and places) is data, too: ``frames.csv``.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.synchronous import Tree, word

FOLDER = Path(__file__).parent.parent / "data" / "chinese_english"


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Noun:
    """A noun; ``plural`` is empty for what cannot be counted, ``unit`` then says in what."""

    chinese: str
    english: str
    plural: str
    kinds: tuple[str, ...]
    measure: str = "个"
    unit: tuple[str, ...] = ()
    gender: str = ""

    @property
    def one(self) -> Tree:
        return word(self.chinese, self.english)

    @property
    def many(self) -> Tree:
        return word(self.chinese, self.plural or self.english)


@dataclass(frozen=True)
class Place:
    """A place: "in the park", "to the park"."""

    chinese: str
    preposition: str
    english: str
    kinds: tuple[str, ...]

    @property
    def name(self) -> Tree:
        return word(self.chinese, self.english)


@dataclass(frozen=True)
class Time:
    """A time and the tenses it goes with."""

    chinese: str
    english: str
    tenses: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Adjective:
    """A quality and the kinds of nouns that have it. ``de``: it needs 的 before a noun."""

    chinese: str
    english: str
    comparative: str
    kinds: tuple[str, ...]
    de: bool


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
        """The verb in both languages; ``name`` is one of base, third, past, participle, gerund."""
        return word(self.chinese, getattr(self, name))


@dataclass(frozen=True)
class Frame:
    """A verb with what it is said of: the nouns it takes, where and how it happens."""

    name: str
    verb: Verb
    objects: tuple[str, ...]
    places: tuple[Place, ...]
    traits: tuple[str, ...]


@cache
def conjugation() -> dict[str, tuple[str, ...]]:
    """Each English verb's third person, past, participle and gerund."""
    return {row["base"]: tuple(row.values())[1:] for row in _rows("verbs")}


@cache
def verb(chinese: str, base: str) -> Verb:
    """A verb with all its forms; only its first English word changes."""
    first, *rest = base.split()
    return Verb(chinese, base, *(" ".join([form, *rest]) for form in conjugation()[first]))


@cache
def things() -> tuple[Noun, ...]:
    """Everything that is no person."""
    return tuple(
        Noun(
            row["chinese"],
            row["english"],
            row["plural"],
            tuple(row["kinds"].split()),
            row["measure"],
            tuple(row["unit"].split()),
        )
        for row in _rows("things")
    )


@cache
def things_of(kinds: tuple[str, ...]) -> tuple[Noun, ...]:
    """The things that are of one of the kinds."""
    return tuple(noun for noun in things() if set(noun.kinds) & set(kinds))


@cache
def people(kind: str) -> tuple[Noun, ...]:
    """The people of a kind: name, surname, title, kin, social, person, pupil, worker, young …"""
    rows = (row | {"kinds": row["kinds"].split()} for row in _rows("people"))
    return tuple(
        Noun(
            row["chinese"],
            row["english"],
            row["plural"],
            tuple(row["kinds"]),
            measure="位" if "polite" in row["kinds"] else "个",
            gender=row["gender"],
        )
        for row in rows
        if kind in row["kinds"]
    )


@cache
def places(kind: str = "") -> tuple[Place, ...]:
    """The places of a kind (city, near, room, outside, home), or all."""
    found = (
        Place(row["chinese"], row["preposition"], row["english"], tuple(row["kinds"].split()))
        for row in _rows("places")
    )
    return tuple(place for place in found if not kind or kind in place.kinds)


@cache
def times(tense: str, kinds: tuple[str, ...] = ()) -> tuple[Time, ...]:
    """The times that go with a tense (past, present, future, state), of these kinds or all."""
    found = (
        Time(row["chinese"], row["english"], tuple(row["tenses"].split()), tuple(row["kinds"].split()))
        for row in _rows("times")
    )
    return tuple(t for t in found if tense in t.tenses and (not kinds or set(kinds) & set(t.kinds)))


@cache
def adjectives(kinds: tuple[str, ...]) -> tuple[Adjective, ...]:
    """The adjectives that a noun of these kinds may have."""
    found = (
        Adjective(
            row["chinese"],
            row["english"],
            row["comparative"],
            tuple(row["kinds"].split()),
            row["de"] == "de",
        )
        for row in _rows("adjectives")
    )
    return tuple(adjective for adjective in found if set(adjective.kinds) & set(kinds))


@cache
def frames() -> dict[str, Frame]:
    """Every use of a verb by its name."""
    where = {place.chinese: place for place in places()}
    return {
        row["name"]: Frame(
            row["name"],
            verb(row["chinese"], row["english"]),
            tuple(row["objects"].split()),
            tuple(where[name] for name in row["places"].split()),
            tuple(row["traits"].split()),
        )
        for row in _rows("frames")
    }


@cache
def frames_with(*traits: str) -> tuple[Frame, ...]:
    """The uses of verbs that have all the traits."""
    return tuple(frame for frame in frames().values() if set(traits) <= set(frame.traits))


@cache
def reasons(join: str) -> tuple[tuple[str, str, tuple[Frame, ...]], ...]:
    """What makes what likely or unlikely: ``("累", "likely", (rest, sleep, …))``.

    ``join``: because, although or if, which it can be said with.
    """
    return tuple(
        (row["state"], row["effect"], tuple(frames()[name] for name in row["frames"].split()))
        for row in _rows("reasons")
        if join in row["joins"].split()
    )
