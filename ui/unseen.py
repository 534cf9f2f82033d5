"""Characters that a network never saw in training: named, since it reads nothing there."""

from collections.abc import Iterable

import streamlit as st

from ui.markdown import plain
from ui.text import load


def name_unseen(signs: Iterable[str], language: str) -> None:
    """Name each of ``signs`` once, in one sentence; without any, say nothing."""
    if named := " ".join(dict.fromkeys(signs)):
        st.caption(load("app", language)["never_seen"].format(signs=plain(named)))
