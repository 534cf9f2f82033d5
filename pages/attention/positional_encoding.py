"""How does it know the order? Positional encodings, and what is lost without them."""

import streamlit as st

from core.positional_lesson import PositionalEncoding, fixed
from ui import lesson
from ui.controls import panel, picked
from ui.positional_encoding import pick
from ui.text import load
from viz.positional_encoding import stage

text = lesson.begin("positional_encoding")
picture = st.container()
with st.sidebar:
    st.header(load("app", text.language)["settings"], anchor=False)
    values = panel(PositionalEncoding, text, ["encoding", "d", "base", "length", "k"], fixed)
with picture:
    settings = lesson.valid(PositionalEncoding, text, values | picked(PositionalEncoding))
moving = stage(settings, words=text.labels, player=load("stage", text.language).labels)
with picture:
    lesson.moving_picture(moving, text, pick)
lesson.sources(text)
