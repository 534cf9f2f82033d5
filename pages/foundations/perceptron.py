"""Does it ever stop? A perceptron that learns from each of its mistakes."""

from typing import Any

import streamlit as st

from core.lessons.perceptron.lesson import snippet, table
from core.lessons.perceptron.settings import Perceptron
from ui import lesson, predict
from ui.lessons.perceptron import parts, sections
from viz.lessons.perceptron import stage

NOTICE: dict[str, dict[str, Any]] = {
    "swing": {"t": 51},
    "shuffled": {"order": "shuffled", "which": "averaged", "t": 57},
    "stops": {"data": "easy", "t": 7},
}

text = lesson.words_of("perceptron")
card, play, answer = lesson.card(), st.container(), st.container()
with card.bar:
    values = parts.above(text)
with play:
    values |= parts.below(text, values)
with card.bar:
    settings = lesson.valid(Perceptron, text, values)
    these, trace, brought = parts.read(text, settings)
called = parts.named(text, these, settings, own=bool(brought))
about = (settings.recorded, brought)

moving = stage(
    trace,
    settings,
    called,
    words=text.labels,
    covered=not predict.revealed(),
    guess=parts.guessed(about),
)
with card.foot:
    guesses = parts.ask(text, settings, trace, called, about)
moving = predict.told(moving, lambda: parts.verdict(text, settings, trace, called, guesses))
with card.picture:
    lesson.moving_picture(moving, text, Perceptron)

if predict.revealed():
    with answer:
        parts.why(text, settings, trace, called)
    lesson.notice(card, text, settings, NOTICE)
    sections.neuron(text, trace, called)
    sections.proof(text, settings)
    sections.xor(text)
    sections.kinds(text)
    sections.rate(text)
    sections.mistakes(text)
    sections.hood(text, settings, these, trace)
    st.markdown(text("leads_on"))
code = snippet(settings, brought)
lesson.take_along(text, stage=moving, csv=lambda: table(trace), snippet=code, own=bool(brought))
lesson.sources(text)
