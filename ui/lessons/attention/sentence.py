"""The sentence of the lesson on attention: built by phenomenon, typed, or a date."""

from functools import partial
from typing import Any

import streamlit as st

from core.errors import InputError
from core.lessons.attention.sentence import locale_name
from core.lessons.attention.settings import Attention, reading
from core.shipped.readings import CHINESE
from core.shipped.vocabularies import vocabulary
from ui.controls import choice, set_one, setting
from ui.lesson import last_good
from ui.stage import replay
from ui.text import Text
from ui.writing import known_words, unknown_words

READ, WORDS = "attention:read", "attention:words"  # in the session
FORCED = ("attend", "prefix", "guess", "source")  # belong to one sentence


def choose_origin(text: Text, draw: int) -> dict[str, Any]:
    """Where the sentence comes from, and beside it what the reader writes: a sentence, or a day."""
    left, right = st.columns([1, 1.5], vertical_alignment="bottom")
    with left:
        hows = text.words("how")
        how = choice(text["how"], hows, "how", "built", widget=st.selectbox)
    name = {"own": "sentence", "date": "date"}.get(how)
    with right:
        if name:
            return {"how": how, name: setting(Attention, name, text)}
        another = partial(_another, (draw + 1) % 1000)
        st.button(text["another"], on_click=another, key="another", width="stretch")
    return {"how": how}


def _another(draw: int) -> None:
    """Build another sentence, and play of it what is asked."""
    set_one(Attention, "draw", draw)
    replay()


def choose_sentence(text: Text, how: str) -> dict[str, Any]:
    """What a sentence should show that is built, which words may be typed, how a day is written."""
    if how == "built":
        return {"phenomena": setting(Attention, "phenomena", text)}
    if how == "date":
        return _choose_date(text)
    known_words(text, vocabulary(CHINESE, "source"))
    return {}


def _choose_date(text: Text) -> dict[str, Any]:
    """A day, and the language and form that it is written in."""
    from core.data.dates import forms
    from core.data.locales import LOCALES

    where, how = st.columns(2)
    with where:
        names = {code: locale_name(code, text.language) for code in LOCALES}
        locale = choice(text["locale"], names, "locale", "zh_CN", widget=st.selectbox)
    with how:
        known = {code: text[f"form.{code}"] for code in forms(locale)}
        form = choice(text["form"], known, "form", "full", widget=st.pills)
    return {"locale": locale, "form": form}


def readable(text: Text, asked: Attention) -> Attention:
    """The settings, or the last ones with a sentence that the model can read."""

    def refuse(error: InputError) -> None:
        _unreadable(text, asked, error)

    settings, said = last_good(READ, asked, reading, refuse, first=Attention())
    words = said.words
    forced = tuple(getattr(settings, name) for name in FORCED)
    before = st.session_state.get(WORDS, (words, forced))
    if before[0] != words and before[1] == forced:  # another sentence, with what was forced before
        for name in FORCED:
            set_one(Attention, name, Attention.defaults()[name])
        settings = settings.with_defaults(*FORCED)
    st.session_state[READ] = settings
    st.session_state[WORDS] = words, tuple(getattr(settings, name) for name in FORCED)
    return settings


def _unreadable(text: Text, settings: Attention, error: InputError) -> None:
    if error.field != "words":
        st.error(text[f"impossible_{'sentence' if error.field == 'phenomena' else 'date'}"])
        return
    unknown_words(text, settings.sentence, "sentence")


def of_dates(text: Text) -> Text:
    """The words for a date: the labels ``date.x`` and sections ``date_x`` in the place of x."""
    return text.variant("date")
