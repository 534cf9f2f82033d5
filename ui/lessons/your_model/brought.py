"""The model that a reader has brought: a file that is refused leaves the last good one in place."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import predict
from ui.lessons.your_model.upload import Upload, placed, quoted, uploaded
from ui.text import Text

KEPT, LAST = "upload:model", "upload:file"  # in the session: the last good model, the last file
FILE, BACK = "upload:good", "upload:back"  # the last good file; the same, come back to
ASKED = "upload:asked"  # the last file that the reader was asked about
GONE = "upload:gone"  # the reader has taken the file away, or the next one is on its way


def brought(text: Text, below: DeltaGenerator) -> Upload | None:
    """Ask for a file and return the model in it; for one that is refused, the last good one.

    Of each new file the reader is asked anew, also where the answer was shown before.
    What is wrong with a file, and what is shown instead, is said ``below``. The last good file
    stays for a reader who visits another page, though the widget forgets it there.

    With each file the popover is another one, and so it is closed again: nothing lies over the
    picture.
    """
    held = st.session_state
    if "model_file" not in held and FILE in held:
        if GONE in held:
            drop()
        else:
            held[BACK] = held[FILE]
    file = held.get("model_file")
    if file is not None:  # without one, the next may be on its way: the popover must stay
        held[LAST] = file.file_id
        held.pop(BACK, None)
        held.pop(GONE, None)

    def refuse(said: str) -> None:
        before = held.get(KEPT)
        stays = text["upload.example"]
        if before is not None and file is not None and before.key[0] == file.file_id:
            stays = text["upload.stays_part"].format(name=placed(before.shape, text))
        elif before is not None:
            stays = text["upload.stays"].format(name=quoted(before.name))
        below.error(text["between_sentences"].join((said, stays)))

    with st.container(key=f"upload_{held.get(LAST)}"):
        found = uploaded(text, refuse, held.get(BACK), drop)
        if found is None and file is not None:
            found = held.get(KEPT)
    if file is not None:
        held[KEPT] = found
        if found and found.key[0] == file.file_id:
            held[FILE] = file
            if held.get(ASKED) != file.file_id:
                held[ASKED] = file.file_id
                predict.ask_anew("reach")
    elif FILE in held and BACK not in held:
        held[GONE] = True
    return found


def drop() -> None:
    """Forget the model and its file: the example is shown again."""
    for name in (KEPT, FILE, BACK, GONE):
        st.session_state.pop(name, None)
