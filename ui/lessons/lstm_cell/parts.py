"""The parts of the lesson on the LSTM's cell around its moving picture."""

from collections.abc import Mapping
from functools import partial

import numpy as np
import streamlit as st

from core.lessons.lstm_cell.lesson import PRESETS, answers, lstm, marks, shipped
from core.lessons.lstm_cell.settings import UNIT, LSTMCell, quote_probe
from core.measures.probes import QUOTE_CELL
from core.traces.characters import CharacterTrace
from ui import predict
from ui.controls import set_all, set_one, setting
from ui.lesson import cached, folded, source
from ui.markdown import plain
from ui.text import Text, load
from viz.numbers import short
from viz.signs import visible


def writing(text: Text) -> str:
    """The reader's own text, and texts to try."""
    sentence = setting(LSTMCell, "sentence", text)
    with st.container(horizontal=True):
        for key, preset in PRESETS.items():
            put = partial(set_one, LSTMCell, "sentence", preset)
            st.button(text[f"preset.{key}"], key=f"preset_{key}", on_click=put)
    return sentence


def unknown(text: Text, trace: CharacterTrace) -> None:
    """Say which characters the model never saw."""
    flags = trace.prediction.unknown
    if flags.any():
        signs = " ".join(map(visible, dict.fromkeys(np.array(trace.tokens)[flags])))
        st.caption(text["unknown"].format(n=int(flags.sum()), signs=plain(signs)))


def asked_about(text: Text, settings: LSTMCell) -> None:
    """Before the guess: where the picture shows something else, offer what is asked about."""
    about = LSTMCell()
    if predict.revealed() or (settings.sentence, settings.unit) == (about.sentence, about.unit):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(text("asked_about", unit=UNIT), width="content")
        show = partial(set_all, LSTMCell)
        st.button(load("app", text.language)["show_this"], key="asked_about", on_click=show)


def after_the_answer(text: Text, guesses: Mapping[str, str]) -> None:
    """Whether the guesses were right, and why it is so, with the numbers of the recording."""
    layer, found = lstm(shipped()), answers()
    for where, guess in guesses.items():
        key = "right" if guess == found[where] else "wrong"
        words = {"guess": text[f"guess.{guess}"], "answer": text[f"guess.{found[where]}"]}
        st.markdown(f"**{text[f'name.{where}']}** {text[key].format(**words)}")
    places = marks(layer.tokens)
    at = {
        f"{gate}_{where}": short(float(getattr(layer, gate)[places[where], UNIT].mean()))
        for gate in ("f", "i")
        for where in places
    }
    st.markdown(text("why", unit=UNIT, **at))
    st.markdown(claim(text))


def claim(text: Text) -> str:
    """What the card says about the unit: its held-out area beside the untrained network's."""
    probe = quote_probe()
    key = "claim" if probe["heldout"] >= QUOTE_CELL else "no_claim"
    control = probe["control"]
    return text(
        key,
        unit=UNIT,
        area=f"{probe['heldout']:.4f}",
        control=f"{control['heldout']:.4f}",
        control_unit=control["unit"],
        bar=f"{QUOTE_CELL:g}",
    )


@folded("hood")
def hood(text: Text, sentence: str) -> None:
    """The equations as code, and how far they are from torch's module, measured now."""
    from core.lessons.lstm_cell.run import difference
    from core.networks.lstm import step

    st.markdown(text("hood", difference=short(cached(difference)(sentence))))
    st.code(source(step), language="python")
