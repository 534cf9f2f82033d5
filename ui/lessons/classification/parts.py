"""The lesson on classification around its moving picture: controls, question, verdict, why."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from core.lessons.classification import lesson
from core.lessons.classification.pictures import images, second
from core.lessons.classification.settings import EMPTY, GUESSES, SHOWN, Classification
from core.traces.base import Array
from ui import link, predict
from ui.controls import choice, picked, set_one, setting
from ui.markdown import table
from ui.text import Text
from viz.numbers import short
from viz.view import Verdict

TOLD = (10, 100, 1000, 10_000)  # steps of the table


def above(text: Text) -> dict[str, Any]:
    """The penalty, and buttons for other pictures."""
    values = picked(Classification)
    with st.container(horizontal=True, vertical_alignment="center"):
        default = Classification.defaults()["penalty"]
        words = text.words("penalty")
        values["penalty"] = choice(text["penalty"], words, "penalty", default, widget=st.pills)
        following = {
            "digit": {"digit": (values["digit"] + 1) % len(images("heldout")[1])},
            "noise": {"noise": (values["noise"] + 1) % SHOWN, "pixels": ""},
            "empty": {"pixels": EMPTY},
        }
        for name, change in following.items():
            st.button(text[f"other.{name}"], key=f"other_{name}", on_click=partial(_set, change))
    return values


def _set(values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        set_one(Classification, name, value)


def below(text: Text) -> dict[str, Any]:
    """Which 1,000 pictures of noise are drawn."""
    return {"draw": setting(Classification, "draw", text)}


def pictures(settings: Classification) -> tuple[tuple[Array, Array, int], tuple[Array, Array]]:
    """The held-out image with its p and its digit; the picture beside it with its p."""
    (X, y), (p, q) = images("heldout"), lesson.shown(settings)
    return (X[settings.digit], p, int(y[settings.digit])), (second(settings), q)


def ask(text: Text, settings: Classification) -> dict[str, str]:
    """Ask how sure the classifier is of noise."""
    names = {"sure": text["guess_label"]}
    return predict.ask(text, names, GUESSES, st.pills, about=settings.penalty)


def guessed(settings: Classification) -> float | None:
    """The guess that is scored for this penalty, or None."""
    guess = link.read("guess_sure") if predict.scored(settings.penalty) else None
    return float(guess) if guess in GUESSES else None


def verdict(text: Text, settings: Classification, guesses: Mapping[str, str]) -> Verdict:
    """How the guess came out, in one sentence."""
    found = lesson.how_sure(settings.penalty, settings.draw)
    closest = lesson.answer(settings.penalty, settings.draw)
    said = text[f"verdict.{settings.penalty}"].format(
        noise=_share(found.noise[-1]),
        digits=_share(found.digits[-1]),
        accuracy=_share(found.accuracy[-1]),
        closest=closest,
        yours="".join(text["yours"].format(guess=guess) for guess in guesses.values()),
    )
    return predict.verdict([guess == closest for guess in guesses.values()], said)


def why(text: Text, settings: Classification) -> None:
    """No class for "none of these", and scores that grow with the weights."""
    st.markdown(text("why"))
    st.markdown(text("why_scores"))
    found = lesson.how_sure(settings.penalty, settings.draw)
    steps = lesson.record_lesson(settings).steps.tolist()
    rows = {
        name: [short(float(getattr(found, name)[steps.index(step)]), 3) for step in TOLD]
        for name in ("accuracy", "norm", "gap", "noise")
    }
    head = [text["step_word"], *(f"{step:,}" for step in TOLD)]
    cells = [[text[f"row.{name}"], *values] for name, values in rows.items()]
    grown = table(head, cells, [":--", *["--:"] * len(TOLD)])
    st.markdown(text(f"why_{settings.penalty}", table=grown))
    st.markdown(text("why_claim"))


def _share(value: float) -> str:
    return short(float(value), 3)
