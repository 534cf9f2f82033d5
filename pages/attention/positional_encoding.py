"""How does it know the order? Positional encodings, and what is lost without them."""

import streamlit as st

from core.positional_lesson import PositionalEncoding, fixed, learnt, record_lesson
from ui import lesson, predict
from ui.controls import panel, picked
from ui.positional_encoding import pick, picture_choice
from ui.text import load
from viz.positional_encoding import stage

SIDEBAR = ("encoding", "d", "base", "length", "k", "head", "moves", "heads")

text = lesson.begin("positional_encoding")
values = {"picture": picture_choice(text)}
picture, question = st.container(), st.container()
with st.sidebar:
    st.header(load("app", text.language)["settings"], anchor=False)
    values |= panel(PositionalEncoding, text, ["sentence", *SIDEBAR], lambda _: fixed(values))
with picture:
    values |= picked(PositionalEncoding)
    settings = lesson.valid(PositionalEncoding, text, values)
shuffled = lesson.cached(record_lesson)(settings)
with question:
    guesses = predict.ask(text, text.words("name"), list(text.words("guess")), st.segmented_control)
moving = stage(
    settings,
    shuffled,
    learnt(),
    words=text.labels,
    player=load("stage", text.language).labels,
    covered=not predict.revealed(),
)
with picture:
    lesson.moving_picture(moving, text, pick)
lesson.sources(text)
