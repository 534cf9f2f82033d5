"""How sure is it? Softmax regression on handwritten digits, and what it makes of pure noise."""

from typing import Any

import streamlit as st

from core.lessons.classification.lesson import how_sure, record_lesson, snippet, table
from core.lessons.classification.settings import Classification
from ui import lesson, predict
from ui.lessons.classification import parts, sections
from viz.lessons.classification import stage

NOTICE: dict[str, dict[str, Any]] = {
    "early": {"t": 22},
    "penalty": {"penalty": "one", "t": 36},
    "wrong": {"digit": 321, "t": 36},
}

text = lesson.words_of("classification")
card, play, answer = lesson.card(), st.container(), st.container()
with card.bar:
    values = parts.above(text)
with play:
    values |= parts.below(text)
with card.bar:
    settings = lesson.valid(Classification, text, values)
trace, found = record_lesson(settings), how_sure(settings.penalty, settings.draw)

moving = stage(
    settings,
    trace.steps.tolist(),
    found,
    *parts.pictures(settings),
    words=text.labels,
    covered=not predict.revealed(),
    guess=parts.guessed(settings),
)
with card.foot:
    guesses = parts.ask(text, settings)
moving = predict.told(moving, lambda: parts.verdict(text, settings, guesses))
with card.picture:
    lesson.moving_picture(moving, text, Classification)

if predict.revealed():
    with answer:
        parts.why(text, settings)
    lesson.notice(card, text, settings, NOTICE)
    sections.curve(text)
    sections.losses(text)
    sections.penalty(text)
    sections.softmax(text, settings)
    sections.others(text, settings)
    sections.trap(text)
    sections.mistakes(text)
    sections.hood(text)
    st.markdown(text("leads_on"))
lesson.take_along(
    text, stage=moving, csv=lambda: table(settings, trace), snippet=snippet(settings), own=True
)
lesson.sources(text)
