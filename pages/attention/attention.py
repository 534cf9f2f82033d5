"""Which words does it look at? A trained translator's attention, weight by weight."""

from typing import Any

import streamlit as st

from core.lessons.attention.lesson import record_lesson, snippet, table
from core.lessons.attention.settings import Attention
from ui import lesson, predict
from ui.controls import picked
from ui.lessons.attention.parts import after_the_answer, ask, guessed, hood, what_if
from ui.lessons.attention.sentence import choose_sentence, of_dates, readable
from ui.lessons.attention.sharpness import sharp_is_not_correct
from ui.lessons.attention.views import choose_view, moving_stage

NOTICE: dict[str, dict[str, Any]] = {
    "time": {"t": 55},
    "force": {"attend": "10-5", "t": 50},
    "twice": {"prefix": "yesterday", "t": 55},
    "order": {"show": "compare", "t": 65},
    "sharp": {"show": "scorings", "t": 65},
}

text = lesson.words_of("attention")
picture, question, choosing = st.container(), st.container(), st.container()
values = picked(Attention) | guessed()
with choosing:
    st.subheader(text["sentence_head"], anchor=False)
    values |= choose_sentence(text, values["draw"])
with question:
    values |= choose_view(text, values["how"])
with choosing:
    settings = readable(text, lesson.valid(Attention, text, values))
recorded = lesson.cached(record_lesson)(settings.recorded)
if settings.how == "date":
    text = of_dates(text)

with question:
    moving = moving_stage(text, settings, recorded)
with picture:
    lesson.moving_picture(moving, text, Attention)
with question:
    if predict.revealed():
        if settings.show == "attention":
            what_if(text, settings, recorded)
        after_the_answer(text, settings, recorded)
    else:
        ask(text, recorded)

if predict.revealed():
    lesson.notice(text, Attention, NOTICE)
    sharp_is_not_correct(text, settings, recorded)
    hood(text, settings)
lesson.take_along(text, stage=moving, csv=lambda: table(recorded), snippet=snippet(settings))
lesson.sources(text)
