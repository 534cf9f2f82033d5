"""The model that a reader has brought: a file that is refused leaves the last good one in place."""

import streamlit as st

from ui.lessons.your_model.upload import Upload, quoted, uploaded
from ui.text import Text

KEPT = "upload:model"  # the session's name for the last good one


def brought(text: Text) -> Upload | None:
    """Ask for a file and return the model in it, or the last good one; say which file it is of.

    With each file the popover is another one, and so it is closed again: nothing lies over the
    picture.
    """
    file = st.session_state.get("model_file")
    with st.container(width="content", key=f"upload_{file.file_id if file else 'none'}"):
        found = uploaded(text)
    if found is None and file is not None:
        found = st.session_state.get(KEPT)
    st.session_state[KEPT] = found
    if found:
        st.markdown(quoted(found.name), width="content")
    return found
