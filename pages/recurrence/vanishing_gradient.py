"""How far back can it learn? Gradients of an RNN, a GRU and LSTMs on their way back in time."""

import streamlit as st

from core.lessons.settings import split_codes
from core.lessons.vanishing_gradient.lesson import fixed, record_lesson, snippet, table
from core.lessons.vanishing_gradient.settings import VanishingGradient
from core.measures.fading import guesses
from ui import lesson, predict
from ui.controls import choices, panel
from ui.lessons.vanishing_gradient.parts import hood, memory_maps, the_race, verdict, why
from ui.text import load
from viz.lessons.vanishing_gradient import note, stage
from viz.views.gradients import Row

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
card, answer = lesson.card(), st.container()
with st.sidebar:
    st.header(load("app", text.language)["settings"], anchor=False)
    networks = text.words("pick")
    shown = split_codes(choices(text["networks"], networks, "networks", ".".join(networks)))
    if not shown:
        st.caption(text["networks_none"])
        shown = tuple(networks)
    values = panel(VanishingGradient, text, SIDEBAR, fixed)
with card.typed:
    values |= panel(VanishingGradient, text, ["forget_bias"], lambda _: fixed(values))
with card.bar:
    settings = lesson.valid(VanishingGradient, text, values)
recorded = lesson.cached(record_lesson)(settings.recorded)

notes = {code: note(code, settings, text.labels) for code in shown}
names = {code: f"{text[f'network.{code}']} · {notes[code]}" for code in shown}
options = guesses(len(recorded.gradients["rnn"].tokens))
with card.foot:
    guessed = predict.ask(text, names, options, about=settings)
rows = [Row(code, notes[code], recorded.gradients[code], guessed.get(code)) for code in shown]
moving = stage(
    rows,
    words=text.labels,
    options=options,
    covered=not predict.revealed(),
)
moving = predict.told(moving, lambda: verdict(text, rows, options))
with card.picture:
    lesson.moving_picture(moving, text)

if predict.revealed():
    with answer:
        why(text, settings, recorded, names)
    lesson.notice(card, text, settings, NOTICE)
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
