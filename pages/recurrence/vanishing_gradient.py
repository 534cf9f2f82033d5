"""How far back can it learn? Gradients of an RNN, a GRU and LSTMs on their way back in time."""

import streamlit as st

from core.vanishing_gradient import NETWORKS, VanishingGradient, fixed, record_lesson
from ui import predict
from ui.controls import panel, setting, several
from ui.lesson import begin, cached, notice, sources, valid
from ui.stage import mount
from ui.text import load
from viz.vanishing_gradient import Row, note, stage

OPTIONS = ("2", "5", "10", "20", "50", "100", "never")  # steps back that can be guessed
SIDEBAR = tuple(name for name in VanishingGradient.rules() if name != "forget_bias")
LINEAR = {"nonlinearity": "linear", "init": "orthogonal"}
NOTICE = {
    "below": LINEAR | {"radius": 0.8},
    "above": LINEAR | {"radius": 1.2},
    "saturated": {"init": "gaussian", "radius": 1.5},
    "bias": {"forget_bias": -2.0},
    "clip": {"init": "orthogonal", "nonlinearity": "linear", "radius": 1.2, "clip": 1.0},
}

text = begin("vanishing_gradient")
picture, question, slider = st.container(), st.container(), st.container()
with st.sidebar:
    st.header(text["settings"], anchor=False)
    shown = several(text["networks"], text.words("pick"), "networks")
    values = panel(VanishingGradient, text, SIDEBAR, fixed)
with slider:
    values["forget_bias"] = setting(VanishingGradient, "forget_bias", text)
settings = valid(VanishingGradient, text, values)
notes = {code: note(code, settings, text.labels) for code in shown}
with question:
    names = {code: f"{text[f'network.{code}']} · {notes[code]}" for code in shown}
    guesses = predict.ask(text, names, OPTIONS)
recorded = cached(record_lesson)(settings)
rows = [Row(code, notes[code], recorded.gradients[code], guesses.get(code)) for code in shown]


@st.fragment
def show() -> None:
    """Draw the moving picture; a new position reruns this function only."""
    player = load("stage", text.language).labels
    moving = stage(
        rows,
        words=text.labels,
        player=player,
        options=OPTIONS,
        covered=not predict.revealed(),
    )
    mount(moving, lang=text.language)


with picture:
    show()
notice(text, VanishingGradient, NOTICE)
sources(text)
