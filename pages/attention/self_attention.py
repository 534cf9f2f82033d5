"""Every word asks every other: self-attention of a trained encoder, step by step."""

import streamlit as st

from core.lessons.self_attention.lesson import snippet, table
from core.lessons.self_attention.settings import SelfAttention
from ui import lesson, predict
from ui.controls import panel, picked
from ui.lessons.self_attention.parts import (
    after_the_answer,
    ask,
    hood,
    in_parallel,
    readable,
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
picture, question = st.container(), st.container()
values = picked(SelfAttention)
below = st.container()
with below:
    values |= panel(SelfAttention, text, ["sentence", "scale"], lambda _: {})
settings = lesson.valid(SelfAttention, text, values)
with below:
    settings, recorded = readable(text, settings)

moving = stage(
    recorded,
    settings,
    words=text.labels,
    covered=not predict.revealed(),
)
with picture:
    lesson.moving_picture(moving, text, SelfAttention)
with question:
    if predict.revealed():
        after_the_answer(text, settings, recorded)
    else:
        ask(text, settings, recorded)

if predict.revealed():
    lesson.notice(text, SelfAttention, NOTICE)
    without_the_scale(text)
    in_parallel(text)
    hood(text, settings)
lesson.take_along(text, stage=moving, csv=lambda: table(recorded), snippet=snippet(settings))
lesson.sources(text)
