"""Whole sentences: one clause, or several that because, although, if … sensibly join."""

from random import Random

from core.chinese_english_clauses import (
    Action, action, clause, deed, present, subject,
)
from core.chinese_english_lexicon import (
    Adjective, Frame, adjectives, frames, frames_with, reasons, verb, things_of,
)
from core.chinese_english_phrases import (
    Phrase, be, determined, named, person, pronoun, simple_person, time, function,
)
from core.chinese_english_questions import question
from core.chinese_english_statements import (
    compared, degree, described, disposed, exists, for_somebody, identity, is_quality, lasting,
    located, thing, undergone,
)
from core.synchronous import NOTHING, Tree, english, tree, word

COMMA = tree("，", ",@，")
WEATHER = {  # state: in the past, now, when one speaks of tomorrow
    "下雨": "rain",
    "下雪": "snow",
}


def simple(rng: Random) -> Tree:
    """One clause."""
    draw = rng.random()
    for share, make in SIMPLE:
        draw -= share
        if draw < 0:
            return make(rng)
    return deed(rng)


SIMPLE = (
    (0.40, deed), (0.09, described), (0.09, compared), (0.06, identity), (0.07, exists),
    (0.05, located), (0.09, disposed), (0.06, undergone), (0.05, for_somebody), (0.04, lasting),
)


def circumstance(rng: Random, state: str, who: Phrase, tense: str) -> Tree:
    """It rained yesterday; the weather is good today; she is tired."""
    past = tense == "past"
    if state in WEATHER:
        base = WEATHER[state]
        if past:
            return tree("{time} {it} 了", "it~it {it~了} {time}", time=time(rng, "past", hours=False), it=verb(state, base).form("past"))
        if tense == "future":
            return tree("{time} {it}", "it~it {it} {time}", time=time(rng, "future", hours=False), it=verb(state, base).form("third"))
        return tree("现在 正在 {it}", "it~it is~正在 {it~正在} now@现在", it=verb(state, base).form("gerund"))
    if state.startswith("天气"):
        chinese = state.split()[1]
        text = {"好": "good", "热": "hot", "冷": "cold"}[chinese]
        moment = "state" if tense == "present" else tense
        return tree(
            "{time} 天气 很 {how}", "the~天气 weather@天气 {be~how} very@很 {how} {time}",
            time=time(rng, moment, hours=False), how=word(chinese, text), be=english("was" if past else "is"),
        )
    quality = next(q for q in adjectives(("mood",)) if q.chinese == state)
    when = time(rng, {"past": "past", "present": "state", "future": "future"}[tense], hours=False)
    if tense == "future":
        when = NOTHING
    return is_quality(who, degree(rng, quality), when, past)


def taken_up(who: Phrase) -> Phrase:
    """The same person in the next clause."""
    return who if who.pronoun else pronoun(who.again)


def reasoned(rng: Random, join: str) -> Tree:
    """因为 … 所以, 虽然 … 但是, 如果 … 就: a state and what it makes likely or not."""
    state, effect, found = rng.choice(reasons(join))
    frame = rng.choice(found)
    likely = (effect == "likely") != (join == "although")
    who = subject(rng, 0.2, timed=0)
    personal = not (state in WEATHER or state.startswith("天气"))
    tense = {"because": rng.choice(("past", "past", "present")), "although": rng.choice(("past", "past", "present")), "if": "future"}[join]
    first = circumstance(rng, state, who, tense)
    actor = taken_up(who) if personal else who
    if tense == "past":
        main = "past" if likely else "past_not"
    elif tense == "future":
        main = "future" if likely else "future_not"
    else:
        main = "modal" if likely else "modal_not"
    done = action(rng, frame, bare=True, rich=0.6)
    second = outcome(rng, main, actor, done)
    if join == "because" and (who.pronoun or not personal):
        return because(first, second)
    return JOINS[join](first, second)


def outcome(rng: Random, tense: str, who: Phrase, done: Action) -> Tree:
    """What comes of it."""
    if tense == "modal_not":
        return clause_want_not(who, done)
    return clause(tense, who, done)


def clause_want_not(who: Phrase, done: Action) -> Tree:
    """Somebody does not want to do it: 不想."""
    return tree(
        "{who} 不 想 {ways} {verb} {object}", "{who} {do~不} not@不 want@想 to~想 {verb} {object} {ways}", "negation", *done.marks,
        who=who.subject, ways=done.ways, verb=done.verb.form("base"), object=done.object,
        do=english("does" if who.singular else "do"),
    )


def because(first: Tree, second: Tree) -> Tree:
    """因为 …，所以 …, which English says the other way round."""
    return tree(
        "因为 {first} ， 所以 {second}", "{second} because@因为~所以 {first}", "because",
        first=first, second=second,
    )


def because_first(first: Tree, second: Tree) -> Tree:
    """因为 …，所以 … with a name that a pronoun takes up: the name comes first in English, too."""
    return tree(
        "因为 {first} ， 所以 {second}", "because@因为 {first} ,@，~所以 {second}", "because",
        first=first, second=second,
    )


def although(first: Tree, second: Tree) -> Tree:
    """虽然 …，但是 …"""
    return tree("虽然 {first} ， 但是 {second}", "although@虽然 {first} ,@，~但是 {second}", "although", first=first, second=second)


def if_then(first: Tree, second: Tree) -> Tree:
    """如果 …，…"""
    return tree("如果 {first} ， {second}", "if@如果 {first} ,@， {second}", "if", first=first, second=second)


JOINS = {"because": because_first, "although": although, "if": if_then}


def reported(rng: Random) -> Tree:
    """说, 觉得, 知道, 希望 and a clause."""
    who = person(rng)
    kind = rng.choice(("说", "觉得", "知道", "希望", "听说"))
    if kind == "觉得":
        inner = rng.choice((described, compared))(rng)
    elif kind == "希望":
        inner = deed(rng, tense=rng.choice(("future", "future_not")), first=False)
    else:
        inner = rng.choice((deed, deed, described, located, disposed, undergone))(rng)
    base = {"说": "say", "觉得": "think", "知道": "know", "希望": "hope", "听说": "hear"}[kind]
    found = verb(kind, base)
    form = ("third" if who.singular else "base") if kind != "听说" else "past"
    return tree(
        "{who} {verb} {clause}", "{who} {verb} that~verb {clause}", "clause", who=who.subject, verb=found.form(form), clause=inner
    )


def first_then(rng: Random) -> Tree:
    """先 … 然后 …: two errands of one person."""
    who, when = subject(rng, 0.2, timed=0), time(rng, "past")
    one, two = (rng.choice(frames_with("goal")) for _ in range(2))
    while one.verb == two.verb:
        two = rng.choice(frames_with("goal"))
    first, second = (_step(action(rng, frame, rich=0.9)) for frame in (one, two))
    return tree(
        "{who} {time} 先 {first} ， 然后 {second}",
        "{time} {who} first@先 {first} ,@， then@然后 {second}",
        "sequence", who=who.subject, time=when, first=first, second=second,
    )


def _step(done: Action) -> Tree:
    """One thing done, without its subject."""
    return tree(
        "{ways} {verb} 了 {object}", "{verb~了} {object} {ways}", *done.marks,
        ways=done.ways, verb=done.verb.form("past"), object=done.object,
    )


def contrasted(rng: Random) -> Tree:
    """One likes tea, but another likes coffee."""
    one, two = subject(rng, 0.15), person(rng)
    while two.again in ("他", "她", one.again) and two.pronoun:
        two = person(rng)
    kinds = rng.choice((("fruit",), ("drink",), ("pet", "zoo"), ("ball", "football"), ("language", "science"), ("reading", "film"), ("clothes",)))
    first, second = rng.sample(things_of(kinds), 2)
    like = frames()["like"].verb
    return tree(
        "{one} {a} {x} ， 但是 {two} {b} {y}", "{one} {a} {x} ,@， but@但是 {two} {b} {y}", "but",
        f"喜欢+{first.chinese}", f"喜欢+{second.chinese}",
        one=one.subject, two=two.subject, a=present(like, one), b=present(like, two),
        x=first.many if first.plural else first.one, y=second.many if second.plural else second.one,
    )


def another(rng: Random) -> Phrase:
    """Somebody who is not taken for the person before: no "he" and no "she"."""
    found = person(rng)
    while found.pronoun and found.again in "他她":
        found = person(rng)
    return found


def together(rng: Random) -> Tree:
    """Two people do two things at the same time."""
    one, two = subject(rng, 0.2, timed=0), another(rng)
    when = time(rng, "past")
    first, second = (deed(rng, who, "past", rich=0.9, first=False, timed=0) for who in (one, two))
    return tree("{time} {first} ， {second}", "{time} {first} ,@， and~， {second}", "and", time=when, first=first, second=second)


def sentence(rng: Random) -> Tree:
    """Any sentence, with its full stop or question mark."""
    draw = rng.random()
    if draw < 0.14:
        return question(rng)
    if draw < 0.62:
        inner = simple(rng)
    else:
        inner = rng.choice(COMPLEX)(rng)
    return tree("{clause} 。", "{clause} .@。", clause=inner)


def three_steps(rng: Random) -> Tree:
    """先 …，然后 …，最后 …: three errands of one person."""
    found = rng.sample(ERRANDS, 3)
    parts = {
        name: _step(action(rng, rng.choice(frames), rich=0.8))
        for name, frames in zip(("first", "second", "third"), found, strict=True)
    }
    return tree(
        "{who} {time} 先 {first} {comma} 然后 {second} {pause} 最后 {third}",
        "{time} {who} first@先 {first} {comma} then@然后 {second} {pause} and~最后 finally@最后 {third}",
        "sequence", who=subject(rng, 0.3, timed=0).subject, time=time(rng, "past"),
        comma=COMMA, pause=COMMA, **parts,
    )


def three_people(rng: Random) -> Tree:
    """Three people do three things at the same time."""
    people = [subject(rng, 0.3, timed=0), another(rng), another(rng)]
    first, second, third = (deed(rng, who, "past", rich=0.9, first=False, timed=0) for who in people)
    return tree(
        "{time} {first} ， {second} {comma} {third}", "{time} {first} ,@， {second} {comma} and~comma {third}",
        "and", time=time(rng, "past"), first=first, second=second, third=third, comma=COMMA,
    )


def told(rng: Random, inner: Tree) -> Tree:
    """Somebody says all that."""
    who, say = subject(rng, 0.3, timed=0), verb("说", "say")
    return tree(
        "{who} {verb} {clause}", "{who} {verb} that~verb {clause}", "clause",
        who=who.subject, verb=present(say, who), clause=inner,
    )


def long_one(rng: Random) -> Tree:
    """A sentence of several clauses."""
    one = rng.choice(LONG)(rng)
    return tree("{clause} 。", "{clause} .@。", clause=told(rng, one) if rng.random() < 0.4 else one)


COMPLEX = (
    lambda rng: reasoned(rng, "because"),
    lambda rng: reasoned(rng, "although"),
    lambda rng: reasoned(rng, "if"),
    reported, reported, first_then, contrasted, together,
)
LONG = (
    lambda rng: reasoned(rng, "because"), lambda rng: reasoned(rng, "although"),
    first_then, together, three_steps, three_people,
)
ERRANDS = tuple(
    tuple(f for f in frames_with("goal") if f.verb.chinese == chinese)
    for chinese in dict.fromkeys(f.verb.chinese for f in frames_with("goal"))
)
