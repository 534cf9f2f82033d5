"""The home page: what this is, and the road."""

import re
from itertools import groupby

import streamlit as st

from ui.language import current
from ui.road import page_of
from ui.text import Text, lessons, load

COLUMNS = 3
WORDS, CHARACTERS = 200, 350  # that are read in a minute: in English, in Chinese


def show() -> None:
    """Draw the home page: a card for each lesson, row by row in the order of the road."""
    language = current()
    text = load("app", language)
    st.title(text["home_title"])
    st.markdown(text("home"))
    numbered = enumerate(lessons(language), 1)
    for part, group in groupby(numbered, key=lambda each: each[1].part):
        st.subheader(text[f"part.{part}"], anchor=False)
        cards = list(group)
        with st.container(key=f"road_{part}"):
            for start in range(0, len(cards), COLUMNS):
                row = cards[start : start + COLUMNS]
                for column, (number, lesson) in zip(st.columns(COLUMNS), row, strict=False):
                    with column, st.container(border=True, height="stretch"):
                        _card(text, number, lesson)


def _card(text: Text, number: int, lesson: Text) -> None:
    """A lesson's place on the road, its title, its question, and how long it takes to read."""
    query = {"lang": lesson.language}
    first = text["start_here"] if number == 1 else ""
    st.page_link(page_of(lesson), label=f"{number} · **{lesson.title}**", query_params=query)
    st.markdown(lesson("question"))
    st.caption(" · ".join(filter(None, [first, text["minutes"].format(n=minutes(lesson))])))


def minutes(lesson: Text) -> int:
    """About how many minutes it takes to read a lesson, without its sources: one at least."""
    read = " ".join(said for key, said in lesson.sections.items() if key != "sources")
    signs = len(re.findall(r"[\u4e00-\u9fff]", read))
    words = len(re.findall(r"[A-Za-z][\w'’-]*", read))
    return max(1, round(signs / CHARACTERS + words / WORDS))
