"""The lesson on optimizers around its moving picture: controls, question, verdict, and why."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.lessons.descent.lesson import STEPS, slower
from core.lessons.descent.settings import ANGLES, GROUPS, METHODS, TURNED, Descent
from ui import predict
from ui.controls import locked, picked, set_one, setting
from ui.markdown import table
from ui.text import Text
from viz.view import Verdict

Found = Mapping[str, Sequence[int | None]]


def controls(text: Text) -> dict[str, Any]:
    """The valley and the rates; before the guess the valley lies along the axes."""
    values = picked(Descent)
    with st.container(horizontal=True):
        for name in ("kappa", "angle", "rate"):
            if name == "angle" and not predict.revealed():
                locked(text["angle"], text["angle.0"], text["angle_locked"])
            else:
                values[name] = setting(Descent, name, text)
    return values


def ask(text: Text, settings: Descent) -> dict[str, str]:
    """Ask who needs more steps once the valley is turned."""
    then = partial(set_one, Descent, "angle", TURNED)
    said = text("predict", kappa=settings.kappa)
    names = {"who": text["guess_label"]}
    return predict.ask(
        text, names, (*GROUPS,), st.pills, about=_about(settings), then=then, said=said
    )


def _about(settings: Descent) -> tuple[str, str]:
    return settings.kappa, settings.start


def verdict(text: Text, settings: Descent, found: Found, guesses: Mapping[str, str]) -> Verdict:
    """Who needs more steps, with the numbers of all four."""
    right = slower(found)
    each = text["comma"].join(
        text["from_to"].format(
            name=text[f"method.{m}"], first=count(found[m][0]), last=count(found[m][-1])
        )
        for m in METHODS
    )
    said = text["verdict"].format(answer=text[f"guess.{right}"], each=each, most=STEPS)
    return predict.verdict([guess == right for guess in guesses.values()], said)


def count(steps: int | None) -> str:
    """A number of steps; where the film is too short, that it is more."""
    return f"> {STEPS}" if steps is None else str(steps)


def why(text: Text, settings: Descent, found: Found) -> None:
    """A step along each axis of its own, and what a turn changes in that."""
    head = [text["angle"], *(text[f"angle.{angle}"] for angle in ANGLES)]
    rows = [[text[f"method.{m}"], *map(count, found[m])] for m in METHODS]
    st.markdown(text("why", table=table(head, rows, [":--", *["--:"] * len(ANGLES)])))
    st.markdown(text("why_turns"))
    st.markdown(text("why_axes"))
    adam = found["adam"]
    alike = adam[0] and adam[-1] and adam[-1] < 1.5 * adam[0]
    st.markdown(text("why_alike" if alike else "why_adam", kappa=settings.kappa))
