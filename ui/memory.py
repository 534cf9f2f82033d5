"""What was chosen last: kept in the session, and in the link unless it goes without saying."""

import streamlit as st

from ui import link

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
