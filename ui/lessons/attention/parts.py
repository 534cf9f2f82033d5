"""The parts of the lesson on attention around its moving picture."""

from collections.abc import Iterable

import streamlit as st

from core.lessons.attention.lesson import SURE, asked, looked_at
from core.lessons.attention.settings import Attention, Lesson
from core.lessons.settings import split_codes
from ui import link, predict
from ui.controls import PILLS, choices
from ui.lesson import cached, folded, source
from ui.markdown import plain
from ui.text import Text
from ui.writing import named, shown
from viz.glosses import below, within
from viz.numbers import short
from viz.view import Verdict


def guessed() -> dict[str, str]:
    """The guess in the link, if it can be one."""
    return {"guess": Attention.read("guess", link.read("guess")) or ""}


def ask(text: Text, recorded: Lesson) -> None:
    """Which words will it look at next? The same words can be pressed in the picture."""
    if predict.revealed():
        predict.again(text)
        return
    t = asked(recorded.own)
    written = text["between"].join(recorded.own.target[:t])
    with predict.row():
        predict.question(text("predict", written=plain(written)))
        with st.container(horizontal=True, key="guesses_several"):
            said = choices(
                text["guess"], chips(text, recorded), "guess", label_visibility="collapsed"
            )
        predict.decide(text, about(recorded), ready=bool(said))


def chips(text: Text, recorded: Lesson) -> dict[str, str]:
    """The source words to choose from, each with its gloss."""
    source = recorded.own.source
    small = ":small[{}]" if len(source) <= PILLS else "{}"  # a longer list shows no Markdown
    glosses = [small.format(note) if note else "" for note in below(source, text.labels)]
    return {
        str(j + 1): f"{shown(word)} {note}".strip()
        for j, (word, note) in enumerate(zip(source, glosses, strict=True))
    }


def about(recorded: Lesson) -> object:
    """What a guess is about: this sentence, read by this model."""
    return recorded.reading.words, recorded.own.scoring


def verdict(text: Text, settings: Attention, recorded: Lesson) -> Verdict:
    """Where the model looks and, where it is known, the reference alignment.

    The guess is the reader's; it is scored against the model.
    """
    t, trace = asked(recorded.own), recorded.own
    words, looked = trace.source, set(looked_at(trace, t))
    said = text["looks_at"].format(word=trace.target[t], answer=_listed(text, looked, words))
    gold = gold_links(recorded, t)
    if gold is not None:
        said += text["gold_is"].format(answer=_listed(text, set(gold), words))
    guessed = set(guess(settings, recorded))
    if not guessed:
        return Verdict(mark="shown", said=said)
    partly = "partly" if guessed & looked else "wrong"
    return Verdict(mark="right" if guessed == looked else partly, said=said)


def guess(settings: Attention, recorded: Lesson) -> list[int]:
    """The source positions of the guess that is scored; none where there is no such guess."""
    if not predict.revealed() or not predict.scored(about(recorded)):
        return []
    places = (int(code) - 1 for code in split_codes(settings.guess))
    return [place for place in places if place < len(recorded.own.source)]


def _listed(text: Text, places: Iterable[int], words: tuple[str, ...]) -> str:
    named = [within(words[j].replace(" ", "␣"), text.labels) for j in sorted(places)]
    return " ".join(named) or text["nothing"]


def why(text: Text, recorded: Lesson, t: int) -> str:
    """Why the model looks where it does at word t, as far as that holds for this word."""
    trace = recorded.own
    if trace.weights is None:
        return text("why_none", word=plain(trace.target[t]))
    best = int(trace.weights[t].argmax())
    live = {
        "word": plain(trace.target[t]),
        "source": named(text, trace.source[best]),
        "weight": short(float(trace.weights[t, best])),
    }
    key = "why_found" if finds(recorded, t) else "why_looked"
    return f"{text('why', unit=text['unit'])}\n\n{text(key, **live)}"


def finds(recorded: Lesson, t: int) -> bool:
    """Whether word t is right, and most of its weight on a word that it translates."""
    weights, gold = recorded.own.weights, gold_links(recorded, t)
    if weights is None or not gold:
        return False
    return int(weights[t].argmax()) in gold and weights[t].max() > SURE


def gold_links(recorded: Lesson, t: int) -> frozenset[int] | None:
    """The source positions of word t; None where a word so far is not known to be right."""
    pair, written = recorded.reading.pair, recorded.own.target[: t + 1]
    return None if pair is None or written != pair.target[: t + 1] else pair.sure[t]


@folded("hood")
def hood(text: Text, settings: Attention) -> None:
    """The equations as code, and how far they are from what was recorded, measured now."""
    from core.lessons.attention.run import difference
    from core.networks.seq2seq.translator import score, step

    st.markdown(text("hood", difference=short(cached(difference)(settings.free))))
    st.code(source(step), language="python")
    st.code(source(score), language="python")
