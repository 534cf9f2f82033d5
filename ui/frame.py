"""The frame around a page: what Streamlit's own drawer lacks."""

from pathlib import Path

import streamlit as st

from ui.text import Text

WORDS = ("menu", "settings", "close")

_JS = Path(__file__).with_suffix(".js").read_text("utf-8")

_component = st.components.v2.component("unrolled_frame", js=_JS)


def keep(words: Text) -> None:
    """Name the drawer's buttons in the reader's language, and let a phone open without it."""
    _component(key="frame", data=[words[name] for name in WORDS])
