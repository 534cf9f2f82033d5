"""A table of the reader's own: a CSV file, and which of its columns are looked at.

It is held in the memory of the reader's session, and is in no link.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.traces.base import Array
from core.uploads.columns import FEWEST, MOST, Columns, read_columns
from core.uploads.refusal import UploadError
from ui.markdown import plain, shortened
from ui.memory import kept
from ui.text import Text, load

CLASS = "class"  # the name of a column that holds two classes


@dataclass(frozen=True, eq=False)
class OwnTable:
    """What was chosen: each column (row,), 0 and 1 for one of classes, and what it is called.

    ``classes`` are the words of 0 and of 1. ``key`` stands for file and choice in caches.
    """

    key: str
    names: tuple[str, ...]
    columns: tuple[Array, ...]
    classes: tuple[str, ...] = ()


def asked(text: Text, wants: Sequence[str]) -> OwnTable | None:
    """Ask for a file and for one of its columns for each of ``wants``; None until there is one.

    The label of a column is ``text["own.<name>"]``; that of `CLASS` has two different values.
    """
    app, numbers = load("app", text.language), len([name for name in wants if name != CLASS])
    least = {"least": FEWEST, "most": MOST}
    file = st.file_uploader(
        app["own.file"], type=["csv"], key="own_table", help=app["own.help"].format(**least)
    )
    if file is None:
        said = "own.wanted_classes" if CLASS in wants else "own.wanted"
        st.info(app[said].format(numbers=numbers, **least))
        return None
    about = (file.file_id, numbers, CLASS in wants)
    try:
        found = kept("own table", about, lambda: read_columns(file.getvalue(), *about[1:]))
    except UploadError as error:
        st.error(_worded(error, app))
        return None
    with st.container(horizontal=True):
        names = _picked(text, found, wants, file.file_id)
    return _table(file.file_id, found, wants, names)


def _picked(text: Text, found: Columns, wants: Sequence[str], file: str) -> list[str]:
    """One name of a column for each of ``wants``; at first all different."""
    names: list[str] = []
    for want in wants:
        possible = list(found.classes if want == CLASS else found.numbers)
        if want == CLASS:
            possible.sort(key=lambda name: name in found.numbers)  # words before 0 and 1
        first = next((k for k, name in enumerate(possible) if name not in names), 0)
        names.append(
            st.selectbox(
                text[f"own.{want}"],
                possible,
                first,
                format_func=shortened,
                key=f"own_{want}:{file}",
            )
        )
    return names


def _table(file: str, found: Columns, wants: Sequence[str], names: Sequence[str]) -> OwnTable:
    columns: list[Array] = []
    classes: tuple[str, ...] = ()
    for want, name in zip(wants, names, strict=True):
        if want == CLASS:
            column = found.classes[name]
            classes = tuple(dict.fromkeys(column))
            columns.append(np.array([classes.index(word) for word in column]))
        else:
            columns.append(found.numbers[name])
    return OwnTable(":".join((file, *names)), tuple(names), tuple(columns), classes)


def _worded(error: UploadError, app: Text) -> str:
    """The sentence for an error; a file's own words are shown as they are."""
    told = {
        name: plain(shortened(value)) if isinstance(value, str) else value
        for name, value in error.numbers.items()
    }
    code = f"{error.code}_cell" if "cell" in told else error.code
    return app[f"refused.{code}"].format(**told)
