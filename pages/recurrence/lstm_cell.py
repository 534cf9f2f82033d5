"""What does the cell remember? A trained character LSTM, unit by unit, on the reader's text."""

import streamlit as st

from core.lessons.lstm_cell.lesson import PRESETS, record_lesson, snippet, table
from core.lessons.lstm_cell.settings import HIDDEN, LSTMCell
from ui import lesson, predict
from ui.controls import picked, setting
from ui.lessons.lstm_cell.character_results import compared
from ui.lessons.lstm_cell.clamps import held, hold
from ui.lessons.lstm_cell.find_cells import find_cells
from ui.lessons.lstm_cell.parts import ask, asked_about, hood, presets, unknown, verdict, why
from ui.lessons.lstm_cell.spans import brush, told
from ui.lessons.lstm_cell.what_if import what_if
from viz.lessons.lstm_cell import stage

NOTICE = {
    "quotes": {"t": 10},
    "long": {"sentence": PRESETS["long"], "t": 38},
    "open": {"sentence": PRESETS["open"], "t": 21},
    "units": {"show": "units", "sort": "correlation"},
    "chinese": {"sentence": PRESETS["chinese"], "t": 4},
}

text = lesson.words_of("lstm_cell")
card, play, answer = lesson.card(), st.container(), st.container()
with card.typed:
    values = picked(LSTMCell) | {"sentence": setting(LSTMCell, "sentence", text)}
with card.bar:
    settings = lesson.valid(LSTMCell, text, values)
trace = lesson.cached(record_lesson)(settings.recorded)
with play:
    presets(text)

with card.foot:
    asked_about(text, settings)
    guesses = ask(text)
    unknown(text, trace)
changed = held(trace, settings)
moving = stage(
    trace,
    settings,
    words=text.labels,
    covered=not predict.revealed(),
    span=told(trace),
    guesses=guesses,
    changed=changed,
)
moving = predict.told(moving, lambda: verdict(text, guesses, settings))
with card.picture:
    lesson.moving_picture(moving, text, LSTMCell, brush)

if predict.revealed():
    with card.foot:
        hold(text, trace, settings, changed)
    with answer:
        why(text)
    lesson.notice(card, text, settings, NOTICE)
    find_cells(text, trace)
    what_if(text, trace, settings, HIDDEN)
    compared(text)
    hood(text, settings.sentence)
lesson.take_along(
    text,
    stage=moving,
    csv=lambda: table(trace),
    snippet=snippet(settings),
)
lesson.sources(text)
