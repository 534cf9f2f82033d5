"""The words of the grammar, read from ``data/chinese_english``.

What a verb is said of (its objects and places) is data, too: ``frames.csv``.
"""

import csv
from functools import cache
from pathlib import Path

from core.data.chinese_english.words import Adjective, Frame, Kinds, Noun, Place, Time, Verb

FOLDER = Path(__file__).parents[3] / "data" / "chinese_english"


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _split(text: str) -> Kinds:
    return tuple(text.split())


@cache
def verb(chinese: str, base: str) -> Verb:
    """A verb with all its forms; only its first English word changes."""
    first, *rest = base.split()
    return Verb(chinese, base, *(" ".join([form, *rest]) for form in conjugation()[first]))


@cache
def conjugation() -> dict[str, Kinds]:
    """Each English verb's third person, past, participle and gerund."""
    return {row["base"]: tuple(row.values())[1:] for row in _rows("verbs")}


@cache
def things_of(kinds: Kinds) -> tuple[Noun, ...]:
    """The nouns, people left out, that are of one of the kinds."""
    return tuple(noun for noun in _things() if set(noun.kinds) & set(kinds))


@cache
def _things() -> tuple[Noun, ...]:
    return tuple(
        Noun(
            r["chinese"],
            r["english"],
            r["plural"],
            _split(r["kinds"]),
            r["measure"],
            _split(r["unit"]),
        )
        for r in _rows("things")
    )


@cache
def people(kind: str) -> tuple[Noun, ...]:
    """The people of a kind: name, surname, title, kin, social, person, pupil, worker …"""
    found = (
        Noun(
            r["chinese"],
            r["english"],
            r["plural"],
            _split(r["kinds"]),
            gender=r["gender"],
            measure="位" if "polite" in r["kinds"].split() else "个",
        )
        for r in _rows("people")
    )
    return tuple(noun for noun in found if kind in noun.kinds)


@cache
def places(kind: str = "") -> tuple[Place, ...]:
    """The places of a kind (city, near, room, outside, home), or all."""
    found = (
        Place(r["chinese"], r["preposition"], r["english"], _split(r["kinds"]))
        for r in _rows("places")
    )
    return tuple(place for place in found if not kind or kind in place.kinds)


@cache
def times(tense: str, kinds: Kinds = ()) -> tuple[Time, ...]:
    """The times that go with a tense (past, present, future, state), of these kinds or all."""
    found = (
        Time(r["chinese"], r["english"], _split(r["tenses"]), _split(r["kinds"]))
        for r in _rows("times")
    )
    return tuple(t for t in found if tense in t.tenses and (not kinds or set(kinds) & set(t.kinds)))


@cache
def adjectives(kinds: Kinds) -> tuple[Adjective, ...]:
    """The adjectives that a noun of these kinds may have."""
    found = (
        Adjective(r["chinese"], r["english"], r["comparative"], _split(r["kinds"]), bool(r["de"]))
        for r in _rows("adjectives")
    )
    return tuple(adjective for adjective in found if set(adjective.kinds) & set(kinds))


@cache
def frames() -> dict[str, Frame]:
    """Every use of a verb by its name."""
    where = {place.chinese: place for place in places()}
    return {
        r["name"]: Frame(
            r["name"],
            verb(r["chinese"], r["english"]),
            _split(r["objects"]),
            tuple(where[name] for name in r["places"].split()),
            _split(r["traits"]),
        )
        for r in _rows("frames")
    }


@cache
def frames_with(trait: str) -> tuple[Frame, ...]:
    """The uses of verbs that have the trait."""
    return tuple(frame for frame in frames().values() if trait in frame.traits)


@cache
def reasons(join: str) -> tuple[tuple[str, str, tuple[Frame, ...]], ...]:
    """What makes what likely or unlikely: ``("累", "likely", (rest, sleep, …))``.

    ``join``: because, although or if, which it can be said with.
    """
    return tuple(
        (r["state"], r["effect"], tuple(frames()[name] for name in r["frames"].split()))
        for r in _rows("reasons")
        if join in r["joins"].split()
    )
