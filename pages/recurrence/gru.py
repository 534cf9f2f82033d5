"""Two gates instead of three: the gated recurrent unit, one unit at a time."""

import streamlit as st

from core.lessons.gru.lesson import fixed, record_lesson, snippet, table
from core.lessons.gru.settings import GRU
from ui import lesson, predict
from ui.controls import panel
from ui.lessons.gru.parts import (
    answers,
    beside_the_lstm,
    conventions,
    hood,
    marks,
    switches,
    unknown,
    verdict,
    why,
)
from ui.lessons.gru.study import what_gates_do
from ui.text import load
from viz.lessons.gru import stage

GUESSES = ("r", "z", "both", "neither")
SIDEBAR = ("task", "example", "length")
NOTICE = {
    "writes": {"t": 7},
    "copies": {"length": 120, "hold": "z_one", "since": 20, "example": 14, "t": 60},
    "replaces": {"update": "replace", "t": 8},
    "before": {"reset": "before", "example": 1, "t": 40},
    "quotes": {"task": "text", "t": 14},
}

text = lesson.words_of("gru")
card, play, answer = lesson.card(), st.container(), st.container()
with st.sidebar:
    st.header(load("app", text.language)["settings"], anchor=False)
    values = panel(GRU, text, SIDEBAR, fixed)
with card.typed:
    values |= panel(GRU, text, ["unit", "sentence"], lambda _: fixed(values))
with play:
    values |= panel(GRU, text, ["cell"], lambda _: fixed(values))
    values |= switches(text, values)
with card.bar:
    settings = lesson.valid(GRU, text, values)
trace = lesson.cached(record_lesson)(settings.recorded)

with card.foot:
    guesses = predict.ask(text, {"gru": text["guess_label"]}, GUESSES, st.pills)
    unknown(text, settings)
frozen = answers(settings)
moving = stage(
    trace,
    settings,
    words=text.labels,
    covered=not predict.revealed(),
    marks=marks(text, guesses),
    frozen=frozen,
)
moving = predict.told(moving, lambda: verdict(text, guesses, settings, frozen))
with card.picture:
    lesson.moving_picture(moving, text, GRU)

if predict.revealed():
    with answer:
        why(text, settings, trace)
    lesson.notice(card, text, settings, NOTICE)
    conventions(text)
    what_gates_do(text)
    beside_the_lstm(text)
    hood(text, settings)
lesson.take_along(
    text,
    stage=moving,
    csv=lambda: table(trace),
    snippet=snippet(settings),
)
lesson.sources(text)
