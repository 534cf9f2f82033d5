"""The parts of the lesson on encoder and decoder around its moving picture."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from core.data.segmentation import Word
from core.errors import InputError
from core.lessons.encoder_decoder.lesson import broken, record_lesson
from core.lessons.encoder_decoder.settings import EncoderDecoder, Told
from core.lessons.settings import split_codes
from core.measures.bottleneck import (
    ALONE,
    ATTENTIVE,
    GUESSES,
    answer,
    bins,
    half_length,
    mistakes,
    seeds,
)
from core.measures.verdict import judge
from core.shipped.vocabularies import vocabulary
from ui import predict
from ui.controls import choice, picked, set_one, setting
from ui.lesson import cached, folded, last_good, source
from ui.markdown import plain
from ui.stage import call, replay
from ui.text import Text
from ui.writing import as_written, known_words, offer_simplified
from viz.glosses import within
from viz.numbers import short
from viz.view import Verdict
from viz.views.seq2seq.verdict import conclusion

STORIES = 100
LENGTH = EncoderDecoder.defaults()["length"]
LENGTHENED = "encoder_decoder:lengthened"  # in the session: the parts of a story, those added
READ = "encoder_decoder:read"  # the last sentence that the model could read
COUNTED = {"exact": ("exact", "sentences"), "words": ("free", "words")}  # by curve: hits, of all


def sentence(text: Text) -> dict[str, Any]:
    """Let the reader choose where the sentence comes from, and which one."""
    values = picked(EncoderDecoder)
    with st.container(key="sentence_row"):
        left, right, end = st.columns([1.7, 3, 0.9])
    last = end.container(key="sentence_end")
    with left:
        values["origin"] = setting(EncoderDecoder, "origin", text)
    if values["origin"] == "held_out":
        words = text.words("length")
        with right:
            values["length"] = choice(
                text["length"], words, "length", LENGTH, widget=st.select_slider
            )
        with end:
            values["example"] = setting(EncoderDecoder, "example", text)
        return values
    with right:
        name = "parts" if values["origin"] == "story" else "sentence"
        values[name] = setting(EncoderDecoder, name, text)
    if values["origin"] == "story":
        following = partial(_another, (values["story"] + 1) % STORIES)
        last.button(text["another"], key="another", on_click=following, width="stretch")
    else:
        with last:
            known_words(text, vocabulary(ALONE, "source"))
    return values


def _another(story: int) -> None:
    """Tell another story, and play how it is written."""
    set_one(EncoderDecoder, "story", story)
    replay()


def translated(text: Text, settings: EncoderDecoder) -> tuple[EncoderDecoder, Told]:
    """Translate the sentence; one with unknown words gets a word of help, and the last good one."""

    def translate(settings: EncoderDecoder) -> Told:
        return cached(record_lesson)(settings.recorded)

    def refuse(_: InputError) -> None:
        if not as_written("sentence", settings.sentence):
            return
        _unknown(text, cached(_read)(settings.sentence))
        offer_simplified(text, "sentence", settings.sentence)

    return last_good(READ, settings, translate, refuse, first=EncoderDecoder())


def _read(own: str) -> tuple[Word, ...]:
    from core.lessons.encoder_decoder.run import read

    return read(own)


def _unknown(text: Text, words: tuple[Word, ...]) -> None:
    strange = [word for word in words if not word.known]
    said = text["also_unknown"].join(
        text["near"].format(word=plain(word.text), words=_near(text, word))
        if word.near
        else plain(word.text)
        for word in strange
    )
    st.error(text["unknown"].format(words=said) if strange else text["nothing"])


def _near(text: Text, word: Word) -> str:
    """Known words that look like an unknown one."""
    return text["and"].join(plain(within(near, text.labels)) for near in word.near)


def ask(text: Text, settings: EncoderDecoder) -> dict[str, str]:
    """Ask where half of the sentences fail; a story then grows until it is one of those."""

    def lengthen() -> None:
        parts = cached(broken)(settings).parts
        before = split_codes(settings.parts)
        added = tuple(part for part in split_codes(parts) if part not in before)
        if added:
            st.session_state[LENGTHENED] = parts, added
        set_one(EncoderDecoder, "parts", parts)

    shortest = bins(ALONE)[0]
    share = shortest["exact"] / shortest["sentences"]
    said = text("predict", most=str(shortest["to"]), share=f"{100 * share:.0f}")
    names = text.words("name")
    return predict.ask(text, names, GUESSES, st.pills, about="half", then=lengthen, said=said)


def verdict(
    text: Text, settings: EncoderDecoder, guesses: Mapping[str, str], told: Told
) -> Verdict:
    """From which length on half of the sentences are wrong, and what this one is.

    Of a story that the answer has lengthened it is said by what.
    """
    length, right = half_length(), answer()
    half = text["guess.never"] if length is None else f"{length:.0f}"
    said = text["half_at"].format(half=half, closest=guess_words(right, text))
    if told.right is not None:
        found = conclusion(judge(told.free.target, told.right), text.labels)
        added = lengthened(settings)
        key = "this_longer" if added else "this_one"
        parts = text["and"].join(text[f"parts.{part}"] for part in added)
        said += text[key].format(n=len(told.free.source), verdict=found, parts=parts)
    return predict.verdict([guess == right for guess in guesses.values()], said)


def lengthened(settings: EncoderDecoder) -> tuple[str, ...]:
    """What the answer has added to the story on show; none where it is another one by now."""
    parts, added = st.session_state.get(LENGTHENED, (None, ()))
    return added if settings.origin == "story" and settings.parts == parts else ()


def why(text: Text) -> None:
    """Why it is so, with the counts."""
    length = half_length()
    short_, long_ = bins(ALONE)[0], bins(ALONE)[6]
    shares = {"short": short_, "long": long_, "attended": bins(ATTENTIVE)[6]}
    live = {name: f"{100 * b['exact'] / b['sentences']:.1f}" for name, b in shares.items()}
    half = text["guess.never"] if length is None else f"{length:.0f}"
    st.markdown(text("why", half=half, **live, **first_mistakes()))


def first_mistakes() -> dict[str, str]:
    """What was counted of the first wrong words, as the text says it."""
    found = mistakes()
    return {
        "lexical": f"{found['lexical']:.0f}",
        "same": f"{100 * found['same kind'] / found['lexical']:.0f}",
        "chance": f"{100 * found['by chance'] / found['lexical']:.0f}",
        "another": f"{100 * found['with another vector'] / found['lexical']:.0f}",
        "then": f"{found['sure then']:.2f}",
        "before": f"{found['sure before']:.2f}",
    }


def guess_words(code: str, text: Text) -> str:
    """The words of a guess."""
    return text.labels.get(f"guess.{code}") or text["guess"].format(n=code)


def bottleneck(text: Text, settings: EncoderDecoder, guess: str) -> None:
    """The curves; pressing a point opens a sentence of that length on the stage."""
    from viz.charts.bottleneck import marked, opened

    chosen = settings.length if settings.origin == "held_out" else None
    st.subheader(text["curve"], anchor=False)
    dark = st.context.theme.type == "dark"
    for column, kind in zip(st.columns(2), COUNTED, strict=True):
        chart = opened(cached(_curve)(kind, text.labels, dark), chosen)
        if kind == "exact":
            chart = marked(chart, _marks(text, guess))
        key = f"curve_{kind}_{text.language}"
        with column:
            st.vega_lite_chart(spec=chart, key=key, on_select=partial(_open, key))
    st.caption(text("curve"))


def _marks(text: Text, guess: str) -> list[tuple[float, str]]:
    """The measured length and, where it is one, the guessed one, each with its word."""
    length = half_length()
    measured = [] if length is None else [(length, text["half_answer"].format(n=f"{length:.0f}"))]
    guessed = [(float(guess), text["half_you"].format(n=guess))] if guess.isdecimal() else []
    return measured + guessed


def _curve(kind: str, words: Mapping[str, str], dark: bool) -> dict[str, Any]:
    from viz.charts.bottleneck import curve, shares
    from viz.charts.vega_lite import vega_lite

    models = {words[f"model.{n}"]: [s["lengths"] for s in seeds(n)] for n in (ALONE, ATTENTIVE)}
    table, title = shares(models, *COUNTED[kind]), words[f"curve_{kind}"]
    return vega_lite(curve(table, words, title=title, half=kind == "exact", dark=dark))


def _open(key: str) -> None:
    """Open a held-out sentence of the length that was pressed."""
    from viz.charts.bottleneck import CHOSEN

    pressed = st.session_state[key].selection.get(CHOSEN) or []
    if pressed:
        set_one(EncoderDecoder, "origin", "held_out")
        set_one(EncoderDecoder, "length", pressed[0]["length"])
        call()


@folded("hood")
def hood(text: Text, settings: EncoderDecoder) -> None:
    """The decoder's step as code, and how far it is from what was recorded."""
    from core.lessons.encoder_decoder.run import difference
    from core.networks.seq2seq.translator import step

    st.markdown(text("hood", difference=short(cached(difference)(settings))))
    st.code(source(step), language="python")
