"""Deeds: what people do, did, will do, do again and again, like and have."""

from functools import cache
from random import Random

from core.data.chinese_english.actions import Action, action, errand, going, meeting, went_and
from core.data.chinese_english.circumstances import time
from core.data.chinese_english.clauses import MODALS, TENSES, clause, negative
from core.data.chinese_english.lexicon import frames, frames_with, verb
from core.data.chinese_english.people import Phrase
from core.data.chinese_english.relatives import ONE_DOES, fit_for, relative_object, subject
from core.data.chinese_english.words import Frame
from core.data.grammar import NOTHING, Tree

DRAWN = (  # tenses, as often as they are drawn
    *("past",) * 5,
    *("past_not", "future", "future", "future_not", "modal", "modal"),
    *("present", "present", "present", "often", "now", "now", "present_not", "perfect"),
)
STATES = tuple(frames()[name] for name in ("like", "need", "need", "have", "have", "know"))
BOUGHT = {"reading", "clothes", "gadget", "vehicle", "small"}  # what a relative clause tells of
BEEN = verb("去", "be")  # 去过: has been to


def deed(
    rng: Random,
    who: Phrase | None = None,
    tense: str = "",
    *,
    rich: float = 0.5,
    first: bool | None = None,
    timed: float = 0.6,
) -> Tree:
    """A whole clause of somebody doing something sensible; what is not given is drawn.

    ``rich``: the share with a place; ``timed``: with a time; ``first``: which opens the clause.
    """
    tense = tense or rng.choice(DRAWN)
    lasting = tense in ("present", "often", "present_not", "now")
    timely = bool(TENSES[tense].time) and rng.random() < timed
    who = who or subject(rng, timed=0 if timely else 0.5)
    if lasting:
        return habit(rng, who, tense, rich)
    draw = rng.random()
    if 0.15 <= draw < 0.3 and tense == "past":
        when = time(rng, "past", "week") if timely else NOTHING
        return went_and(rng, who.subject, rng.choice(frames_with("goal")), when)
    done, reach = _done(rng, draw, who, tense, rich)
    when = time(rng, TENSES[tense].time, reach) if timely else NOTHING
    opens = done.heavy or (rng.random() < 0.25 if first is None else first)
    return clause(tense, who, done, when, first=opens, modal=rng.choice(MODALS))


def _done(rng: Random, draw: float, who: Phrase, tense: str, rich: float) -> tuple[Action, str]:
    """What is done, and how far in time it may be."""
    if draw < 0.15:
        done = going(rng, rich, driving=not who.young)
        return (
            Action(BEEN, done.object, NOTHING, done.marks) if tense == "perfect" else done
        ), "far"
    if draw < 0.3 and tense != "perfect":
        return errand(rng, rng.choice(frames_with("goal"))), "week"
    frame = rng.choice(fit_for(who.young, able(tense)))
    reach = next(
        (r for r, trait in (("far", "far"), ("week", "goal")) if trait in frame.traits), "close"
    )
    return _performed(rng, frame, tense, rich), reach


@cache
def able(tense: str) -> tuple[Frame, ...]:
    """What people do in that tense: nobody plans to lose a key."""
    if tense == "perfect":
        return frames_with("ever")
    return ONE_DOES if tense in ("modal", "future", "future_not") else frames_with("event")


def _performed(rng: Random, frame: Frame, tense: str, rich: float) -> Action:
    """An action in that tense, done to a thing that a relative clause may describe."""
    certain = "any" in frame.traits
    told_of = tense in ("past", "past_not") and certain and BOUGHT & set(frame.objects)
    if told_of and rng.random() < 0.25:
        thing, noun = relative_object(rng, frame.objects, timed=0)
        return Action(frame.verb, thing, NOTHING, (meeting(frame.verb, noun),), heavy=True)
    bare = negative(tense) and not certain
    return action(rng, frame, bare=bare, this=tense == "perfect", rich=rich)


def habit(rng: Random, who: Phrase, tense: str, rich: float) -> Tree:
    """What somebody does again and again, likes or has, or is doing now."""
    if tense == "now":
        return clause("now", who, action(rng, rng.choice(frames_with("now")), rich=0))
    if tense == "present" and rng.random() >= 0.6:
        return clause(tense, who, action(rng, rng.choice(STATES)))
    found = frames_with("habit")
    if tense == "present_not":
        found = tuple(frame for frame in found if frame.objects or "known" in frame.traits)
        rich = 0
    done = action(rng, rng.choice(found), bare=True, rich=rich)
    when = time(rng, "present") if tense == "present" else NOTHING
    return clause(tense, who, done, when, first=rng.random() < 0.2)
