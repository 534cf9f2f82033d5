"""The focus of a reader who brings a file by keyboard, given back where the file was asked for."""

from pathlib import Path

import streamlit as st

_JS = Path(__file__).with_suffix(".js").read_text("utf-8")

_component = st.components.v2.component("unrolled_refocus", js=_JS)


def refocus() -> None:
    """Give the focus back to the upload when another file is there, or none any more."""
    file = st.session_state.get("model_file")
    _component(key="refocus", data=[file.file_id if file else ""])  # no mapping: see ui.stage
