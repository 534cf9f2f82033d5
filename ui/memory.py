"""What was chosen last: kept in the session, and in the link unless it goes without saying."""

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

from ui import link

Made = TypeVar("Made")

_CHOSEN = "@"  # ends the session's names for what was chosen last
_ALWAYS = "always in the link"  # in the session: the choices that the link never leaves out


def arrive() -> None:
    """Take the link as it is at a run's start.

    Where the reader goes back, what it leaves out is the default again, whatever was chosen since;
    what is always in it stays: the language.
    """
    if not link.arrive():
        return
    stays = st.session_state.get(_ALWAYS, frozenset())
    for name in list(map(str, st.session_state)):
        if name.endswith(_CHOSEN) and name.removesuffix(_CHOSEN) not in stays:
            del st.session_state[name]


def recall(key: str, default: str) -> str:
    """Return what was chosen last."""
    return st.session_state.get(f"{key}{_CHOSEN}", default)


def remember(key: str, code: str, hidden: str | None) -> None:
    """Keep a choice in the session and, unless it is ``hidden``, in the link."""
    if hidden is None:
        st.session_state[_ALWAYS] = st.session_state.get(_ALWAYS, frozenset()) | {key}
    st.session_state[f"{key}{_CHOSEN}"] = code
    link.write(key, None if code == hidden else code)


def forget(key: str) -> None:
    """Let a choice be the default again, whichever that then is."""
    st.session_state.pop(f"{key}{_CHOSEN}", None)


def kept(name: str, key: Hashable, make: Callable[[], Made]) -> Made:
    """Return ``make()``, made once in a session for a key; of each name only the last is kept.

    For what comes from a reader's own file: caches of functions are shared by all readers.
    """
    slot = f"kept:{name}"
    found = st.session_state.get(slot)
    if found is None or found[0] != key:
        found = st.session_state[slot] = (key, make())
    return found[1]
