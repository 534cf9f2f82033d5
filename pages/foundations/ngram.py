"""How far back must you look? A language model that counts, for n from 1 to 6."""

from typing import Any

import streamlit as st

from core.lessons.ngram.lesson import snippet, table
from core.lessons.ngram.settings import Ngram
from ui import lesson, predict
from ui.controls import picked
from ui.lessons.ngram import guess, more, parts
from ui.lessons.ngram.strip import strip
from viz.lessons.ngram import stage

NOTICE: dict[str, dict[str, Any]] = {
    "bigram": {"t": 49},
    "zero": {"film": "read", "n": 5, "sentence": "meeko", "t": 5},
    "idioms": {"corpus": "idioms", "n": 3, "t": 49},
    "copies": {"film": "write", "n": 6, "t": 48},
}

text = lesson.words_of("ngram")
card, answer = lesson.card(), st.container()
values = picked(Ngram)
with card.bar:
    values |= parts.bar(text)
with card.typed:
    values |= parts.beside(text, values)
with card.bar:
    own = parts.own_text(text, values)
    settings = lesson.valid(Ngram, text, values)
recorded = parts.recording(text, settings, own)

guessed = guess.guessed(recorded.corpus.code)
covered = not predict.revealed()
moving = stage(recorded, settings, words=text.labels, covered=covered, guess=guessed)
with card.foot:
    guesses = guess.ask(text)
moving = predict.told(moving, lambda: guess.verdict(text, guesses))
with card.picture:
    lesson.moving_picture(moving, text, Ngram)

if predict.revealed():
    with answer:
        parts.why(text, recorded, settings)
    lesson.notice(card, text, settings, NOTICE)
    strip(text, recorded, settings.n)
    more.zeros(text)
    more.writing(text, settings)
    more.length(text)
    more.leaked(text)
    more.hood(text, settings)
lesson.take_along(
    text,
    stage=moving,
    csv=lambda: table(recorded),
    snippet=snippet(settings, covered=covered),
)
lesson.sources(text)
