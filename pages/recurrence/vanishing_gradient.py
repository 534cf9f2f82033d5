"""How far back can it learn? Gradients of an RNN, a GRU and LSTMs on their way back in time."""

import streamlit as st

from core.lessons.settings import split_codes
from core.lessons.vanishing_gradient.lesson import fixed, record_lesson, snippet, table
from core.lessons.vanishing_gradient.settings import VanishingGradient
from ui import lesson, predict
from ui.controls import choices, panel
from ui.lessons.vanishing_gradient.parts import after_the_answer, hood, memory_maps, the_race
from ui.text import load
from viz.lessons.vanishing_gradient import note, stage
from viz.views.gradients import Row

OPTIONS = ("2", "5", "10", "20", "50", "100", "never")  # steps back that can be guessed
SIDEBAR = tuple(name for name in VanishingGradient.rules() if name != "forget_bias")
LINEAR = {"nonlinearity": "linear", "init": "orthogonal"}
NOTICE = {
    "below": LINEAR | {"radius": 0.8},
    "above": LINEAR | {"radius": 1.2},
    "saturated": {"init": "gaussian", "radius": 1.5},
    "bias": {"forget_bias": -2.0},
    "clip": LINEAR | {"radius": 1.2, "clip": 1.0},
}

text = lesson.words_of("vanishing_gradient")
picture, question = st.container(), st.container()
with st.sidebar:
    st.header(load("app", text.language)["settings"], anchor=False)
    networks = text.words("pick")
    shown = split_codes(choices(text["networks"], networks, "networks", ".".join(networks)))
    shown = shown or tuple(networks)
    values = panel(VanishingGradient, text, SIDEBAR, fixed)
with question:
    asked, slider = st.columns([1, 5]) if predict.revealed() else (st.container(), st.container())
with slider:
    values |= panel(VanishingGradient, text, ["forget_bias"], lambda _: fixed(values))
with picture:
    settings = lesson.valid(VanishingGradient, text, values)
recorded = lesson.cached(record_lesson)(settings.recorded)

notes = {code: note(code, settings, text.labels) for code in shown}
names = {code: f"{text[f'network.{code}']} · {notes[code]}" for code in shown}
with asked:
    guesses = predict.ask(text, names, OPTIONS, about=settings)
rows = [Row(code, notes[code], recorded.gradients[code], guesses.get(code)) for code in shown]
moving = stage(
    rows,
    words=text.labels,
    options=OPTIONS,
    covered=not predict.revealed(),
)
with picture:
    lesson.moving_picture(moving, text)

if predict.revealed():
    after_the_answer(text, settings, recorded, names)
    lesson.notice(text, VanishingGradient, NOTICE)
    memory_maps(text, settings, recorded, names)
    the_race(text)
    hood(text, settings, names)
lesson.take_along(
    text,
    stage=moving,
    csv=lambda: table(recorded),
    snippet=snippet(settings),
)
lesson.sources(text)
