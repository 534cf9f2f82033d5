"""Which way down? Four optimizers on one valley, along the axes and turned."""

from typing import Any

import streamlit as st

from core.lessons.descent.lesson import by_angle, record_lesson, snippet, table
from core.lessons.descent.settings import Descent
from ui import lesson, predict
from ui.lessons.descent import parts, sections
from viz.lessons.descent import stage

NOTICE: dict[str, dict[str, Any]] = {
    "turned": {"angle": "45", "t": 301},
    "narrow": {"kappa": "100", "angle": "45", "t": 301},
    "double": {"kappa": "100", "rate": "double", "t": 21},
}

text = lesson.words_of("descent")
card, play, answer = lesson.card(), st.container(), st.container()
with card.bar:
    values = parts.controls(text)
    settings = lesson.valid(Descent, text, values)
trace = lesson.cached(record_lesson)(settings.recorded)
found = lesson.cached(by_angle)(settings.recorded)

moving = stage(trace, settings, found, words=text.labels, covered=not predict.revealed())
with card.foot:
    guesses = parts.ask(text, settings)
moving = predict.told(moving, lambda: parts.verdict(text, settings, found, guesses))
with card.picture:
    lesson.moving_picture(moving, text, Descent)

if predict.revealed():
    with answer:
        parts.why(text, settings, found)
    lesson.notice(card, text, settings, NOTICE)
    sections.equation(text, trace)
    sections.starts(text)
    sections.momentum(text)
    sections.batches(text)
    sections.landscape(text)
    sections.diverges(text)
    sections.mistakes(text)
    sections.hood(text)
lesson.take_along(text, stage=moving, csv=lambda: table(trace), snippet=snippet(settings))
lesson.sources(text)
