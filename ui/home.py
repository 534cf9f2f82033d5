"""The home page: what this is, and the road."""

from itertools import cycle, groupby
from pathlib import Path

import streamlit as st

from ui.language import current
from ui.text import lessons, load

PAGES = Path(__file__).parent.parent / "pages"
COLUMNS = 2


def show() -> None:
    """Draw the home page."""
    language = current()
    text = load("app", language)
    st.title(text["home_title"])
    st.markdown(text("home"))
    for part, group in groupby(lessons(language), key=lambda lesson: lesson.part):
        st.subheader(text[f"part.{part}"], anchor=False)
        columns = st.columns(COLUMNS)
        for column, lesson in zip(cycle(columns), group, strict=False):
            with column, st.container(border=True, height="stretch"):
                page = PAGES / part / f"{lesson.stem}.py"
                st.page_link(page, label=f"**{lesson.title}**", query_params={"lang": language})
                st.markdown(lesson("question"))
