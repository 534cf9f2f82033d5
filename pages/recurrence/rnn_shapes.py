"""When does an RNN read, and when does it write? N to N, N to 1, 1 to N and N to M."""

import streamlit as st

from core.lessons.rnn_shapes.lesson import GUESSES, record_lesson, snippet, table
from core.lessons.rnn_shapes.settings import RnnShapes, unread
from ui import lesson, predict
from ui.controls import panel, set_one
from ui.lessons.rnn_shapes.parts import (
    asked_about,
    asked_now,
    contexts,
    early,
    hood,
    poolings,
    refuse,
    remarks,
    spellings,
    verdict,
    why,
)
from viz.lessons.rnn_shapes import stage

NOTICE = {
    "nn": {"shape": "nn", "date": "4/30/2026", "t": 1},
    "n1": {"shape": "n1", "name": "hollandaca"},
    "back": {"back": "on"},
    "nm": {"shape": "nm", "t": 24},
}

text = lesson.words_of("rnn_shapes")
card, answer = lesson.card(), st.container()
with card.bar, st.container(horizontal=True):
    values = panel(RnnShapes, text, ("shape", "digit", "given", "back"), unread)
with card.typed:
    values |= panel(RnnShapes, text, ("name", "date"), lambda _: unread(values))
with card.bar:
    asked = lesson.valid(RnnShapes, text, values)
    settings, trace = lesson.last_good(
        "rnn_shapes:run",
        asked,
        lambda chosen: lesson.cached(record_lesson)(chosen.recorded),
        lambda error: refuse(text, error),
        first=RnnShapes(),
    )
with card.foot:
    remarks(text, trace)
    guesses = predict.ask(
        text,
        {"after": text["guess_label"]},
        GUESSES,
        widget=st.pills,
        about=asked_about(settings),
        then=lambda: set_one(RnnShapes, "shape", "1n"),
        said=asked_now(text, settings),
    )
moving = stage(trace, settings, words=text.labels, covered=not predict.revealed())
asks = settings.shape == "1n"
moving = predict.told(moving, lambda: verdict(text, settings, trace, guesses), asked=asks)
with card.picture:
    lesson.moving_picture(moving, text)

if predict.revealed():
    with answer:
        why(text, settings, trace)
    lesson.notice(card, text, settings, NOTICE)
    spellings(text)
    poolings(text)
    early(text)
    contexts(text)
    hood(text, settings)
lesson.take_along(text, stage=moving, csv=lambda: table(trace), snippet=snippet(settings))
lesson.sources(text)
