"""May I look ahead? Masks on a trained character model, and derivatives as the proof."""

from dataclasses import replace
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
card, play, answer = lesson.card(), st.container(), st.container()
with card.typed:
    values = parts.typed(text) | picked(CausalMask)
with card.bar:
    said, remarks = parts.above(text)
    values |= said
with play:
    values |= parts.below(text)
with card.bar:
    settings = lesson.valid(CausalMask, text, parts.painted_from_the_last(values))
with remarks:
    parts.remarks(text, settings)
parts.remember(settings)
recorded = lesson.cached(record_lesson)(settings.recorded)

shown = parts.uncovered(settings)
moving = stage(
    recorded,
    settings,
    words=text.labels,
    covered=not shown,
    guess=parts.guessed(settings),
)
if shown:
    moving = replace(moving, verdict=parts.verdict(text, settings, recorded))
with card.picture:
    lesson.moving_picture(moving, text, CausalMask, parts.paint)
with card.foot:
    parts.ask(text, settings)
if shown:
    with answer:
        parts.why(text, settings, recorded)

if predict.revealed():
    lesson.notice(card, text, settings, NOTICE)
    study.needed(text, settings)
    study.one_pass(text, settings)
    study.cache(text)
    study.hood(text, settings)
lesson.take_along(text, stage=moving, csv=lambda: table(recorded), snippet=snippet(settings))
lesson.sources(text)
