"""The parts of the lesson on the LSTM's cell around its moving picture."""

from collections.abc import Mapping
from functools import partial

import numpy as np
import streamlit as st

from core.lessons.lstm_cell.lesson import (
    GATES,
    PRESETS,
    answer,
    elsewhere,
    lstm,
    marks,
    shipped,
)
from core.lessons.lstm_cell.settings import UNIT, LSTMCell, quote_probe
from core.measures.probes import QUOTE_CELL
from core.traces.characters import CharacterTrace
from core.traces.recurrent import LSTMTrace
from ui import predict
from ui.controls import set_all, set_one
from ui.lesson import cached, folded, source
from ui.lessons.lstm_cell.character_results import area_of
from ui.markdown import plain
from ui.text import Text, load
from viz.numbers import short
from viz.signs import visible
from viz.view import Verdict


def presets(text: Text) -> None:
    """Texts to try."""
    with st.container(horizontal=True):
        for key, preset in PRESETS.items():
            put = partial(set_one, LSTMCell, "sentence", preset)
            st.button(text[f"preset.{key}"], key=f"preset_{key}", on_click=put)


def unknown(text: Text, trace: CharacterTrace) -> None:
    """Say which characters the model never saw."""
    flags = trace.prediction.unknown
    if flags.any():
        signs = " ".join(map(visible, dict.fromkeys(np.array(trace.tokens)[flags])))
        st.caption(text["unknown"].format(n=int(flags.sum()), signs=plain(signs)))


def asked_about(text: Text, settings: LSTMCell) -> None:
    """Before the guess: where the picture shows something else, offer what is asked about."""
    if predict.revealed() or is_asked(settings):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(text("asked_about", unit=UNIT), width="content")
        show = partial(set_all, LSTMCell)
        st.button(load("app", text.language)["show_this"], key="asked_about", on_click=show)


def is_asked(settings: LSTMCell) -> bool:
    """Whether the text and the unit are those that the question is about."""
    about = LSTMCell()
    return (settings.sentence, settings.unit) == (about.sentence, about.unit)


def ask(text: Text) -> dict[str, str]:
    """Which gate closes at both marks?"""
    return predict.ask(text, {"both": text["guess_label"]}, GATES, st.pills)


def verdict(text: Text, guesses: Mapping[str, str], settings: LSTMCell) -> Verdict:
    """Which gate closes at both marks, and how far, in the recording that the question is about."""
    layer, found = lstm(shipped()), answer()
    places = marks(layer.tokens) | {"else": elsewhere(layer.tokens)}
    at = {where: at_marks(layer, found, found_at) for where, found_at in places.items()}
    said = text["closes" if is_asked(settings) else "first_example"]
    said = said.format(gate=text[f"guess.{found}"], unit=UNIT, usual=at.pop("else"), **at)
    return predict.verdict([guess == found for guess in guesses.values()], said)


def at_marks(layer: LSTMTrace, gate: str, places: list[int]) -> str:
    """The mean of a gate of the unit at some places."""
    return short(float(getattr(layer, gate)[places, UNIT].mean()))


def why(text: Text) -> None:
    """Why it is so, with the numbers of the recording."""
    st.markdown(text("why", unit=UNIT, **levels(lstm(shipped()))))
    st.markdown(text("components"))
    st.markdown(claim(text))


def levels(layer: LSTMTrace) -> dict[str, str]:
    """The unit's gates at opening marks, at closing ones, and elsewhere: means, as live numbers."""
    places = marks(layer.tokens) | {"else": elsewhere(layer.tokens)}
    return {
        f"{gate}_{where}": short(float(getattr(layer, gate)[at, UNIT].mean()))
        for gate in GATES
        for where, at in places.items()
    }


def claim(text: Text) -> str:
    """What the card says about the unit: its held-out area beside the untrained network's."""
    probe = quote_probe()
    key = "claim" if probe["heldout"] >= QUOTE_CELL else "no_claim"
    control = probe["control"]
    return text(
        key,
        unit=UNIT,
        area=area_of(probe["heldout"]),
        control=area_of(control["heldout"]),
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
