"""The head of a lesson: its part of the road, its title and its question.

It is drawn before the page itself runs, so that no title waits for what a picture needs.
"""

import streamlit as st

from ui.text import Text, load


def show(text: Text) -> None:
    """Draw the head."""
    with st.container(key="lesson_head"):
        with st.container(key="lesson_part"):
            st.markdown(load("app", text.language)[f"part.{text.part}"])
        st.title(text.title, anchor=False)
        with st.container(key="lesson_question"):
            st.markdown(text("question"))
