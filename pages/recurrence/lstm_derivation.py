"""Five steps from RNN to LSTM: what each one repairs, and what it breaks."""

import streamlit as st

from core.lessons.lstm_derivation.lesson import fixed, record_lesson, snippet, table
from core.lessons.lstm_derivation.settings import Derivation
from ui import lesson, predict
from ui.controls import panel
from ui.lessons.lstm_derivation.parts import (
    ask,
    hood,
    look,
    mistakes,
    results,
    verdict,
    where,
    why,
)
from ui.text import load
from viz.lessons.lstm_derivation import stage

SIDEBAR = ("trained", "forget_bias", "length", "hidden", "unit", "seed")
NOTICE = {
    "grows": {"step": "add", "way": "forth", "length": 200},
    "half_open": {"step": "forget", "forget_bias": 0.0},
    "again": {"step": "input", "way": "forth", "length": 200},
    "bounded": {"step": "output", "way": "forth", "length": 200},
    "trained": {"step": "add", "trained": "after"},
}

text = lesson.words_of("lstm_derivation")
card, answer = lesson.card(), st.container()
with card.bar:
    looked = where(text)
with st.sidebar:
    st.header(load("app", text.language)["settings"], anchor=False)
    values = looked | panel(Derivation, text, SIDEBAR, fixed)
with card.bar:
    settings = lesson.valid(Derivation, text, values)
recorded = lesson.cached(record_lesson)(settings.recorded)
with card.foot:
    guesses = ask(text, settings)
moving = stage(
    recorded,
    look(settings, recorded, guesses),
    words=text.labels,
)
moving = predict.told(moving, lambda: verdict(text, recorded, guesses))
with card.picture:
    lesson.moving_picture(moving, text)

if predict.revealed():
    with answer:
        why(text, settings, recorded)
    lesson.notice(card, text, settings, NOTICE)
    results(text, recorded)
    mistakes(text, settings, recorded)
    hood(text, settings)
lesson.take_along(
    text,
    stage=moving,
    csv=lambda: table(recorded),
    snippet=snippet(settings),
)
lesson.sources(text)
