"""Diagnose your own model: a recurrent network of the reader's, recorded and diagnosed."""

import streamlit as st

from core.lessons.your_model.lesson import table
from core.lessons.your_model.settings import YourModel
from ui import lesson, predict
from ui.lessons.your_model.brought import brought
from ui.lessons.your_model.diagnosis import ask, diagnosis, hood, verdict
from ui.lessons.your_model.memory import memory_maps
from ui.lessons.your_model.parts import controls, looked_at, show_unit, switch, words
from ui.lessons.your_model.refocus import refocus
from ui.lessons.your_model.told import what_it_is, what_was_read
from ui.lessons.your_model.units import find, hold
from ui.text import load
from viz.lessons.your_model import stage

NOTICE = {
    "bias": {"example": "lstm_bias", "t": 1},
    "gru": {"example": "gru", "t": 1},
    "rnn": {"example": "rnn", "t": 30},
    "noise": {"source": "random", "t": 30},
    "long": {"example": "lstm_bias", "length": 200, "t": 1},
}

text = lesson.words_of("your_model")
card, found = lesson.card(), st.container()
with card.bar.container(horizontal=True):
    left, right, beside = (st.container(width=width) for width in ("content", "content", "stretch"))
beside = beside.container(key="beside_upload")
st.sidebar.header(load("app", text.language)["settings"], anchor=False)
with left:
    look = switch(text)
with right:
    upload = brought(text, beside)
with st.sidebar:
    values, files = controls(text, upload)
    values |= look
with card.bar:
    settings = lesson.valid(YourModel, text, values)
    looked = looked_at(text, settings, upload, files)
with beside:
    what_it_is(text, looked)
with card.foot:
    guessed = ask(text, looked)

moving = stage(
    looked.lesson,
    looked.settings,
    name=looked.name(text),
    note=looked.note(text),
    words=words(text),
    covered=not predict.revealed(),
    guess=guessed.get("reach"),
)
moving = predict.told(moving, lambda: verdict(text, looked, guessed))
with card.picture:
    lesson.moving_picture(moving, text, YourModel, show_unit)

with found:
    what_was_read(text, looked)
if predict.revealed():
    with found:
        diagnosis(text, looked)
    if looked.upload is None:
        lesson.notice(card, text, looked.settings, NOTICE)
    find(text, looked)
    hold(text, looked)
    memory_maps(text, looked)
    hood(text, looked)
    st.caption(text("left_out"))
st.caption(text("kept"))
csv, snippet = lambda: table(looked.complete()), looked.snippet()
lesson.take_along(text, stage=moving, csv=csv, snippet=snippet, own=looked.upload is not None)
lesson.sources(text)
refocus()
