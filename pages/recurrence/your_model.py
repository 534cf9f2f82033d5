"""Bring your own model: a recurrent network of the reader's, recorded and diagnosed."""

import streamlit as st

from core.lessons.your_model.lesson import table
from core.lessons.your_model.settings import OPTIONS, YourModel
from ui import lesson, predict
from ui.lessons.your_model.diagnosis import answer, diagnosis, hood, memory_maps, what_it_is
from ui.lessons.your_model.parts import controls, looked_at, show_unit, switch, words
from ui.lessons.your_model.units import find, hold
from ui.lessons.your_model.upload import uploaded
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
bring, picture, question = st.container(), st.container(), st.container()
with bring, st.container(horizontal=True, vertical_alignment="center"):
    upload = uploaded(text)
    look = switch(text)
with st.sidebar:
    st.header(load("app", text.language)["settings"], anchor=False)
    values, files = controls(text, upload)
    values |= look
with picture:
    settings = lesson.valid(YourModel, text, values)
    looked = looked_at(text, settings, upload, files)
    what_it_is(text, looked)

with question:
    names = {"reach": looked.name(text)}
    about = (looked.settings.recorded, upload and upload.key)
    guesses = predict.ask(text, names, OPTIONS, about=about)
moving = stage(
    looked.lesson,
    looked.settings,
    name=looked.name(text),
    note=looked.note(text),
    words=words(text),
    covered=not predict.revealed(),
)
with picture:
    lesson.moving_picture(moving, text, YourModel, show_unit)

if predict.revealed():
    with question:
        answer(text, looked, guesses)
    diagnosis(text, looked)
    if looked.upload is None:
        lesson.notice(text, YourModel, NOTICE)
    find(text, looked)
    hold(text, looked)
    memory_maps(text, looked)
    hood(text, looked)
    st.caption(text("left_out"))
st.caption(text("kept"))
lesson.take_along(
    text,
    stage=moving,
    csv=lambda: table(looked.lesson),
    snippet=looked.snippet(),
)
lesson.sources(text)
