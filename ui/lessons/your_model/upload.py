"""Files that a reader brings: held in the memory of that reader's session only.

Nothing here uses st.cache_*, which is shared by all sessions. What was read or computed from a file
stays in st.session_state until another file, or the end of the session, replaces it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.lessons.your_model.settings import NONLINEARITIES
from core.traces.base import Array
from core.uploads.module_shape import ModuleShape
from core.uploads.refusal import LARGEST, UploadError, check_size
from ui.memory import kept
from ui.text import Text
from viz.wording import filled

if TYPE_CHECKING:
    from torch import Tensor, nn

    from core.uploads.read import Opened

FEW = 2  # rows of a table in which there is nothing to choose
TAKEN = 100  # MB that reach us, so that a file which is too large gets our sentence
LONGEST = 80  # characters of a file's own words in a sentence


@dataclass(frozen=True, eq=False)
class Upload:
    """A module from a file: which file, what it is, and how to make it run."""

    key: tuple[str, str, str]  # the file's identity in this session, the prefix, the nonlinearity
    name: str
    shape: ModuleShape
    module: nn.RNNBase
    embeddings: dict[str, Tensor]  # that fit; first the one that most likely belongs to the layer
    opened: Opened
    parts: int = 1  # recurrent layers in the file
    unused: tuple[str, ...] = ()  # tensors below the layer's name that torch's layer does not have


def uploaded(
    text: Text, refuse: Callable[[str], None], back: Any, drop: Callable[[], None]
) -> Upload | None:
    """Ask for a file; return its module, or None after ``refuse``(what is wrong with it).

    ``back``: the file that was loaded before the reader visited another page; ``drop``() is called
    when the reader does not want it any more.
    """
    with st.popover(text["upload.button"], icon=":material/upload:", type="primary"):
        file = st.file_uploader(text["upload"], key="model_file", max_upload_size=TAKEN)
        st.caption(filled(text["upload.limit"], most=LARGEST // 2**20))
        st.caption(text["upload.help"])
        if back is not None:
            st.caption(text["upload.back"].format(name=quoted(back.name)))
            st.button(text["upload.drop"], key="upload_drop", on_click=drop)
    file = file or back
    if file is None:
        return None
    try:
        return _read(file, text)
    except UploadError as error:
        refuse(worded(error, text))
        return None


def _read(file: Any, text: Text) -> Upload:
    from core.uploads.read import opened
    from core.uploads.state_dict import (
        embeddings,
        first_that_fits,
        module,
        module_shape,
        prefixes,
        unused,
    )

    check_size(file.size)
    held = kept("tensors", file.file_id, lambda: opened(file.getvalue()))
    tensors = held.tensors
    found = prefixes(tensors)
    prefix = kept("first", file.file_id, lambda: first_that_fits(tensors, found))
    if len(found) > 1:
        start = found.index(prefix)
        prefix = st.sidebar.selectbox(
            text["part"], found, start, format_func=lambda p: p or text["part.top"], key="part"
        )
    here = module_shape(tensors, prefix)
    phi = NONLINEARITIES[0]
    if here.network == "rnn":
        words = {code: text[f"nonlinearity.{code}"] for code in NONLINEARITIES}
        phi = st.sidebar.segmented_control(
            text["nonlinearity"], list(words), default=phi, format_func=words.__getitem__,
            required=True, help=text["nonlinearity.help"], key="phi",
        )  # fmt: skip
    key = (file.file_id, prefix, phi)
    made = kept("module", key, lambda: module(tensors, here, phi))
    names = embeddings(tensors, here.inputs, prefix)
    fitting = {name: tensors[name] for name in names}
    apart = unused(tensors, prefix)
    return Upload(key, file.name, here, made, fitting, held, len(found), apart)


@dataclass(frozen=True, eq=False)
class Table:
    """Numbers from a file: which file, and which of its rows are read."""

    key: str
    values: Array  # those rows
    rows: slice | None  # None: all


def table(text: Text, columns: int) -> Table | None:
    """Ask for a CSV file; return its numbers, or None. Of a long one a window is read."""
    from core.uploads.tables import LONGEST as STEPS
    from core.uploads.tables import read_csv

    file = st.file_uploader(
        filled(text["csv_file"], columns=columns),
        type=["csv"],
        key="csv_file",
        help=text["csv.help"],
    )
    if file is None:
        st.info(filled(text["csv_wanted"], columns=columns))
        return None
    try:
        about = (file.file_id, columns)
        values = kept("table", about, lambda: read_csv(file.getvalue(), columns))
    except UploadError as error:
        st.error(worded(error, text))
        return None
    if len(values) <= FEW:
        return Table(file.file_id, values, None)
    return window(text, file.file_id, values, STEPS)


def window(text: Text, file: str, values: Array, most: int) -> Table:
    """Ask which rows of a table are read: the first of them, and how many."""
    left, right = st.columns(2, vertical_alignment="bottom")
    asked = text["csv_first"].format(rows=len(values))
    first = left.number_input(asked, 1, len(values) - 1, key=f"csv_first:{file}")
    most = min(most, len(values) - first + 1)
    asked = text["csv_steps"].format(most=most)
    steps = right.number_input(asked, 2, most, most, key=f"csv_steps:{file}:{most}")
    if steps == len(values):
        return Table(file, values, None)
    if first > 1:
        st.caption(text["csv_starts"].format(first=first))
    rows = slice(first - 1, first - 1 + steps)
    return Table(f"{file}:{first}:{steps}", values[rows], rows)


def worded(error: UploadError, text: Text) -> str:
    """The sentence for an error, in the reader's language; a file's own words are only quoted."""
    numbers = {name: quoted(value) for name, value in error.numbers.items()}
    return filled(text[f"refused.{error.code}"], **numbers)


def placed(here: ModuleShape, text: Text) -> str:
    """Where in its file a layer is."""
    return quoted(here.prefix.removesuffix(".")) if here.prefix else text["part.top"]


def quoted(value: object) -> str:
    """A word from a file as inline code, so that nothing in it is Markdown; numbers as they are."""
    if isinstance(value, int | float):
        return f"{value:,}"
    line = " ".join(str(value).split()).replace("`", "'")
    return f"`{line[:LONGEST]}{'…' if len(line) > LONGEST else ''}`"
