"""A verb with fitting objects, places and company; going somewhere, and what for."""

from dataclasses import dataclass
from random import Random

from core.data.chinese_english.circumstances import at_place, companion, to_place, transport, ways
from core.data.chinese_english.lexicon import places, things_of, verb
from core.data.chinese_english.people import other_person, simple_person
from core.data.chinese_english.things import NUMBERS, determined, owned, uncounted
from core.data.chinese_english.words import Frame, Noun, Place, Verb
from core.data.grammar import NOTHING, Tree, tree

GO = verb("去", "go")
SIGHTS = ("博物馆", "大学", "动物园", "医院", "图书馆")  # that people visit


@dataclass(frozen=True, slots=True)
class Action:
    """A verb with what it is done to, and how and where.

    Attributes:
        verb: the verb.
        object: what stands behind the verb in both languages.
        ways: with whom, by what and where: before the verb in Chinese, behind it in English.
        marks: the combinations of words it makes, e.g. ``("买+苹果",)``.
        heavy: whether the object ends in a clause, which no time should follow.
    """

    verb: Verb
    object: Tree = NOTHING
    ways: Tree = NOTHING
    marks: tuple[str, ...] = ()
    heavy: bool = False


def meeting(verb: Verb, noun: Noun | Place) -> str:
    """The combination of a verb and its object, e.g. ``"买+苹果"``."""
    return f"{verb.chinese}+{noun.chinese}"


def action(
    rng: Random, frame: Frame, *, bare: bool = False, this: bool = False, rich: float = 0.5
) -> Action:
    """A verb with its object, and in a share ``rich`` of the cases a place, a companion.

    ``bare``: the object without determiner; ``this``: a certain book or film.
    """
    thing, marks = object_of(rng, frame, bare=bare, this=this) if frame.objects else (NOTHING, ())
    if "state" in frame.traits:
        return Action(frame.verb, thing, NOTHING, marks)
    where = at_place(rng.choice(frame.places)) if frame.places and rng.random() < rich else NOTHING
    whom = companion(rng) if rng.random() < rich * 0.3 and sociable(frame) else NOTHING
    return Action(frame.verb, thing, ways(whom, where), marks)


def sociable(frame: Frame) -> bool:
    """Whether people do it together with somebody."""
    return frame.objects != ("@",) and "alone" not in frame.traits


def object_of(
    rng: Random, frame: Frame, *, bare: bool = False, this: bool = False
) -> tuple[Tree, tuple[str, ...]]:
    """What the verb is done to, and the combination of words that makes; see ``action``."""
    if frame.objects == ("@",):
        return other_person(rng).object, ()
    if frame.objects == ("=near",):
        sight = rng.choice([place for place in places("near") if place.chinese in SIGHTS])
        return sight.name, (meeting(frame.verb, sight),)
    thing = rng.choice(things_of(frame.objects))
    if this and set(thing.kinds) & {"reading", "film"}:
        whole = determined(rng, thing, rng.choice("这那"), 0)
    else:
        whole = _thing(rng, frame, thing, bare or this)
    return whole, (meeting(frame.verb, thing),)


def _thing(rng: Random, frame: Frame, thing: Noun, bare: bool) -> Tree:
    """The thing, with the determiners that this use of the verb likes."""
    state, few, any_ = (trait in frame.traits for trait in ("state", "few", "any"))
    if not thing.plural:
        return thing.one if bare or state else uncounted(rng, thing)
    if bare or (state and not few):
        return thing.many
    draw = rng.random()
    if any_ and draw < 0.35:
        return owned(rng, thing, simple_person(rng).possessive)
    if any_ and draw < 0.6:
        return determined(rng, thing, rng.choice("这那"))
    number = rng.choice(NUMBERS[:3] if few else NUMBERS)[0]
    how = (
        "一"
        if "once" in frame.traits
        else rng.choice(("一", "一", number, "一些" if few else "一"))
    )
    return determined(rng, thing, how, 0 if "made" in frame.traits else 0.3)


def going(rng: Random, rich: float = 0.5, *, driving: bool = True) -> Action:
    """Going somewhere, by what, with whom."""
    kind = rng.choice(("near", "near", "city"))
    place = rng.choice(places(kind))
    by = transport(rng, kind, driving) if rng.random() < rich else NOTHING
    whom = companion(rng) if rng.random() < rich * 0.5 else NOTHING
    return Action(GO, to_place(place), ways(whom, by), (meeting(GO, place),))


def errand(rng: Random, frame: Frame) -> Action:
    """Going somewhere to do something there; for the past see ``went_and``."""
    place, done = _there(rng, frame)
    purpose = tree(
        "{place} {verb} {object}",
        "{place} to {verb} {object}",
        "purpose",
        meeting(GO, place),
        *done.marks,
        place=to_place(place),
        verb=done.verb.form("base"),
        object=done.object,
    )
    whom = companion(rng) if rng.random() < 0.2 and sociable(frame) else NOTHING
    return Action(GO, purpose, whom)


def went_and(rng: Random, subject: Tree, frame: Frame, when: Tree) -> Tree:
    """She went to the market and bought fruit: 她去市场买了水果."""
    place, done = _there(rng, frame)
    return tree(
        "{subject} {time} 去 {place} {verb} 了 {object}",
        "{subject} went@去~了 {place} and {verb~了} {object} {time}",
        "purpose",
        meeting(GO, place),
        *done.marks,
        subject=subject,
        time=when,
        place=to_place(place),
        verb=done.verb.form("past"),
        object=done.object,
    )


def _there(rng: Random, frame: Frame) -> tuple[Place, Action]:
    """A place away from home, and what is done there."""
    place = rng.choice([place for place in frame.places if place.chinese != "家"])
    return place, action(rng, frame, rich=0)
