"""The stages of the lesson on attention: one translation, four models, two, a beam."""

from typing import Any

import streamlit as st

from core.errors import InputError
from core.lessons.attention.settings import SHOWS, Attention, Lesson
from core.traces.translation import BeamTrace, TranslationTrace
from ui import predict
from ui.controls import choice, setting
from ui.lesson import cached
from ui.lessons.attention.parts import guess
from ui.text import Text
from ui.writing import unknown_words
from viz.lessons import attention as pictures
from viz.view import Stage

OF_DATES = ("attention", "beam")  # what a date may be shown as


def choose_view(text: Text, how: str) -> dict[str, Any]:
    """What is shown, and what the view asks for; before the answer there is no choice.

    Dates (``how``) have one model only, and nothing to be compared with.
    """
    if not predict.revealed():
        return {}
    left, right = st.columns([1.3, 1])
    shown = {code: text[f"show.{code}"] for code in (OF_DATES if how == "date" else SHOWS)}
    with left:
        show = choice(text["show"], shown, "show", "attention", widget=st.pills)
    values: dict[str, Any] = {"show": show}
    with right:
        if show == "beam":
            values["width"] = setting(Attention, "width", text)
        elif show != "scorings" and how != "date":
            values["scoring"] = setting(Attention, "scoring", text)
    if show == "compare":
        values["other"] = setting(Attention, "other", text)
    return values


def moving_stage(text: Text, settings: Attention, recorded: Lesson) -> Stage:
    """Return the moving picture of what is to be shown."""
    words = text.labels
    match settings.show:
        case "scorings":
            traces = cached(_four)(settings.free)
            return pictures.four_models(traces, recorded, settings, words=words)
        case "compare":
            try:
                other = cached(_other)(settings.free, settings.other)
                return pictures.two_sentences(recorded, other, settings, words=words)
            except InputError:
                unknown_words(text, settings.other, "other")
        case "beam":
            tree = cached(_beam)(settings)
            return pictures.beam_stage(tree, settings, words=words)
    covered = not predict.revealed() and recorded.own.weights is not None
    said = guess(settings, recorded)
    return pictures.stage(recorded, settings, covered=covered, guess=said, words=words)


def _four(settings: Attention) -> dict[str, TranslationTrace]:
    from core.lessons.attention.run import every_scoring

    return every_scoring(settings)


def _other(settings: Attention, sentence: str) -> TranslationTrace:
    from core.lessons.attention.run import translate_typed

    return translate_typed(settings, sentence)


def _beam(settings: Attention) -> BeamTrace:
    from core.lessons.attention.run import search

    return search(settings)
