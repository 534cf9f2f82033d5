"""Predict, then reveal: one small commitment before the answer shows."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal

import streamlit as st

from ui import link
from ui.controls import choice
from ui.text import Text, load

REVEAL = "reveal"  # ?reveal=1 in a teacher's link uncovers the answer
OPEN = "?"  # a guess that has not been made


def revealed() -> bool:
    """Say whether the answer may show: without a guess, or after one."""
    how = link.read(REVEAL) or ""
    return how == "1" or (len(how) == 8 and set(how) <= set("0123456789abcdef"))


def scored(about: object) -> bool:
    """Say whether the answer shows because the reader has guessed it, and guessed ``about`` this.

    A guess belongs to the settings it was made for: with others it is not scored.
    """
    return link.read(REVEAL) == _digest(about)


def ask(
    text: Text,
    names: Mapping[str, str],
    codes: Sequence[str],
    widget: Callable[..., Any] = st.select_slider,
    *,
    about: object = None,
) -> dict[str, str]:
    """Ask for one of ``codes`` per name (code → displayed name), or offer to guess again.

    The words of a code are the label ``guess.code``, else the label ``guess`` with the code in
    it. Each guess is in the link as ``guess_<name>``; ``about`` are the settings it is about.

    Returns:
        The guesses to be scored, without those left open; none before the answer shows, or if it
        shows without a guess, or if the settings have changed since.
    """
    if revealed():
        again(text)
        guesses = {name: link.read(f"guess_{name}") or OPEN for name in names}
        return {name: g for name, g in guesses.items() if g in codes} if scored(about) else {}
    _questions(text, names, codes, widget, _digest(about))
    return {}


def decide(text: Text, about: object, *, ready: bool) -> None:
    """Below a question of the lesson's own: check the guess (once ``ready``), or just show."""
    app, digest = load("app", text.language), _digest(about)
    with st.container(horizontal=True):
        _button(
            app["check_guess"], "check_guess", digest, "primary", disabled=not ready, wide=False
        )
        _button(app["show_me"], "show_me", "1", "secondary", wide=False)


def again(text: Text) -> None:
    """Offer to guess again."""
    st.button(load("app", text.language)["guess_again"], on_click=_cover, key="guess_again")


def _questions(
    text: Text,
    names: Mapping[str, str],
    codes: Sequence[str],
    widget: Callable[..., Any],
    digest: str,
) -> None:
    app = load("app", text.language)
    words = {OPEN: OPEN} | {
        code: text.labels.get(f"guess.{code}") or text["guess"].format(n=code) for code in codes
    }
    st.markdown(text("predict"))
    *columns, last = st.columns([*(1.0 for _ in names), 0.7])
    guesses = []
    for column, (name, shown) in zip(columns, names.items(), strict=True):
        with column:
            guesses.append(choice(shown, words, f"guess_{name}", OPEN, widget=widget))
    with last:
        none = all(guess == OPEN for guess in guesses)
        _button(app["check_guess"], "check_guess", digest, "primary", disabled=none)
        _button(app["show_me"], "show_me", "1", "secondary")


def _button(
    label: str,
    key: str,
    how: str,
    kind: Literal["primary", "secondary"],
    *,
    disabled: bool = False,
    wide: bool = True,
) -> None:
    reveal = partial(_reveal, how)
    width: Literal["stretch", "content"] = "stretch" if wide else "content"
    st.button(label, key=key, type=kind, width=width, on_click=reveal, disabled=disabled)


def _digest(about: object) -> str:
    """Eight characters that stand for the settings in the link."""
    return f"{zlib.crc32(repr(about).encode()):08x}"


def _reveal(how: str) -> None:
    link.write(REVEAL, how)


def _cover() -> None:
    link.write(REVEAL, None)
