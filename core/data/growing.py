"""A sentence that grows: the same story with more and more parts, in both languages.

Like the old game of whispering down a line, played with length: what was said first is still there
when more is said. However many parts it has, it is a sentence of the grammar
(`core.data.chinese_english`) with its right translation.
"""

from collections.abc import Collection
from functools import lru_cache
from random import Random

from core.data.chinese_english import unseen
from core.data.chinese_english.actions import Action, object_of
from core.data.chinese_english.circumstances import at_place, companion, ways
from core.data.chinese_english.clauses import clause, that
from core.data.chinese_english.lexicon import people, reasons, verb
from core.data.chinese_english.people import Phrase, named, simple_person
from core.data.chinese_english.reasons import FALLING, circumstance, joined
from core.data.chinese_english.relatives import relative_subject
from core.data.chinese_english.things import determined
from core.data.chinese_english.words import Frame
from core.data.grammar import NOTHING, Tree, pair, tree
from core.data.sentence_pairs import Pair
from core.errors import InputError

PARTS = ("time", "place", "companion", "relative", "because", "clause")
TRIES = 1_000  # drawings until one is short and of words that training has shown together
RELATIVE = (3, 6)  # source words of a relative clause with its noun


@lru_cache(maxsize=1_024)
def grown(parts: tuple[str, ...] = PARTS, story: int = 0) -> Pair:
    """Return the story of a number with these of `PARTS`; each story keeps its parts.

    The time stands with the reason where there is one.

    Raises:
        InputError: a part that is not known.
    """
    if not set(parts) <= set(PARTS):
        raise InputError("parts", f"among {', '.join(PARTS)}", parts)
    return pair(tree("{all} 。", "{all} .@。", all=_sentence(parts, story)))


def _sentence(parts: Collection[str], story: int) -> Tree:
    state, frame = _weather(story)
    who = _who(story, described="relative" in parts)
    done = _action(frame, story, parts)
    reason = circumstance(_draw(story, "time"), state, who, "past")
    if "because" in parts:
        whole = joined("because", reason, clause("past", who, done))
    else:
        when = reason.parts["time"] if "time" in parts else NOTHING
        whole = clause("past", who, done, when)
    return _reported(whole, story) if "clause" in parts else whole


def _draw(story: int, part: str) -> Random:
    """Each part has a stream of its own, so that it stays when others come."""
    return Random(f"growing {story} {part}")  # noqa: S311 (sentences, no secrets)


def _weather(story: int) -> tuple[str, Frame]:
    """What the weather is like, and what people then like to do."""
    rng = _draw(story, "weather")
    likely = [r for r in reasons("because") if r[1] == "likely" and _outside(r[0])]
    state, _, found = rng.choice(likely)
    return state, rng.choice(found)


def _outside(state: str) -> bool:
    return state in FALLING or state.startswith("天气")


def _who(story: int, *, described: bool) -> Phrase:
    """This doctor, or the doctor who works in the bank."""
    rng = _draw(story, "who")
    for _ in range(TRIES):
        phrase = relative_subject(rng)
        found = pair(phrase.subject)
        if RELATIVE[0] <= len(found.source) <= RELATIVE[1] and not _is_new(found):
            break
    noun = next(n for n in people("person") if n.one == phrase.subject.parts["noun"])
    plain = named(determined(rng, noun, "这", 0), "third", phrase.again)
    return phrase if described else plain


def _action(frame: Frame, story: int, parts: Collection[str]) -> Action:
    rng = _draw(story, "action")
    thing: Tree = NOTHING
    marks: tuple[str, ...] = ()
    for _ in range(TRIES if frame.objects else 0):
        thing, marks = object_of(rng, frame)
        if not any(map(unseen, marks)):
            break
    where = at_place(_draw(story, "place").choice(frame.places)) if "place" in parts else NOTHING
    whom = companion(_draw(story, "companion")) if "companion" in parts else NOTHING
    return Action(frame.verb, thing, ways(whom, where))


def _is_new(found: Pair) -> bool:
    """Whether two words meet in it that never meet in training."""
    return any(unseen(mark) for mark in found.phenomena if "+" in mark)


def _reported(inner: Tree, story: int) -> Tree:
    """Somebody says it."""
    return that(simple_person(_draw(story, "clause")), verb("说", "say"), "present", inner)
