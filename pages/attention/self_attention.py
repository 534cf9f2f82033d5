"""Every word asks every other: self-attention of a trained encoder, step by step."""

import streamlit as st

from core.lessons.self_attention.lesson import snippet, table
from core.lessons.self_attention.settings import SelfAttention
from ui import lesson, predict
from ui.controls import panel, picked
from ui.lessons.self_attention.parts import (
    ask,
    guessed,
    hood,
    in_parallel,
    readable,
    verdict,
    why,
    without_the_scale,
)
from viz.lessons.self_attention import stage

NOTICE = {
    "subject": {"head": 5, "t": 9},
    "plural": {"sentence": "those students [MASK] very happy today .", "head": 5, "t": 14},
    "far": {
        "sentence": "although the girl who learns Japanese is tired , [MASK] wants to swim .",
        "head": 3,
        "t": 4,
    },
    "unscaled": {"scale": "none", "head": 6, "t": 9},
}

text = lesson.words_of("self_attention")
card, play, answer = lesson.card(), st.container(), st.container()
values = picked(SelfAttention)
with card.typed:
    values |= panel(SelfAttention, text, ["sentence"], lambda _: {})
with play:
    values |= panel(SelfAttention, text, ["scale"], lambda _: {})
with card.bar:
    settings = lesson.valid(SelfAttention, text, values)
    settings, recorded = readable(text, settings)

moving = stage(
    recorded,
    settings,
    words=text.labels,
    covered=not predict.revealed(),
    guess=guessed(settings, recorded),
)
moving = predict.told(moving, lambda: verdict(text, settings, recorded))
with card.picture:
    lesson.moving_picture(moving, text, SelfAttention)
with card.foot:
    ask(text, settings, recorded)

if predict.revealed():
    with answer:
        why(text, settings, recorded)
    lesson.notice(card, text, settings, NOTICE)
    without_the_scale(text)
    in_parallel(text)
    hood(text, settings)
lesson.take_along(text, stage=moving, csv=lambda: table(recorded), snippet=snippet(settings))
lesson.sources(text)
