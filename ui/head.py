"""The head of a lesson: its part of the road, its title and its question.

It is drawn before the page itself runs, so that no title waits for what a picture needs.
"""

import streamlit as st

from ui import link, markdown
from ui.glossary import whereabouts
from ui.memory import recall
from ui.text import Text, load


def show(text: Text) -> None:
    """Draw the head; with the words of a variant, where the link chooses one.

    The label ``instead.<variant>`` says when, as "how=date".
    """
    for variant, when in text.words("instead").items():
        name, _, code = when.partition("=")
        if (link.read(name) or recall(name, "")) == code:
            text = text.variant(variant)
    with st.container(key="lesson_head"):
        with st.container(key="lesson_line", horizontal=True, vertical_alignment="center"):
            with st.container(key="lesson_part", width="content"):
                st.markdown(load("app", text.language)[f"part.{text.part}"])
            with st.container(key="lesson_here"):
                st.markdown(here(text))
        st.title(text.title, anchor=False)
        with st.container(key="lesson_question"):
            st.markdown(text("question"))


def here(text: Text) -> str:
    """The way through the whole model as Markdown; what the lesson shows is bold, in brackets."""
    parts = ((markdown.plain(part), now) for part, now in whereabouts(text))
    return " → ".join(f"**\\[{part}\\]**" if now else part for part, now in parts)
