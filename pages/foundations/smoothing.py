"""What does it cost to add one? Nine rules that turn counts into probabilities, side by side."""

from typing import Any

import streamlit as st

from core.lessons.smoothing.curves import unseen
from core.lessons.smoothing.lesson import record_lesson, snippet, table
from core.lessons.smoothing.settings import Smoothing
from core.ngrams.learned import learned
from ui import lesson, predict
from ui.lessons.smoothing import parts, sections
from viz.lessons.smoothing import stage

NOTICE: dict[str, dict[str, Any]] = {
    "alphabet": {"corpus": "names", "n": 4},
    "unseen": {"t": 14},
    "stupid": {"backoff": "stupid", "t": 7},
}

text = lesson.words_of("smoothing")
card, play, answer = lesson.card(), st.container(), st.container()
with card.bar:
    values = parts.above(text)
with play:
    values |= parts.below(text)
with card.bar:
    settings = lesson.valid(Smoothing, text, values)
trace = lesson.cached(record_lesson)(settings.recorded)

moving = stage(
    trace,
    settings,
    lesson.cached(parts.curves)(settings.corpus),
    unseen(settings.corpus),
    learned(settings.corpus).vocabulary.tokens,
    words=text.labels,
    covered=not predict.revealed(),
    guess=parts.guessed(settings),
)
with card.foot:
    guesses = parts.ask(text, settings)
moving = predict.told(moving, lambda: parts.verdict(text, settings, guesses))
with card.picture:
    lesson.moving_picture(moving, text, Smoothing)

if predict.revealed():
    with answer:
        parts.why(text, settings)
    lesson.notice(card, text, settings, NOTICE)
    sections.equations(text, settings)
    sections.continuation(text, settings)
    sections.tuning(text, settings)
    sections.all_rules(text, settings)
    sections.leaked(text, settings)
    sections.by_hand(text)
    sections.mistakes(text)
    sections.as_arpa(text, settings)
    sections.hood(text, settings)
    st.markdown(text("leads_on"))
lesson.take_along(text, stage=moving, csv=lambda: table(settings, trace), snippet=snippet(settings))
lesson.sources(text)
