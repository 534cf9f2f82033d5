"""Chinese sentences that readers write: what the translators do not know of them, and glosses."""

from functools import partial

import streamlit as st

from core.lessons.settings import Settings
from core.shipped.readings import segmented
from ui.controls import set_one
from ui.markdown import plain
from ui.text import Text
from ui.writing import offer_simplified
from viz.glosses import within


def unknown_words(cls: type[Settings], text: Text, said: str, name: str) -> None:
    """Mark the words of ``said`` that the model does not know, and offer near ones instead.

    ``name`` is the setting of ``cls`` that holds it. What the picture shows instead is the label
    ``unknown_<name>``.
    """
    words = segmented(said)
    instead = text[f"unknown_{name}"]
    st.error(f"{text['unknown'] if words else text['empty']}\n\n{instead}")
    st.markdown(
        " ".join(
            plain(word.text) if word.known else f":red-background[{plain(word.text)}]"
            for word in words
        )
    )
    with st.container(horizontal=True):
        if offer_simplified(text, name, said):
            return
        for word in words:
            for other in word.near:
                put = partial(set_one, cls, name, said.replace(word.text, other))
                label = f"{plain(word.text)} → {named(text, other)}"
                st.button(label, on_click=put, key=f"near_{name}_{word.text}_{other}")


def named(text: Text, word: str) -> str:
    """A source word or character with its gloss, as Markdown."""
    return plain(within(word.replace(" ", "␣"), text.labels))


def shown(word: str) -> str:
    """A source word or character as Markdown that shows it; a space as ␣."""
    return plain(word.replace(" ", "␣"))
