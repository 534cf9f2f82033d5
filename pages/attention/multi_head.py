"""What do heads do? The induction model with any head switched off, averaged or patched."""

import streamlit as st

from core.lessons.multi_head.lesson import snippet, table
from core.lessons.multi_head.settings import MultiHead
from ui import lesson, predict
from ui.controls import picked
from ui.lessons.multi_head import guess, parts
from viz.lessons.multi_head import stage

NOTICE = {
    "alone": {"off": "23", "upper": 2, "t": 11},
    "together": {"off": "22.24", "t": 11},
    "note": {"how": "patch", "other": "exchanged", "off": "11", "t": 14},
    "notes": {"how": "patch", "off": "11", "t": 12},
    "random": {"model": "random"},  # the film plays, to a last symbol that is not copied
}

text = lesson.words_of("multi_head")
card, play, answer = lesson.card(), st.container(), st.container()
values = picked(MultiHead)
with card.typed:
    values |= parts.typed(text)
with play:
    values |= parts.controls(text)
with card.bar:
    settings = lesson.valid(MultiHead, text, values)
    settings, recorded = parts.readable(text, settings)

moving = stage(
    recorded,
    settings,
    words=text.labels,
    covered=not predict.revealed(),
    guess=guess.guessed(),
)
moving = predict.told(moving, lambda: guess.verdict(text, settings))
with card.picture:
    lesson.moving_picture(moving, text, MultiHead)
with card.beside:
    parts.nothing_repeats(text, settings, recorded)
with card.foot:
    guess.ask(text, settings, recorded)

if predict.revealed():
    with answer:
        parts.why(text, settings, recorded)
    lesson.notice(card, text, settings, NOTICE)
    parts.scores(text)
    parts.without_each(text)
    parts.patching(text)
    parts.hood(text, settings)
lesson.take_along(
    text,
    stage=moving,
    csv=lambda: table(recorded, covered=not predict.revealed()),
    snippet=snippet(settings, covered=not predict.revealed()),
)
lesson.sources(text)
