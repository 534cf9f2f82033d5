"""Relative clauses: the woman who works in the bank, the book that Mary bought."""

from dataclasses import replace
from random import Random

from core.data.chinese_english.actions import Action, action, meeting
from core.data.chinese_english.circumstances import at_place, time
from core.data.chinese_english.lexicon import frames_with, people, things_of
from core.data.chinese_english.people import Phrase, he_or_she, named, person, simple_person
from core.data.chinese_english.words import Frame, Noun
from core.data.grammar import NOTHING, Tree, tree

ONE_DOES = tuple(frame for frame in frames_with("event") if "once" not in frame.traits)


def fit_for(young: bool, among: tuple[Frame, ...]) -> list[Frame]:
    """What children do, too, if it is about one."""
    return [frame for frame in among if not young or "adult" not in frame.traits]


def relative_subject(rng: Random, timed: float = 0.5) -> Phrase:
    """The woman who works in the bank: 在银行工作的女人. ``timed``: who did something once."""
    noun = rng.choice(people("person"))
    young = "young" in noun.kinds
    once = rng.random() < timed
    frame = rng.choice(fit_for(young, ONE_DOES if once else frames_with("known")))
    if once:
        done = action(rng, frame, rich=0.6)
    else:
        done = action(rng, frame, bare=True, rich=0.6 if frame.objects else 1)
    when = time(rng, "past") if once else NOTHING
    whole = _who(noun, done, "past" if once else "third", when)
    return replace(named(whole, "third", he_or_she(rng, noun.gender)), young=young)


def _who(noun: Noun, done: Action, form: str, when: Tree) -> Tree:
    return tree(
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


def relative_object(
    rng: Random, allowed: tuple[str, ...], timed: float = 0.35
) -> tuple[Tree, Noun]:
    """The book that Mary bought in Paris, 玛丽在巴黎买的书, and the noun alone.

    ``allowed``: the kinds of things that it may be; ``timed``: the share that says when.
    """
    found = [frame for frame in frames_with("event") if countable(frame.objects, allowed)]
    frame = rng.choice(found)
    noun = rng.choice(countable(frame.objects, allowed))
    who = simple_person(rng) if rng.random() < 0.75 else person(rng)
    where = at_place(rng.choice(frame.places)) if frame.places and rng.random() < 0.3 else NOTHING
    whole = tree(
        "{subject} {time} {where} {verb} 的 {noun}",
        "the~noun {noun} that~的 {subject} {verb} {where} {time}",
        "relative",
        meeting(frame.verb, noun),
        subject=who.subject,
        time=time(rng, "past") if rng.random() < timed else NOTHING,
        where=where,
        verb=frame.verb.form("past"),
        noun=noun.one,
    )
    return whole, noun


def countable(kinds: tuple[str, ...], allowed: tuple[str, ...]) -> tuple[Noun, ...]:
    """The countable things of these kinds that are of an allowed kind, too."""
    return tuple(n for n in things_of(kinds) if n.plural and set(n.kinds) & set(allowed))


def subject(rng: Random, relative: float = 0.08, timed: float = 0.5) -> Phrase:
    """Who does it; in a share of the cases described by a relative clause."""
    return relative_subject(rng, timed) if rng.random() < relative else person(rng)
