"""How fast is too fast? A line by gradient descent, with rates below and above the limit."""

from typing import Any

import streamlit as st

from core.lessons.regression.examples import examples
from core.lessons.regression.lesson import record, snippet, table
from core.lessons.regression.parabola import parabola
from core.lessons.regression.settings import Regression
from ui import lesson, predict
from ui.lessons.regression import parts, sections
from viz.lessons.regression import stage

NOTICE: dict[str, dict[str, Any]] = {
    "swings": {"rate": "1"},
    "one_step": {"rate": "0.5", "scale": "standardised"},
    "batches": {"rate": "0.9", "batch": "1", "t": 20},
}

text = lesson.words_of("regression")
card, play, answer = lesson.card(), st.container(), st.container()
with card.bar:
    row = st.container(horizontal=True, vertical_alignment="center")
    with row:
        values = parts.which(text)
    own = parts.own_table(text, values)
with play:
    values |= parts.below(text)
given = examples(Regression(**values), own and own.columns)
with row:
    values |= parts.rate(text, given)
with card.bar:
    settings = lesson.valid(Regression, text, values)
trace, found = lesson.cached(record)(given, settings.recorded), parabola(given)

with card.foot:
    guesses = parts.ask(text, settings, given, own)
moving = stage(
    trace,
    given,
    found,
    settings,
    words=parts.words(text, settings, own),
    covered=not predict.revealed(),
    guess=guesses.get("loss"),
    beside=parts.beside(settings, given),
)
moving = predict.told(moving, lambda: parts.verdict(text, given, guesses))
with card.picture:
    lesson.moving_picture(moving, text, Regression)

if predict.revealed():
    with answer:
        parts.why(text, settings, given, trace)
    lesson.notice(card, text, settings, NOTICE)
    sections.gradient(text)
    sections.valley(text, given)
    sections.scaling(text, given)
    sections.batches(text, given)
    sections.program(text)
    sections.mistakes(text, given)
    sections.hood(text, given)
    st.markdown(text("leads_on"))
lesson.take_along(
    text,
    stage=moving,
    csv=lambda: table(trace),
    snippet=snippet(settings, own.names if own else ()),
    own=own is not None,
)
lesson.sources(text)
