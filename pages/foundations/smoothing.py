"""Does it move by itself? The state of an RNN that reads, and then reads nothing any more."""

import streamlit as st

from core.lessons.smoothing.lesson import ANSWERS, record_lesson, snippet, table
from core.lessons.smoothing.settings import Smoothing
from ui import lesson, predict
from ui.controls import panel
from ui.lessons.smoothing.parts import explain, hood, verdict
from viz.lessons.smoothing import stage

NOTICE = {"settles": {"t": 13}, "seed": {"seed": 1, "t": 13}}

text = lesson.words_of("smoothing")
card, play, why = lesson.card(), st.container(), st.container()
with play:
    values = panel(Smoothing, text, Smoothing.rules(), lambda _: {})
with card.bar:
    settings = lesson.valid(Smoothing, text, values)
trace = lesson.cached(record_lesson)(settings.recorded)

moving = stage(trace, settings, words=text.labels, covered=not predict.revealed())
with card.foot:
    guesses = predict.ask(
        text, {"range": text["guess_label"]}, ANSWERS, widget=st.pills, about=settings
    )
moving = predict.told(moving, lambda: verdict(text, settings, trace, guesses))
with card.picture:
    lesson.moving_picture(moving, text)

if predict.revealed():
    with why:
        explain(text, settings, trace)
    lesson.notice(card, text, settings, NOTICE)
    hood(text, settings)
lesson.take_along(text, stage=moving, csv=lambda: table(trace), snippet=snippet(settings))
lesson.sources(text)
