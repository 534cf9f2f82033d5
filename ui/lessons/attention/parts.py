"""The parts of the lesson on attention around its moving picture."""

from collections.abc import Iterable

import streamlit as st

from core.data.edits import aligned
from core.errors import InputError
from core.lessons.attention.lesson import SURE, asked, looked_at
from core.lessons.attention.sentence import beginning
from core.lessons.attention.settings import Attention, Lesson, forced_attention, model_name
from core.lessons.settings import split_codes
from ui import link, predict
from ui.controls import PILLS, choices, set_one
from ui.lesson import cached, folded, source
from ui.lessons.attention.sentence import named, shown
from ui.markdown import plain
from ui.refusal import sentence
from ui.text import Text
from viz.glosses import below, within
from viz.numbers import short
from viz.view import Verdict

REFUSED = "attention:refused"  # in the session: why the first words could not be taken


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
    """Where the model looks and, where they are known, the gold links; the guess is the reader's.

    It is scored against the model.
    """
    t, trace = asked(recorded.own), recorded.own
    words, looked = trace.source, set(looked_at(trace, t))
    said = text["looks_at"].format(word=trace.target[t], answer=_listed(text, looked, words))
    gold = gold_links(recorded, t)
    if gold is not None:
        said = f"{said} {text['gold_is'].format(answer=_listed(text, set(gold), words))}"
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
    """Whether word t is right, and most of its weight on a word that it translates (gold links)."""
    weights, gold = recorded.own.weights, gold_links(recorded, t)
    if weights is None or not gold:
        return False
    return int(weights[t].argmax()) in gold and weights[t].max() > SURE


def gold_links(recorded: Lesson, t: int) -> frozenset[int] | None:
    """The source positions of word t; None where a word so far is not known to be right."""
    pair, written = recorded.reading.pair, recorded.own.target[: t + 1]
    return None if pair is None or written != pair.target[: t + 1] else pair.sure[t]


def what_if(text: Text, settings: Attention, recorded: Lesson) -> None:
    """The first words, what is forced, and both translations with what changed."""
    name = f"prefix:{text.language}"
    st.session_state[name] = _joined(settings.prefix, settings)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    left.text_input(
        text["prefix"],
        key=name,
        help=text["prefix.help"],
        placeholder=text["prefix_none"],
        on_change=lambda: _force(_cut(st.session_state[name], settings)),
    )
    right.button(
        text["reset"], on_click=_free, key="reset", width="stretch", disabled=not recorded.changed
    )
    refused = st.session_state.pop(REFUSED, None)
    if refused:
        st.error(sentence(refused, Attention, text))
    unknown = beginning(settings.prefix, model_name(settings))[1]
    if unknown:
        st.warning(text["prefix_unknown"].format(words=plain(" ".join(unknown))))
    if recorded.changed:
        st.markdown(text("changed", **_changes(text, settings, recorded)))


def _joined(prefix: str, settings: Attention) -> str:
    """The first words as a reader writes them: the characters of a date without spaces."""
    return prefix.replace(" ", "") if settings.how == "date" else prefix


def _cut(typed: str, settings: Attention) -> str:
    """The first words as the link keeps them, with spaces between."""
    return " ".join(typed.replace(" ", "") if settings.how == "date" else typed.split())


def _force(prefix: str) -> None:
    """Let the translation begin so; what is too long is said on the next run."""
    rule = Attention.rules()["prefix"]
    if rule.allows(prefix):
        set_one(Attention, "prefix", prefix)
    else:
        st.session_state[REFUSED] = InputError("prefix", str(rule), prefix)


def _free() -> None:
    for name in ("attend", "prefix"):
        set_one(Attention, name, "")


def _changes(text: Text, settings: Attention, recorded: Lesson) -> dict[str, str]:
    """Both translations with the words that differ marked, and what was forced."""
    own, forced = recorded.own.words, recorded.trace.words
    before, after = [], []
    for place in aligned(forced, own):
        old = None if place.right is None else own[place.right]
        new = None if place.written is None else forced[place.written]
        if old is not None:
            before.append(plain(old) if old == new else f"~~{plain(old)}~~")
        if new is not None:
            after.append(plain(new) if old == new else f"**:orange[{plain(new)}]**")
    pairs = forced_attention(settings, len(recorded.trace.source)).items()
    looks = [
        text["forced_look"].format(n=step + 1, source=named(text, recorded.trace.source[position]))
        for step, position in sorted(pairs)
    ]
    words = plain(_joined(settings.prefix, settings))
    prefix = [text["forced_words"].format(words=words)] if words else []
    return {
        "before": " ".join(before),
        "after": " ".join(after),
        "forced": text["and"].join(prefix + looks),
        "p_before": short(float(recorded.own.log_probability)),
        "p_after": short(float(recorded.trace.log_probability)),
    }


@folded("hood")
def hood(text: Text, settings: Attention) -> None:
    """The equations as code, and how far they are from what was recorded, measured now."""
    from core.lessons.attention.run import difference
    from core.networks.seq2seq.translator import score, step

    st.markdown(text("hood", difference=short(cached(difference)(settings.free))))
    st.code(source(step), language="python")
    st.code(source(score), language="python")
