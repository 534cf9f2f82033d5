"""May I look ahead? Masks on a trained character model, and derivatives as the proof."""

from typing import Any

import streamlit as st

from core.lessons.causal_mask.lesson import record_lesson, snippet, table
from core.lessons.causal_mask.settings import CausalMask
from ui import lesson, predict
from ui.controls import picked
from ui.lessons.causal_mask import parts, study
from viz.lessons.causal_mask import stage

NOTICE: dict[str, dict[str, Any]] = {
    "ahead": {"model": "unmasked", "mask": "none", "head": 4, "t": 23},
    "window": {"mask": "window", "n": 3, "t": 40},
    "nowhere": {"mask": "painted", "cells": "10.gDAOAAD4Pw_j_P-_8A", "t": 15},
    "wrong_mask": {"model": "unmasked", "head": 4, "t": 24},
}

text = lesson.words_of("causal_mask")
values = parts.above(text)
picture, question = st.container(), st.container()
values |= picked(CausalMask)
with st.container():
    values |= parts.below(text)
settings = lesson.valid(CausalMask, text, parts.painted_from_the_last(values))
parts.remarks(text, settings)
parts.remember(settings)
recorded = lesson.cached(record_lesson)(settings.recorded)

shown = parts.uncovered(settings)
moving = stage(
    recorded,
    settings,
    words=text.labels,
    covered=not shown,
)
with picture:
    lesson.moving_picture(moving, text, CausalMask, parts.paint)
with question:
    if shown:
        parts.after_the_answer(text, settings, recorded)
    else:
        parts.ask(text, settings)

if predict.revealed():
    lesson.notice(text, CausalMask, NOTICE)
    study.needed(text, settings)
    study.one_pass(text, settings)
    study.cache(text)
    study.hood(text, settings)
lesson.take_along(text, stage=moving, csv=lambda: table(recorded), snippet=snippet(settings))
lesson.sources(text)
