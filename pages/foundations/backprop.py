"""Where does a gradient come from? A computation forward, and its messages back."""

from functools import partial
from typing import Any

import streamlit as st

from core.lessons.backprop.lesson import snippet, table
from core.lessons.backprop.settings import Backprop
from ui import lesson, predict
from ui.lessons.backprop import parts, sections
from viz.lessons.backprop import stage

NOTICE: dict[str, dict[str, Any]] = {
    "overwrite": {"rule": "overwrite", "t": 5},
    "greater": {"source": "greater", "t": 13},
    "copies": {"source": "rnn", "t": 15},
}

text = lesson.words_of("backprop")
card, play, answer = lesson.card(), st.container(), st.container()
with card.bar:
    values = parts.chosen(text)
with play:
    values |= parts.rule(text)
with card.typed:
    values |= parts.typed(text, values)
with card.bar:
    settings, tape = parts.taped(text, lesson.valid(Backprop, text, values))

moving = stage(tape, settings, words=text.labels, covered=not predict.revealed())
with card.foot:
    guesses = parts.ask(text)
asked = settings.source == "twice"
scored = guesses if asked else {}
moving = predict.told(moving, lambda: parts.verdict(text, scored), asked=asked)
with card.picture:
    lesson.moving_picture(moving, text)

if predict.revealed():
    with answer:
        parts.why(text, settings, tape)
    lesson.notice(card, text, settings, NOTICE)
    sections.zero_grad(text)
    sections.differences(text)
    sections.by_hand(text)
    sections.cost(text)
    sections.mistakes(text)
    sections.hood(text, settings)
    st.markdown(text("leads_on"))
csv = partial(table, tape, covered=not predict.revealed())
lesson.take_along(text, stage=moving, csv=csv, snippet=snippet(settings))
lesson.sources(text)
