"""Predict, then reveal: one small commitment before the answer shows.

The question stands at the foot of the picture's card. *Check my guess* and *Just show me* play the
picture where it answers, and the verdict takes the question's place.
"""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import link
from ui.controls import TIME, choice
from ui.language import current
from ui.memory import forget
from ui.stage import replay
from ui.text import Text, load
from viz.view import Stage, Verdict

REVEAL = "reveal"  # ?reveal=1 in a teacher's link uncovers the answer
GUESS = "guess"  # the link's name for a guess, where a lesson asks for one
OPEN = "?"  # a guess that has not been made

_SCORED = "scored"  # begins the session's names for how the last guess of a lesson came out


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
    then: Callable[[], None] = lambda: None,
    said: str = "",
) -> dict[str, str]:
    """Ask for one of ``codes`` per name (code → displayed name), or offer to guess again.

    The words of a code are the label ``guess.code``, else the label ``guess`` with the code in
    it. Each guess is in the link as ``guess_<name>``; ``about`` are the settings it is about.
    ``then()`` is called when the answer is asked for: what else it needs to be seen.
    ``said``: the question, if it is not the section "predict" as it stands.

    Returns:
        The guesses to be scored, without those left open; none before the answer shows, or if it
        shows without a guess, or if the settings have changed since.
    """
    if revealed():
        again(text)
        guesses = {name: link.read(f"guess_{name}") or OPEN for name in names}
        return {name: g for name, g in guesses.items() if g in codes} if scored(about) else {}
    words = {
        code: text.labels.get(f"guess.{code}") or text["guess"].format(n=code) for code in codes
    }
    alone = len(names) == 1
    with row():
        question(said or text("predict"))
        with st.container(horizontal=True, key="guesses" if alone else "guesses_several"):
            guessed = [
                one_of(shown, words, f"guess_{name}", widget, seen=not alone)
                for name, shown in names.items()
            ]
        decide(text, about, ready=any(guess != OPEN for guess in guessed), then=then)
    return {}


def ask_one(text: Text, said: str, words: Mapping[str, str], *, about: object) -> None:
    """Ask for one of ``words`` (code → displayed word), in the link as ``guess``."""
    with row():
        question(said)
        with st.container(horizontal=True, key="guesses"):
            guess = one_of(text["guess"], words, GUESS, st.pills, seen=False)
        decide(text, about, ready=guess != OPEN)


def question(said: str) -> None:
    """Draw what is asked, in a sentence or two."""
    with st.container(key="asked"):
        st.markdown(said)


def one_of(
    label: str,
    words: Mapping[str, str],
    key: str,
    widget: Callable[..., Any],
    *,
    seen: bool = True,
) -> str:
    """Let the reader guess one of ``words``, or leave it open.

    With one question only the label is for those who do not see the page: ``seen`` is false.
    """
    shown: Literal["visible", "collapsed"] = "visible" if seen else "collapsed"
    open_too = {OPEN: OPEN} | dict(words)
    drawn = steady if widget is st.select_slider else widget
    return choice(label, open_too, key, OPEN, widget=drawn, label_visibility=shown)


def steady(
    label: str, codes: Sequence[str], *, key: str, on_change: Callable[[], None], **options: Any
) -> str:
    """Draw a slider that is set only where it stands elsewhere.

    `choice` sets its widget at every run. A slider that is set moves back to where it was when the
    run began, and a key that was pressed meanwhile is lost.
    """
    own = f"{key} slid"
    if st.session_state.get(own) != st.session_state[key]:
        st.session_state[own] = st.session_state[key]

    def moved() -> None:
        st.session_state[key] = st.session_state[own]
        on_change()

    return st.select_slider(label, codes, key=own, on_change=moved, **options)


def decide(
    text: Text, about: object, *, ready: bool, then: Callable[[], None] = lambda: None
) -> None:
    """Below a question: check the guess (once ``ready``), or just show."""
    app = load("app", text.language)
    check, show = partial(_reveal, _digest(about), then), partial(_reveal, "1", then)
    with st.container(horizontal=True, width="content", key="decide"):
        _button(app["check_guess"], "check_guess", check, "primary", disabled=not ready)
        _button(app["show_me"], "show_me", show, "secondary")


def ask_anew(*names: str) -> None:
    """Ask again of something else: the answer is covered, and the guesses ``names`` are open."""
    _cover()
    for name in names:
        forget(f"guess_{name}")
        link.write(f"guess_{name}", None)


def again(text: Text) -> None:
    """Offer to guess again."""
    app = load("app", text.language)
    st.button(app["guess_again"], on_click=_cover, key="guess_again", type="tertiary")


def play_anew() -> None:
    """Play something else from its beginning; the reader stays where the button is."""
    if revealed():
        link.write(TIME, "1")  # to play what is asked would call the verdict into view
    else:
        replay()


def verdict(rights: Sequence[bool], said: str) -> Verdict:
    """Return how the guesses came out (``rights``: each, none if none was scored), as ``said``."""
    if not rights:
        mark = "shown"
    elif all(rights):
        mark = "right"
    else:
        mark = "partly" if any(rights) else "wrong"
    return Verdict(mark=mark, said=said)


def told(stage: Stage, verdict: Callable[[], Verdict], *, asked: bool = True) -> Stage:
    """Return the picture with its verdict at the foot, once the answer shows.

    ``asked``: whether this picture is one that is asked about; a guess is not mentioned at others.
    """
    if not revealed():
        return stage
    found = verdict()
    return replace(stage, verdict=_lasting(stage.name, found) if asked else found)


def _lasting(name: str, verdict: Verdict) -> Verdict:
    """Say of a guess how it came out also when the settings have changed since."""
    how, memory = link.read(REVEAL), f"{_SCORED} {name}"
    if verdict.mark != "shown":
        st.session_state[memory] = (how, verdict.mark)
        return verdict
    before, mark = st.session_state.get(memory, (None, verdict.mark))
    if before != how:
        return verdict
    said = load("app", current())["guessed_before"].format(said=verdict.said)
    return Verdict(mark=mark, said=said)


def row() -> DeltaGenerator:
    """Question, choices and buttons: in one line where there is room."""
    return st.container(horizontal=True, vertical_alignment="center", key="guess_row")


def _button(
    label: str,
    key: str,
    reveal: Callable[[], None],
    kind: Literal["primary", "secondary"],
    *,
    disabled: bool = False,
) -> None:
    st.button(label, key=key, type=kind, on_click=reveal, disabled=disabled)


def _digest(about: object) -> str:
    """Eight characters that stand for the settings in the link."""
    return f"{zlib.crc32(repr(about).encode()):08x}"


def _reveal(how: str, then: Callable[[], None]) -> None:
    link.write(REVEAL, how)
    then()
    replay()


def _cover() -> None:
    link.write(REVEAL, None)
