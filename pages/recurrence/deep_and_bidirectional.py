"""What does it know about the future? One chain of states, two chains, and layers of them."""

from typing import Any

import streamlit as st

from core.lessons.deep_and_bidirectional.lesson import record_lesson, snippet, table
from core.lessons.deep_and_bidirectional.settings import DeepAndBidirectional
from ui import lesson, predict
from ui.controls import panel
from ui.lessons.deep_and_bidirectional.parts import (
    ask,
    cheating,
    hood,
    layers,
    verdict,
    why,
)
from ui.refusal import name_unseen
from viz.lessons.deep_and_bidirectional import stage

NOTICE: dict[str, dict[str, Any]] = {
    "undone": {"date": "3/4/2026", "t": 8},
    "weekday": {"date": "Fri, 4/3/2026", "t": 13},
    "off": {"ways": "forward", "t": 9},
    "middle": {"t": 5},
}

text = lesson.words_of("deep_and_bidirectional")
card, play, answer = lesson.card(), st.container(), st.container()
with card.typed:
    values = panel(DeepAndBidirectional, text, ["date"], lambda _: {})
with play:
    values |= panel(DeepAndBidirectional, text, ["ways"], lambda _: {})
with card.bar:
    settings = lesson.valid(DeepAndBidirectional, text, values)
trace = lesson.cached(record_lesson)(settings.recorded)

moving = stage(trace, settings, words=text.labels, covered=trace.known and not predict.revealed())
with card.foot:
    name_unseen(trace.unseen, text.language)
    guesses = ask(text, settings, trace)
moving = predict.told(moving, lambda: verdict(text, trace, guesses))
with card.picture:
    lesson.moving_picture(moving, text)

if predict.revealed():
    with answer:
        why(text)
    lesson.notice(card, text, settings, NOTICE)
    cheating(text)
    layers(text)
    hood(text, settings)
lesson.take_along(text, stage=moving, csv=lambda: table(trace), snippet=snippet(settings))
lesson.sources(text)
