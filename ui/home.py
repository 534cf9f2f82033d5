"""The home page: what this is, and the road."""

from itertools import groupby

import streamlit as st

from ui.language import current
from ui.road import page_of
from ui.text import Text, lessons, load

COLUMNS = 3


def show() -> None:
    """Draw the home page: a card for each lesson, row by row in the order of the road."""
    language = current()
    text = load("app", language)
    st.title(text["home_title"])
    st.markdown(text("home"))
    for part, group in groupby(lessons(language), key=lambda lesson: lesson.part):
        st.subheader(text[f"part.{part}"], anchor=False)
        cards = list(group)
        with st.container(key=f"road_{part}"):
            for start in range(0, len(cards), COLUMNS):
                row = cards[start : start + COLUMNS]
                for column, lesson in zip(st.columns(COLUMNS), row, strict=False):
                    with column, st.container(border=True, height="stretch"):
                        _card(lesson)


def _card(lesson: Text) -> None:
    """A lesson's title, which leads to it, and its question."""
    query = {"lang": lesson.language}
    st.page_link(page_of(lesson), label=f"**{lesson.title}**", query_params=query)
    st.markdown(lesson("question"))
