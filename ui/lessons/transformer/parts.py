"""The parts of the lesson on the whole Transformer around its moving picture."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from core.errors import InputError
from core.lessons.transformer.lesson import (
    record_lesson,
    shares,
)
from core.lessons.transformer.settings import Lesson, Transformer, reading
from core.networks.seq2seq_transformer.ablation import INTACT
from core.shipped.readings import CHINESE
from core.shipped.vocabularies import vocabulary
from core.traces.stack import MachineRecording
from ui import link, predict
from ui.controls import choice, set_one, setting
from ui.lesson import cached, folded, last_good, source
from ui.lessons.transformer.guess import between
from ui.markdown import plain
from ui.text import Text
from ui.writing import known_words, unknown_words
from viz.numbers import short

READ = "transformer:read"  # in the session: the last settings with a sentence that could be read


def choose_sentence(text: Text, draw: int) -> dict[str, Any]:
    """Where the sentence comes from, and beside it which one, or what the reader writes."""
    left, right = st.columns([1, 1.6], vertical_alignment="bottom")
    with left:
        how = choice(text["how"], text.words("how"), "how", "example", widget=st.selectbox)
    with right:
        if how == "own":
            return {"how": how, "sentence": setting(Transformer, "sentence", text)}
        if how == "example":
            names = text.words("example")
            widget = st.selectbox
            return {
                "how": how,
                "example": choice(text["example"], names, "example", "kitchen", widget=widget),
            }
        another = partial(_another, (draw + 1) % 1000)
        st.button(text["another"], on_click=another, key="another", width="stretch")
    return {"how": how}


def _another(draw: int) -> None:
    """Build another sentence, and play it."""
    set_one(Transformer, "draw", draw)
    predict.play_anew()


def controls(text: Text, how: str) -> dict[str, Any]:
    """How the sentence is built, how it is shown, and, once the answer shows, how it is written."""
    values: dict[str, Any] = {}
    if how == "built":
        values["phenomena"] = setting(Transformer, "phenomena", text)
    if how == "own":
        known_words(text, vocabulary(CHINESE, "source"))
    names = ["mode"] + ["positions"] * predict.revealed()
    if predict.revealed() and link.read("mode") != "teach":  # taught, the words are given
        names.append("search")
    for column, name in zip(st.columns(len(names)), names, strict=True):
        with column:
            values[name] = setting(Transformer, name, text)
    if values.get("search") == "sample":
        values |= _sampling(text)
    return values


def _sampling(text: Text) -> dict[str, Any]:
    """How words are drawn, and a button that draws others."""
    values: dict[str, Any] = {}
    columns = st.columns([1, 1, 0.6], vertical_alignment="bottom")
    for column, name in zip(columns, ("temperature", "top"), strict=False):
        with column:
            values[name] = setting(Transformer, name, text)
    with columns[-1]:
        seed = int(link.read("seed") or 0)
        draw = partial(set_one, Transformer, "seed", (seed + 1) % 100)
        st.button(text["draw_again"], on_click=draw, key="draw_again", width="stretch")
    return values


def readable(text: Text, asked: Transformer) -> Transformer:
    """The settings, or the last ones with a sentence that the model can read."""

    def refuse(error: InputError) -> None:
        if error.field == "words":
            unknown_words(text, asked.sentence, "sentence")
        else:
            st.error(text["impossible_sentence"])

    settings, _ = last_good(READ, asked, reading, refuse, first=Transformer())
    return settings


def recording(settings: Transformer) -> Lesson:
    """The sentence intact, which readers share, and with what is taken away."""
    intact = cached(record_lesson)(settings.intact)
    if settings.ablation == INTACT:
        return intact
    found = cached(_changed)(settings.recorded, len(intact.intact.decoder.target))
    return replace(intact, found=found)


def _changed(settings: Transformer, intact: int) -> MachineRecording:
    from core.lessons.transformer.run import changed

    return changed(settings, intact)


def why(text: Text, lesson: Lesson) -> None:
    """Why the line matters most, with what was measured on held-out sentences."""
    decoder, t = lesson.intact.decoder, surprising(lesson)
    held = [decoder.lens_word(place, t) for place in range(len(decoder.lens))]
    norms = decoder.norms[:, t]
    live = {"first": short(float(norms[0])), "last": short(float(norms[-1]))}
    live["word"] = plain(decoder.target[t])
    put_back = {f"{what}_back": f"cut e1s, {what} back" for what in ("word", "position")}
    live |= {name: between(shares(taken)) for name, taken in put_back.items()}
    live["cross"] = between(shares("off d2c"))
    st.markdown(text("why", **live))
    st.markdown(
        text(
            "why_lens", row=str(t + 1), word=plain(decoder.target[t]), held=plain(" → ".join(held))
        )
    )
    both = {"off": "off encoder", "all": "intact"}
    st.markdown(text("why_encoder", **{name: between(shares(n)) for name, n in both.items()}))


def surprising(lesson: Lesson) -> int:
    """The word whose line changes what it holds most often; the first of equal ones."""
    decoder = lesson.intact.decoder
    best = decoder.lens_words[:, :, 0]
    return int((best[1:] != best[:-1]).sum(axis=0).argmax())


@folded("hood")
def hood(text: Text, settings: Transformer) -> None:
    """The stack as code, and how far it is from torch on this sentence."""
    from core.lessons.transformer.run import difference
    from core.networks.seq2seq_transformer.stack import Stack

    st.markdown(text("hood", difference=short(cached(difference)(settings.intact))))
    st.code(source(Stack.run), language="python")
