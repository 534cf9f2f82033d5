"""因为, 虽然, 如果: a state, and what it makes likely or not."""

from random import Random

from core.data.chinese_english.actions import action
from core.data.chinese_english.circumstances import time
from core.data.chinese_english.clauses import clause
from core.data.chinese_english.lexicon import adjectives, reasons, verb
from core.data.chinese_english.people import Phrase, taken_up
from core.data.chinese_english.qualities import degree, is_quality
from core.data.chinese_english.relatives import subject
from core.data.grammar import NOTHING, Tree, english, tree, word

FALLING = {"下雨": "rain", "下雪": "snow"}
WEATHER = {"好": "good", "热": "hot", "冷": "cold"}
OUTCOMES = {  # the tense of what is likely, and of what is not
    "past": ("past", "past_not"),
    "present": ("modal", "want_not"),
    "future": ("future", "future_not"),
}
JOINED = {
    "because": ("因为 {first} ， 所以 {second}", "{second} because@因为~所以 {first}"),
    "because first": ("因为 {first} ， 所以 {second}", "because@因为 {first} ,@，~所以 {second}"),
    "although": ("虽然 {first} ， 但是 {second}", "although@虽然 {first} ,@，~但是 {second}"),
    "if": ("如果 {first} ， {second}", "if@如果 {first} ,@， {second}"),
}


def reasoned(rng: Random, join: str) -> Tree:
    """Because, although or if something is so, somebody does something or not.

    English says a because-clause last, but not where a pronoun takes up the name that is in it:
    "because Mary was tired, she rested", but "I rested because I was tired".
    """
    state, effect, found = rng.choice(reasons(join))
    frame = rng.choice(found)
    who = subject(rng, 0.2, timed=0)
    personal = state not in FALLING and not state.startswith("天气")
    tense = _tense(rng, join)
    first = circumstance(rng, state, who, tense)
    likely = (effect == "likely") != (join == "although")
    done = action(rng, frame, bare=True, rich=0.6)
    outcome = OUTCOMES[tense][not likely]
    second = clause(outcome, taken_up(who) if personal else who, done)
    named = join == "because" and personal and not who.pronoun
    return joined(join, first, second, keep_order=named)


def joined(join: str, first: Tree, second: Tree, *, keep_order: bool = False) -> Tree:
    """Two clauses joined by because, although or if.

    ``keep_order``: the because-clause comes first in English, too.
    """
    rule = JOINED["because first" if keep_order else join]
    return tree(*rule, join, first=first, second=second)


def _tense(rng: Random, join: str) -> str:
    because, although = (rng.choice(("past", "past", "present")) for _ in range(2))
    return {"because": because, "although": although, "if": "future"}[join]


def circumstance(rng: Random, state: str, who: Phrase, tense: str) -> Tree:
    """It rained yesterday; the weather is good today; she is tired."""
    if state in FALLING:
        return _falling(rng, state, tense)
    moment = "state" if tense == "present" else tense
    when = time(rng, moment, hours=False)
    if state.startswith("天气"):
        _, how = state.split()
        return tree(
            "{time} 天气 很 {how}",
            "the~天气 weather@天气 {be~how} very@很 {how} {time}",
            time=when,
            how=word(how, WEATHER[how]),
            be=english("was" if tense == "past" else "is"),
        )
    mood = next(quality for quality in adjectives(("mood",)) if quality.chinese == state)
    when = NOTHING if tense == "future" else when
    return is_quality(who, degree(rng, mood), when, tense == "past")


def _falling(rng: Random, state: str, tense: str) -> Tree:
    falls = verb(state, FALLING[state])
    if tense == "past":
        rule, form = ("{time} {it} 了", "it~it {it~了} {time}"), "past"
    elif tense == "future":
        rule, form = ("{time} {it}", "it~it {it} {time}"), "third"
    else:
        rule = "现在 正在 {it}", "it~it is~正在 {it~正在} now@现在"
        return tree(*rule, it=falls.form("gerund"))
    return tree(*rule, time=time(rng, tense, hours=False), it=falls.form(form))
