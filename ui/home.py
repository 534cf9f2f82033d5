"""The home page: what this is, and the road."""

from itertools import groupby
from pathlib import Path

import streamlit as st

from ui.language import current
from ui.text import lessons, load

PAGES = Path(__file__).parent.parent / "pages"


def show() -> None:
    """Draw the home page."""
    language = current()
    text = load("app", language)
    st.title(text["home_title"])
    st.markdown(text("home"))
    for part, group in groupby(lessons(language), key=lambda lesson: lesson.part):
        st.subheader(text[f"part.{part}"])
        for lesson in group:
            page = PAGES / part / f"{lesson.stem}.py"
            with st.container(border=True):
                st.page_link(page, label=f"**{lesson.title}**", query_params={"lang": language})
                st.markdown(lesson("question"))
