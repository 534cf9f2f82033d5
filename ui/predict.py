"""Predict, then reveal: one small commitment before the answer shows."""

from collections.abc import Mapping, Sequence

import streamlit as st

from ui.controls import choice
from ui.text import Text, load

REVEAL = "reveal"  # ?reveal=1 in a teacher's link uncovers the answer


def revealed() -> bool:
    """Say whether the answer may show."""
    return st.query_params.get(REVEAL) in ("1", "guess")


def scored() -> bool:
    """Say whether the answer shows because the reader has guessed."""
    return st.query_params.get(REVEAL) == "guess"


def _reveal(how: str) -> None:
    st.query_params[REVEAL] = how


def _cover() -> None:
    st.query_params.pop(REVEAL, None)


def guesses(text: Text, names: Mapping[str, str], codes: Sequence[str]) -> dict[str, str]:
    """Ask for one of ``codes`` per name (code → displayed name), then offer to reveal.

    The words of the codes are the labels ``guess.code``, or the codes themselves. Each guess is
    in the link as ``guess_<name>``.
    """
    app = load("app", text.language)
    words = {code: text.labels.get(f"guess.{code}", code) for code in codes}
    st.markdown(text("predict"))
    found = {}
    for column, (name, shown) in zip(st.columns(len(names)), names.items(), strict=True):
        with column:
            found[name] = choice(
                shown, words, f"guess_{name}", codes[0], widget=st.select_slider
            )
    with st.container(horizontal=True):
        st.button(
            app["check_guess"], type="primary", on_click=_reveal, args=["guess"], key="check_guess"
        )
        st.button(app["show_me"], on_click=_reveal, args=["1"], key="show_me")
    return found


def again(text: Text) -> None:
    """Offer to cover the answer and guess anew."""
    st.button(load("app", text.language)["guess_again"], on_click=_cover, key="guess_again")
