"""How does it know the order? Positional encodings, and what is lost without them."""

import streamlit as st

from core.lessons.positional_encoding.lesson import learnt, record_lesson, snippet, table
from core.lessons.positional_encoding.settings import PositionalEncoding
from ui import lesson, predict
from ui.controls import picked
from ui.lessons.positional_encoding import parts
from viz.lessons.positional_encoding import stage

LAUGHTER = "Laughter is the antidote to life"
SINUSOIDS = {"picture": "sinusoids"}
NOTICE = {
    "worked": SINUSOIDS | {"sentence": LAUGHTER, "d": "512", "pair": 1, "length": 8, "t": 4},
    "distance": SINUSOIDS | {"d": "32", "base": "100", "k": 6, "length": 64},
    "bug": SINUSOIDS | {"encoding": "bug", "d": "32", "base": "100", "length": 64},
    "rope": {"picture": "rope", "moves": "query"},
    "learned": {"picture": "learned", "t": 25},
}

text = lesson.words_of("positional_encoding")
card, play, answer = lesson.card(), st.container(), st.container()
with card.bar:
    values = parts.above(text)
with card.typed:
    values |= parts.typed(text)
with play:
    values |= parts.below(text, values)
with card.bar:
    values |= picked(PositionalEncoding)
    settings = parts.readable(text, values)
shuffled = lesson.cached(record_lesson)(settings.recorded)
with card.foot:
    guesses = parts.ask(text, settings)

moving = stage(
    settings,
    shuffled,
    learnt(),
    words=text.labels,
    covered=not predict.revealed(),
    guesses=guesses,
)
if settings.picture == "shuffle":
    moving = predict.told(moving, lambda: parts.verdict(text, guesses, shuffled))
with card.picture:
    lesson.moving_picture(moving, text, PositionalEncoding)

if predict.revealed():
    with answer:
        parts.why(text, shuffled, settings)
    lesson.notice(card, text, settings, NOTICE)
    parts.worth(text)
    parts.distances(text)
    parts.bug(text)
    parts.hood(text)
lesson.take_along(
    text, stage=moving, csv=lambda: table(settings, shuffled), snippet=snippet(settings)
)
lesson.sources(text)
