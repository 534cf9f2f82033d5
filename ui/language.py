"""The reader's language: the link's, else the last one chosen, else the browser's."""

import streamlit as st

from ui import link
from ui.controls import choice
from ui.text import LANGUAGES


def choose() -> str:
    """Show the switch and return the language's code; ``lang`` is always in the URL."""
    with st.container(key="language"):
        return choice(
            "Language · 语言",
            LANGUAGES,
            "lang",
            preferred(),
            widget=st.radio,  # for labels beyond ASCII buttons load a list of all emojis: 0.1 s
            always=True,
            horizontal=True,
            label_visibility="collapsed",
        )


def current() -> str:
    """Return the language that ``choose`` has found in this run."""
    return link.read("lang") or preferred()


def preferred() -> str:
    """Return the browser's language if the app speaks it, else English."""
    code = (st.context.locale or "").split("-")[0].lower()
    return code if code in LANGUAGES else "en"
