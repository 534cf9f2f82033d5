"""Near means what? Words become vectors because of the words that stand beside them."""

from typing import Any

import streamlit as st

from core.lessons.word_vectors.lesson import record_lesson, snippet, table
from core.lessons.word_vectors.settings import WordVectors
from ui import lesson, predict
from ui.lessons.word_vectors import guess, parts, sections, tables
from viz.lessons.word_vectors import stage

NOTICE: dict[str, dict[str, Any]] = {
    "begins": {"t": 15},
    "apart": {"t": 40},
    "chinese": {"corpus": "chinese", "t": 40},
}

text = lesson.words_of("word_vectors")
card, answer = lesson.card(), st.container()
with card.typed:
    values = parts.typed(text)
with card.bar:
    settings = lesson.valid(WordVectors, text, values)
trace = record_lesson(settings)

moving = stage(
    trace,
    settings,
    words=text.labels,
    hidden=() if predict.revealed() else guess.hidden(settings),
    guesses=guess.guessed(settings),
)
with card.foot:
    guesses = guess.ask(text, settings)
moving = predict.told(moving, lambda: guess.verdict(text, settings, guesses))
with card.picture:
    lesson.moving_picture(moving, text, WordVectors)

if predict.revealed():
    with answer:
        parts.why(text, settings)
    lesson.notice(card, text, settings, NOTICE)
    sections.step(text, settings)
    sections.lookup(text, settings)
    sections.shift(text, settings)
    sections.tree(text, settings)
    tables.opposites(text, settings)
    tables.analogies(text, settings)
    sections.models(text, settings)
    tables.mistakes(text)
    tables.hood(text, settings)
    st.markdown(text("leads_on"))
lesson.take_along(text, stage=moving, csv=lambda: table(trace), snippet=snippet(settings))
lesson.sources(text)
