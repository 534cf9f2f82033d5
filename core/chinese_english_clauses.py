"""Clauses about what people do: tenses, negation, ways and places, and their relative clauses."""

from dataclasses import dataclass, replace
from functools import cache
from random import Random

from core.chinese_english_lexicon import (
    Frame,
    Noun,
    Place,
    Verb,
    frames,
    frames_with,
    people,
    places,
    things_of,
    times,
    verb,
)
from core.chinese_english_phrases import (
    NUMBERS,
    Phrase,
    again,
    at_place,
    be,
    determined,
    function,
    named,
    owned,
    person,
    simple_person,
    time,
    to_place,
    uncounted,
)
from core.synchronous import NOTHING, Tree, english, tree, word

TENSES = {  # before the verb, behind it, the English verbs, and the form of the main one
    "past": ("", "了", "{verb~了}", "past"),
    "past_not": ("没", "", "did~没 not@没 {verb}", "base"),
    "present": ("", "", "{verb}", "present"),
    "present_not": ("不", "", "{do~不} not@不 {verb}", "base"),
    "often": ("常常", "", "often@常常 {verb}", "present"),
    "future": ("会", "", "will@会 {verb}", "base"),
    "future_not": ("不 会", "", "will@会 not@不 {verb}", "base"),
    "now": ("正在", "", "{be~正在} {verb~正在}", "gerund"),
    "modal": ("{modal}", "", "{modal} {verb}", "base"),
    "perfect": ("", "过", "{have~过} {verb~过}", "participle"),
}
WHEN = {  # the tense that the time of a clause has to go with
    "past": "past",
    "past_not": "past",
    "future": "future",
    "future_not": "future",
    "modal": "future",
    "present": "present",
}
NEGATION = {"past_not", "present_not", "future_not"}
MODALS = (  # Chinese, with plural subjects, with singular ones
    ("想", "want to", "wants to"),
    ("打算", "plan to", "plans to"),
    ("可以", "can", "can"),
    ("应该", "should", "should"),
    ("必须", "must", "must"),
)
TRANSPORT = {
    "near": (("坐 公共汽车", "bus"), ("坐 出租车", "taxi"), ("坐 地铁", "underground"), ("骑 自行车", "bicycle"), ("开 车", "car")),
    "city": (("坐 火车", "train"), ("坐 飞机", "plane"), ("开 车", "car")),
}


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


def present(verb: Verb, subject: Phrase) -> Tree:
    """The present form that agrees with the subject."""
    return verb.form("third" if subject.singular else "base")


def clause(
    tense: str, subject: Phrase, action: Action, when: Tree = NOTHING, *, first: bool = False,
    modal: tuple[str, str, str] = MODALS[0],
) -> Tree:
    """Somebody does something, e.g. ``clause("past", person, action, yesterday)``.

    ``first``: the time opens the sentence, in both languages.
    """
    before, behind, verbs, form = TENSES[tense]
    start, end = ("{time} {subject}", "") if first else ("{subject}", " {time}")
    chinese = f"{start}{end} {before} {{ways}} {{verb}} {behind} {{object}}"
    target = f"{start} {verbs} {{object}} {{ways}}{end}"
    form = ("third" if subject.singular else "base") if form == "present" else form
    parts = {"subject": subject.subject, "time": when, "ways": action.ways}
    parts |= {"verb": action.verb.form(form), "object": action.object}
    if "{do" in verbs:
        parts["do"] = english("does" if subject.singular else "do")
    if "{be" in verbs:
        parts["be"] = be(subject)
    if "{have" in verbs:
        parts["have"] = english("has" if subject.singular else "have")
    if tense == "modal":
        parts["modal"] = modal_verb(modal, subject)
    marks = [*action.marks, *(["negation"] if tense in NEGATION else [])]
    return tree(chinese, target, *marks, **parts)


def modal_verb(modal: tuple[str, str, str], subject: Phrase) -> Tree:
    """Wants to, can, should …, agreeing with the subject."""
    first, *rest = modal[1 + subject.singular].split()
    return tree(modal[0], " ".join([f"{first}@{modal[0]}", *(f"{w}~{modal[0]}" for w in rest)]))


def thing_for(rng: Random, frame: Frame, bare: bool = False, this: bool = False) -> tuple[Tree, tuple[str, ...]]:
    """What the verb of a frame is done to, and the combination of words that makes."""
    if frame.objects == ("@",):
        return other_person(rng).object, ()
    if frame.objects == ("=near",):
        noun = rng.choice([p for p in places("near") if p.chinese in SIGHTS])
        return noun.name, (f"{frame.verb.chinese}+{noun.chinese}",)
    thing = rng.choice(things_of(frame.objects))
    if this and set(thing.kinds) & {"reading", "film"}:
        return determined(rng, thing, rng.choice("这那"), 0), (f"{frame.verb.chinese}+{thing.chinese}",)
    return thing_tree(rng, frame, thing, bare or this), (f"{frame.verb.chinese}+{thing.chinese}",)


SIGHTS = ("博物馆", "大学", "动物园", "医院", "图书馆")


def other_person(rng: Random) -> Phrase:
    """Somebody as an object, who is never the speaker or the listener."""
    found = person(rng)
    while found.again not in ("他", "她", "他们"):
        found = person(rng)
    return found


def thing_tree(rng: Random, frame: Frame, thing: Noun, bare: bool) -> Tree:
    """The thing, with the determiners that this use of the verb likes."""
    if not thing.plural:
        return thing.one if bare or "state" in frame.traits else uncounted(rng, thing)
    if bare or ("state" in frame.traits and "few" not in frame.traits):
        return thing.many
    draw = rng.random()
    if "any" in frame.traits and draw < 0.35:
        return owned(rng, thing, simple_person(rng))
    if "any" in frame.traits and draw < 0.6:
        return determined(rng, thing, rng.choice("这那"))
    most = NUMBERS[:3] if "few" in frame.traits else NUMBERS
    how = ("一", "一", rng.choice(most)[0], "一些" if "few" in frame.traits else "一")
    number = "一" if "once" in frame.traits else rng.choice(how)
    return determined(rng, thing, number, 0 if "made" in frame.traits else 0.3)


def action(rng: Random, frame: Frame, *, bare: bool = False, this: bool = False, rich: float = 0.5) -> Action:
    """A frame with its object; ``rich`` is the share with a place, a companion.

    ``bare``: the object without determiner; ``this``: a certain book or film.
    """
    thing, marks = thing_for(rng, frame, bare, this) if frame.objects else (NOTHING, ())
    if "state" in frame.traits:
        return Action(frame.verb, thing, NOTHING, marks)
    where = at_place(rng.choice(frame.places)) if frame.places and rng.random() < rich else NOTHING
    whom = companion(rng) if rng.random() < rich * 0.3 and sociable(frame) else NOTHING
    return Action(frame.verb, thing, ways(whom, where), marks)


def sociable(frame: Frame) -> bool:
    """Whether people do it together with somebody."""
    return frame.objects != ("@",) and "alone" not in frame.traits


def ways(whom: Tree, where: Tree) -> Tree:
    """With whom and where, in this order in both languages."""
    return tree("{whom} {where}", "{whom} {where}", whom=whom, where=where)


def companion(rng: Random) -> Tree:
    """Together with somebody: 跟玛丽一起."""
    who = other_person(rng)
    while who.pronoun:
        who = other_person(rng)
    return tree("跟 {who} 一起", "with@跟~一起 {who}", "companion", who=who.object)


def going(rng: Random, rich: float = 0.5, driving: bool = True) -> Action:
    """Going somewhere, by what, with whom."""
    kind = rng.choice(("near", "near", "city"))
    place = rng.choice(places(kind))
    by = transport(rng, kind, driving) if rng.random() < rich else NOTHING
    whom = companion(rng) if rng.random() < rich * 0.5 else NOTHING
    return Action(verb("去", "go"), to_place(place), ways(whom, by), (f"去+{place.chinese}",))


def transport(rng: Random, kind: str, driving: bool = True) -> Tree:
    """By train, by bicycle …, as the distance asks for."""
    chinese, text = rng.choice(TRANSPORT[kind] if driving else TRANSPORT[kind][:-1])
    first, second = chinese.split()
    return tree(f"{first} {{what}}", f"by@{first} {{what}}", "transport", what=word(second, text))


def errand(rng: Random, frame: Frame) -> Action:
    """Going somewhere to do something there; not for the past, see ``went_and``."""
    place = rng.choice([place for place in frame.places if place.chinese != "家"])
    done = action(rng, frame, rich=0)
    purpose = tree(
        "{place} {verb} {object}",
        "{to} to {verb} {object}".replace("{to}", "{place}"),
        "purpose",
        f"去+{place.chinese}",
        *done.marks,
        place=to_place(place),
        verb=done.verb.form("base"),
        object=done.object,
    )
    whom = companion(rng) if rng.random() < 0.2 and sociable(frame) else NOTHING
    return Action(verb("去", "go"), purpose, whom)


def went_and(rng: Random, subject: Phrase, frame: Frame, when: Tree) -> Tree:
    """She went to the market and bought fruit: 去市场买了水果."""
    place = rng.choice([place for place in frame.places if place.chinese != "家"])
    done = action(rng, frame, rich=0)
    return tree(
        "{subject} {time} 去 {place} {verb} 了 {object}",
        "{subject} went@去~了 {place} and {verb~了} {object} {time}",
        "purpose",
        f"去+{place.chinese}",
        *done.marks,
        subject=subject.subject,
        time=when,
        place=to_place(place),
        verb=done.verb.form("past"),
        object=done.object,
    )


ONE_DOES = tuple(f for f in frames_with("event") if "once" not in f.traits)


def relative_subject(rng: Random, timed: float = 0.5) -> Phrase:
    """The woman who works in the bank: 在银行工作的女人. ``timed``: who did something once."""
    noun = rng.choice(people("person"))
    grown = "young" not in noun.kinds
    if rng.random() >= timed:
        frame = rng.choice([f for f in frames_with("known") if grown or "adult" not in f.traits])
        done, when, form = action(rng, frame, bare=True, rich=0.6 if frame.objects else 1), NOTHING, "third"
    else:
        frame = rng.choice([f for f in ONE_DOES if grown or "adult" not in f.traits])
        done, form = action(rng, frame, rich=0.6), "past"
        when = time(rng, "past")
    whole = tree(
        "{time} {ways} {verb} {object} 的 {noun}",
        "the~noun {noun} who~的 {verb} {object} {ways} {time}",
        "relative",
        *done.marks,
        time=when,
        ways=done.ways,
        verb=done.verb.form(form),
        object=done.object,
        noun=noun.one,
    )
    return replace(named(whole, "third", again(rng, noun.gender)), young=not grown)


def relative_object(rng: Random, allowed: tuple[str, ...], timed: float = 0.35) -> tuple[Tree, str]:
    """The book that Mary bought in Paris: 玛丽在巴黎买的书. Also the noun's Chinese.

    ``allowed``: the kinds of things that it may be.
    """
    found = [f for f in frames_with("event") if f.objects and things_both(f.objects, allowed)]
    frame = rng.choice([f for f in found if "event" in f.traits])
    noun = rng.choice(things_both(frame.objects, allowed))
    who = relative_person(rng)
    where = at_place(rng.choice(frame.places)) if frame.places and rng.random() < 0.3 else NOTHING
    when = time(rng, "past") if rng.random() < timed else NOTHING
    whole = tree(
        "{subject} {time} {where} {verb} 的 {noun}",
        "the~noun {noun} that~的 {subject} {verb} {where} {time}",
        "relative",
        f"{frame.verb.chinese}+{noun.chinese}",
        subject=who.subject,
        time=when,
        where=where,
        verb=frame.verb.form("past"),
        noun=noun.one,
    )
    return whole, noun.chinese


def relative_person(rng: Random) -> Phrase:
    """Somebody short enough for a relative clause."""
    return simple_person(rng) if rng.random() < 0.75 else person(rng)


def things_both(kinds: tuple[str, ...], allowed: tuple[str, ...]) -> tuple[Noun, ...]:
    """Countable things of both."""
    return tuple(n for n in things_of(kinds) if n.plural and set(n.kinds) & set(allowed))


def subject(rng: Random, relative: float = 0.08, timed: float = 0.5) -> Phrase:
    """Who does it; in a share of the cases described by a relative clause."""
    return relative_subject(rng, timed) if rng.random() < relative else person(rng)


def deed(
    rng: Random, who: Phrase | None = None, tense: str = "", *, rich: float = 0.5,
    first: bool | None = None, timed: float = 0.6,
) -> Tree:
    """A whole clause of somebody doing something sensible."""
    tense = tense or rng.choice(DEEDS)
    timely = tense in WHEN and rng.random() < timed
    who = who or subject(rng, timed=0 if timely else 0.5)
    if tense in ("present", "often", "present_not", "now"):
        return habit(rng, who, tense, rich)
    draw = rng.random()
    if 0.15 <= draw < 0.3 and tense == "past":
        when = time(rng, "past", "week") if timely else NOTHING
        return went_and(rng, who, rng.choice(frames_with("goal")), when)
    reach = "week"
    if draw < 0.15:
        done = going(rng, rich, driving=not who.young)
        reach = "far"
        if tense == "perfect":  # 去过: has been to
            done = replace(done, verb=verb("去", "be"), ways=NOTHING)
    elif draw < 0.3 and tense != "perfect":
        done = errand(rng, rng.choice(frames_with("goal")))
    else:
        frame = rng.choice([f for f in able(tense) if not who.young or "adult" not in f.traits])
        reach = "far" if "far" in frame.traits else "week" if "goal" in frame.traits else "close"
        done = performed(rng, frame, tense, rich)
    when = time(rng, WHEN[tense], reach) if timely else NOTHING
    opens = done.heavy or (rng.random() < 0.25 if first is None else first)
    return clause(tense, who, done, when, first=opens, modal=rng.choice(MODALS))


def performed(rng: Random, frame: Frame, tense: str, rich: float) -> Action:
    """What somebody does in that tense, to a thing that a relative clause may describe."""
    kinds = frame.objects
    if tense in ("past", "past_not") and "any" in frame.traits and set(kinds) & set(BOUGHT) and rng.random() < 0.25:
        thing, name = relative_object(rng, kinds, timed=0)
        return Action(frame.verb, thing, NOTHING, (f"{frame.verb.chinese}+{name}",), heavy=True)
    bare = tense in NEGATION and "any" not in frame.traits
    return action(rng, frame, bare=bare, this=tense == "perfect", rich=rich)


@cache
def able(tense: str) -> tuple[Frame, ...]:
    """What people do in that tense: nobody plans to lose a key."""
    if tense == "perfect":
        return frames_with("ever")
    return ONE_DOES if tense in ("modal", "future", "future_not") else frames_with("event")


BOUGHT = ("reading", "clothes", "gadget", "vehicle", "small")
DEEDS = ("past",) * 5 + ("past_not", "future", "future", "future_not", "modal", "modal", "present", "present", "present", "often", "now", "now", "present_not", "perfect")


STATES = tuple(frames()[name] for name in ("like", "need", "need", "have", "have", "know"))


def habit(rng: Random, who: Phrase, tense: str, rich: float) -> Tree:
    """What somebody does again and again, likes or is doing now."""
    if tense == "now":
        done = action(rng, rng.choice(frames_with("now")), rich=0)
        return clause("now", who, done)
    if tense in ("present_not", "often") or rng.random() < 0.6:
        found = frames_with("habit")
        if tense == "present_not":
            found = tuple(f for f in found if f.objects or "known" in f.traits)
        frame = rng.choice(found)
        done = action(rng, frame, bare=True, rich=0 if tense == "present_not" else rich)
        when = time(rng, "present") if tense == "present" else NOTHING
        return clause(tense, who, done, when, first=rng.random() < 0.2)
    return clause(tense, who, action(rng, rng.choice(STATES)))
