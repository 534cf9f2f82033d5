"""Which words does it look at? A trained translator's attention, weight by weight."""

from typing import Any

import streamlit as st

from core.lessons.attention.lesson import asked, record_lesson, snippet, table
from core.lessons.attention.settings import Attention
from ui import lesson, predict
from ui.controls import picked
from ui.lessons.attention.parts import ask, guessed, hood, verdict, why
from ui.lessons.attention.sentence import choose_origin, choose_sentence, of_dates, readable
from ui.lessons.attention.sharpness import sharp_is_not_correct
from ui.lessons.attention.views import choose_view, moving_stage
from ui.lessons.attention.what_if import what_if

NOTICE: dict[str, dict[str, Any]] = {
    "time": {"t": 55},
    "force": {"attend": "10-5", "t": 50},
    "twice": {"prefix": "yesterday", "t": 55},
    "order": {"show": "compare", "t": 65},
    "sharp": {"show": "scorings", "t": 65},
}

DATES: dict[str, dict[str, Any]] = {
    "month": {"how": "date", "locale": "en_GB", "form": "long", "t": 30},
    "turned": {"how": "date", "locale": "de_DE", "t": 45},
    "neighbour": {"how": "date", "t": 5},
}

text = lesson.words_of("attention")
card, play, answer = lesson.card(), st.container(), st.container()
values = picked(Attention) | guessed()
with card.typed:
    values |= choose_origin(text, values["draw"])
with play:
    values |= choose_sentence(text, values["how"])
    values |= choose_view(text, values["how"])
with card.bar:
    settings = readable(text, lesson.valid(Attention, text, values))
recorded = lesson.cached(record_lesson)(settings.recorded)
if settings.how == "date":
    text = of_dates(text)

with play:
    moving = moving_stage(text, settings, recorded)
moving = predict.told(moving, lambda: verdict(text, settings, recorded))
with card.picture:
    lesson.moving_picture(moving, text, Attention)
with card.foot:
    ask(text, recorded)

if predict.revealed():
    if settings.show == "attention":
        with play:
            what_if(text, settings, recorded)
    with answer:
        st.markdown(why(text, recorded, asked(recorded.own)))
    lesson.notice(card, text, settings, DATES if settings.how == "date" else NOTICE)
    sharp_is_not_correct(text, settings, recorded)
    hood(text, settings)
lesson.take_along(text, stage=moving, csv=lambda: table(recorded), snippet=snippet(settings))
lesson.sources(text)
