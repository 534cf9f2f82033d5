"""Predict, then reveal: one small commitment before the answer shows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

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


def ask(
    text: Text,
    names: Mapping[str, str],
    codes: Sequence[str],
    widget: Callable[..., Any] = st.select_slider,
) -> dict[str, str]:
    """Ask for one of ``codes`` per name (code → displayed name), or offer to guess again.

    The words of a code are the label ``guess.code``, else the label ``guess`` with the code in
    it. Each guess is in the link as ``guess_<name>``.

    Returns:
        The guesses to be scored; none before the answer shows, or if it shows without a guess.
    """
    app = load("app", text.language)
    if revealed():
        st.button(app["guess_again"], on_click=_cover, key="guess_again")
        return {name: _guess(name, codes) for name in names} if scored() else {}
    words = {
        code: text.labels.get(f"guess.{code}") or text["guess"].format(n=code) for code in codes
    }
    st.markdown(text("predict"))
    *columns, last = st.columns([*(1.0 for _ in names), 0.7])
    for column, (name, shown) in zip(columns, names.items(), strict=True):
        with column:
            choice(shown, words, f"guess_{name}", _middle(codes), widget=widget)
    with last:
        _button(app["check_guess"], "check_guess", "guess", "primary")
        _button(app["show_me"], "show_me", "1", "secondary")
    return {}


def _button(label: str, key: str, how: str, kind: Literal["primary", "secondary"]) -> None:
    st.button(label, key=key, type=kind, width="stretch", on_click=_reveal, args=[how])


def _middle(codes: Sequence[str]) -> str:
    return codes[len(codes) // 2]


def _guess(name: str, codes: Sequence[str]) -> str:
    guess = st.query_params.get(f"guess_{name}", "")
    return guess if guess in codes else _middle(codes)
