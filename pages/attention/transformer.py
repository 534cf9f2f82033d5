"""Does it move by itself? The state of an RNN that reads, and then reads nothing any more."""

import streamlit as st

from core.lessons.transformer.lesson import ANSWERS, record_lesson, snippet, table
from core.lessons.transformer.settings import Transformer
from ui import lesson, predict
from ui.controls import panel
from ui.lessons.transformer.parts import explain, hood, verdict
from viz.lessons.transformer import stage

NOTICE = {"settles": {"t": 13}, "seed": {"seed": 1, "t": 13}}

text = lesson.words_of("transformer")
card, play, why = lesson.card(), st.container(), st.container()
with play:
    values = panel(Transformer, text, Transformer.rules(), lambda _: {})
with card.bar:
    settings = lesson.valid(Transformer, text, values)
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
