"""What holds a Transformer together? A trained translator, every part of it removable."""

from typing import Any

import streamlit as st

from core.lessons.transformer.lesson import snippet, table
from core.lessons.transformer.settings import Transformer
from ui import lesson, predict
from ui.controls import picked
from ui.lessons.transformer import guess, parts, study
from ui.lessons.transformer.beside import beside, speed
from viz.lessons.transformer import stage

NOTICE: dict[str, dict[str, Any]] = {
    "lens": {"t": 19},
    "cut": {"cut": "e1s"},
    "cross": {"off": "d2c", "t": 38},
    "encoder": {"off": "e1s.e1f.e2s.e2f"},
}

text = lesson.words_of("transformer")
card, play, answer = lesson.card(), st.container(), st.container()
values = picked(Transformer)
with card.typed:
    values |= parts.choose_sentence(text, values["draw"])
with play:
    values |= parts.controls(text, values["how"])
with card.bar:
    settings = parts.readable(text, lesson.valid(Transformer, text, values))
recorded = parts.recording(settings)

moving = stage(
    recorded,
    settings,
    words=text.labels,
    covered=not predict.revealed(),
    guess=guess.guessed(),
)
moving = predict.told(moving, lambda: guess.verdict(text))
with card.picture:
    lesson.moving_picture(moving, text, Transformer)
with card.foot:
    guess.ask(text)

if predict.revealed():
    with answer:
        parts.why(text, recorded)
    lesson.notice(card, text, settings, NOTICE)
    study.removed(text, settings)
    study.trained_without(text)
    beside(text, recorded.intact, lambda: recorded.rnn, recorded.reading.pair)
    speed(text)
    parts.hood(text, settings)
covered = not predict.revealed()
lesson.take_along(
    text,
    stage=moving,
    csv=lambda: table(recorded, covered=covered),
    snippet=snippet(settings, covered=covered),
)
lesson.sources(text)
