"""Can one vector hold a sentence? A translator without attention, and where it breaks."""

import streamlit as st

from core.data.growing import PARTS
from core.lessons.encoder_decoder.lesson import snippet, table
from core.lessons.encoder_decoder.settings import EncoderDecoder
from ui import lesson, predict
from ui.lessons.encoder_decoder.forcing import exposure, forcing
from ui.lessons.encoder_decoder.parts import (
    ask,
    bottleneck,
    hood,
    sentence,
    translated,
    verdict,
    why,
)
from viz.lessons.encoder_decoder import stage

NOTICE = {
    "neck": {"parts": "", "t": 10},
    "breaks": {"parts": ".".join(PARTS), "story": 5, "t": 31},
    "candidates": {"parts": "time.place.companion", "t": 23},
    "fluent": {"origin": "held_out", "length": "27-30", "right": "last", "t": 53},
}

text = lesson.words_of("encoder_decoder")
card, answer = lesson.card(), st.container()
with card.bar:
    settings = lesson.valid(EncoderDecoder, text, sentence(text))
    settings, told = translated(text, settings)
with card.foot:
    guesses = ask(text, settings)
    guess = guesses.get("half", "")

moving = stage(
    told,
    words=text.labels,
    covered=not predict.revealed(),
    guess=guess,
    late=settings.right == "last",
)
moving = predict.told(moving, lambda: verdict(text, settings, guesses, told))
with card.picture:
    lesson.moving_picture(moving, text)

if predict.revealed():
    with answer:
        why(text)
        bottleneck(text, settings, guess)
    lesson.notice(card, text, settings, NOTICE)
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
