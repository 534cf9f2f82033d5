"""The lesson on multi-layer perceptrons around its picture: controls, question, verdict, why."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.lessons.mlp.film import FilmTrace
from core.lessons.mlp.lesson import answer
from core.lessons.mlp.settings import ACTIVATIONS, CLASSES, DATA, DEEP, GUESSES, LAYERS, UNITS, Mlp
from ui import predict
from ui.controls import choice, picked, setting
from ui.text import Text
from viz.numbers import percent
from viz.view import Verdict

CURVED = tuple(activation for activation in ACTIVATIONS if activation != "none")


def above(text: Text) -> dict[str, Any]:
    """The points, and which class a press adds to."""
    values = picked(Mlp)
    with st.container(horizontal=True, vertical_alignment="center"):
        values["data"] = _pills(text, "data", DATA)
        if values["data"] == "own":
            values["adds"] = _pills(text, "adds", CLASSES)
    return values


def below(text: Text) -> dict[str, Any]:
    """The network; before the guess always with an activation function."""
    values: dict[str, Any] = {}
    with st.container(horizontal=True):
        functions = ACTIVATIONS if predict.revealed() else CURVED
        for name, codes in (("activation", functions), ("layers", LAYERS), ("units", UNITS)):
            words = {code: text.labels.get(f"{name}.{code}", code) for code in codes}
            default = Mlp.defaults()[name]
            values[name] = choice(text[name], words, name, default, widget=st.pills)
        values["seed"] = setting(Mlp, "seed", text)
    return values


def _pills(text: Text, name: str, codes: tuple[str, ...]) -> str:
    """A choice with its label beside it: height is what a projector has little of."""
    words = {code: text[f"{name}.{code}"] for code in codes}
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        st.markdown(text[name], width="content")
        return choice(
            text[name], words, name, Mlp.defaults()[name], widget=st.pills,
            label_visibility="collapsed",
        )  # fmt: skip


def ask(text: Text, settings: Mlp) -> dict[str, str]:
    """Ask how many layers without an activation function it takes."""
    names = {"layers": text["guess_label"]}
    about = (settings.data, settings.inside, settings.outside)
    return predict.ask(text, names, GUESSES, st.pills, about=about)


def verdict(text: Text, settings: Mlp, trace: FilmTrace, guesses: Mapping[str, str]) -> Verdict:
    """How the guess came out, in one sentence."""
    right = answer(settings)
    said = text[f"verdict.{right}"].format(
        plain=percent(float(trace.plain_accuracy[-1])),
        own=percent(float(trace.accuracy[-1])),
        net=net(text, settings),
        n=DEEP,
        yours="".join(text["yours"].format(guess=text[f"guess.{g}"]) for g in guesses.values()),
    )
    return predict.verdict([guess == right for guess in guesses.values()], said)


def net(text: Text, settings: Mlp) -> str:
    """The network of the settings in words."""
    key = "net.one" if settings.layers == "1" else "net.more"
    activation = text[f"activation.{settings.activation}"]
    return text[key].format(layers=settings.layers, units=settings.units, activation=activation)


def why(text: Text, settings: Mlp, trace: FilmTrace) -> None:
    """Layers without an activation function are one; with one the plane is folded."""
    st.markdown(text("why"))
    st.markdown(text("why_line" if answer(settings) == "1" else "why_never"))
    st.markdown(text("why_function"))
    kind = {"relu": "relu", "none": "none"}.get(settings.activation, "smooth")
    st.markdown(text(f"why_{kind}", own=percent(float(trace.accuracy[-1]))))
