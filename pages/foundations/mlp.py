"""What does an activation function add? Networks with one and without, on the same points."""

from typing import Any

import streamlit as st

from core.lessons.mlp.lesson import record_lesson, snippet, table
from core.lessons.mlp.settings import Mlp
from ui import lesson, predict
from ui.lessons.mlp import parts, sections
from viz.lessons.mlp import stage

NOTICE: dict[str, dict[str, Any]] = {
    "linear": {"activation": "none", "layers": "10"},
    "narrow": {"units": "2", "layers": "2"},
    "deep": {"activation": "sigmoid", "layers": "10"},
}

text = lesson.words_of("mlp")
card, play, answer = lesson.card(), st.container(), st.container()
with card.bar:
    values = parts.above(text)
with play:
    values |= parts.below(text)
with card.bar:
    settings = lesson.valid(Mlp, text, values)
trace = lesson.cached(record_lesson)(settings.recorded)

moving = stage(trace, settings, words=text.labels, covered=not predict.revealed())
with card.foot:
    guesses = parts.ask(text, settings)
moving = predict.told(moving, lambda: parts.verdict(text, settings, trace, guesses))
with card.picture:
    lesson.moving_picture(moving, text, Mlp)

if predict.revealed():
    with answer:
        parts.why(text, settings, trace)
    lesson.notice(card, text, settings, NOTICE)
    sections.layer(text, settings)
    sections.equal(text, settings)
    sections.folding(text, settings)
    sections.often(text, settings)
    sections.functions(text, settings)
    sections.depth(text, settings)
    sections.digits(text, settings)
    sections.cost(text)
    sections.mistakes(text)
    sections.hood(text, settings)
    st.markdown(text("leads_on"))
lesson.take_along(text, stage=moving, csv=lambda: table(trace), snippet=snippet(settings))
lesson.sources(text)
