"""Can one vector hold a sentence? A translator without attention, and where it breaks."""

import streamlit as st

from core.data.growing import PARTS
from core.lessons.encoder_decoder.lesson import snippet, table
from core.lessons.encoder_decoder.settings import EncoderDecoder
from core.measures.bottleneck import GUESSES
from ui import lesson, predict
from ui.lessons.encoder_decoder.parts import (
    after_the_answer,
    bottleneck,
    exposure,
    forcing,
    hood,
    sentence,
    translated,
)
from viz.lessons.encoder_decoder import stage

NOTICE = {
    "neck": {"parts": "", "t": 10},
    "breaks": {"parts": ".".join(PARTS), "story": 5},
    "candidates": {"parts": "time.place.companion", "t": 23},
    "fluent": {"origin": "held_out", "length": "27-30"},
}

text = lesson.words_of("encoder_decoder")
bar, picture, question = st.container(), st.container(), st.container()
with bar:
    settings = lesson.valid(EncoderDecoder, text, sentence(text))
    settings, told = translated(text, settings)
with question:
    guesses = predict.ask(text, text.words("name"), GUESSES, about="half")
moving = stage(
    told,
    words=text.labels,
    covered=not predict.revealed(),
)
with picture:
    lesson.moving_picture(moving, text)

if predict.revealed():
    with question:
        after_the_answer(text, guesses)
    bottleneck(text, settings)
    lesson.notice(text, EncoderDecoder, NOTICE)
    forcing(text, told)
    exposure(text)
    hood(text, settings)
lesson.take_along(
    text,
    stage=moving,
    csv=lambda: table(told),
    snippet=snippet(settings),
)
lesson.sources(text)
