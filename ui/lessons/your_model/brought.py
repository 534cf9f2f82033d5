"""The model that a reader has brought: a file that is refused leaves the last good one in place."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.lessons.your_model.upload import Upload, quoted, uploaded
from ui.text import Text

KEPT, LAST = "upload:model", "upload:file"  # in the session: the last good model, the last file
LEFT = "upload:left"  # the name of the model that went when the reader left the page


def brought(text: Text, below: DeltaGenerator) -> Upload | None:
    """Ask for a file and return the model in it; for one that is refused, the last good one.

    What is wrong with a file is said ``below``.

    With each file the popover is another one, and so it is closed again: nothing lies over the
    picture.
    """
    if "model_file" not in st.session_state and (before := st.session_state.pop(KEPT, None)):
        st.session_state[LEFT] = before.name
    file = st.session_state.get("model_file")
    if file is not None:
        st.session_state.pop(LEFT, None)
    if file is not None:  # without one, the next may be on its way: the popover must stay
        st.session_state[LAST] = file.file_id
    with st.container(key=f"upload_{st.session_state.get(LAST)}"):
        found = uploaded(text, below)
        if found is None and file is not None:
            found = st.session_state.get(KEPT)
            if found is None:
                below.caption(text["upload.example"])
            else:
                below.caption(text["upload.stays"].format(name=quoted(found.name)))
    if file is not None:
        st.session_state[KEPT] = found
    elif name := st.session_state.get(LEFT):
        below.caption(text["upload.left"].format(name=quoted(name)))
    return found
