"""Units of the reader's own model: which answer to a span of the input, and what one is worth."""

from functools import partial

import numpy as np
import streamlit as st

from core.errors import InputError
from core.lessons.your_model.settings import YourModel
from core.measures.clamp import RANGES
from core.measures.find_cells import GOOD, MOST_UNITS, find_units, telling_span
from core.traces.base import Array
from ui.controls import choice, pick
from ui.lesson import folded
from ui.lessons.your_model.parts import Looked, show_unit, subject
from ui.memory import kept
from ui.refusal import sentence
from ui.text import Text
from viz.numbers import short
from viz.views.one_unit import state

LEVEL = 0.3  # of a state's largest size: the threshold that the search starts with
LEAST = 3  # steps that a span and its surroundings need
HELD = {"lstm": ("f", "i", "g", "o"), "gru": ("z", "r"), "rnn": ("h",)}  # what can be held


@folded("find")
def find(text: Text, looked: Looked) -> None:
    """Let the reader choose a span of the input; show the units that are on just there."""
    st.markdown(text("find", good=GOOD, most=MOST_UNITS))
    states = relative(state(looked.lesson.trace))
    length = len(states)
    if length < LEAST:
        st.info(text["find_short"])
        return
    left, right = st.columns([2, 1], gap="medium")
    level = right.slider(
        text["threshold"], 0.1, 0.9, LEVEL, 0.05, key="threshold", bind="query-params"
    )
    start, stop = telling_span(states, LEVEL)
    first, last = left.slider(
        text["find_span"],
        1,
        length,
        (start + 1, stop),
        key=f"find_span_{length}",
        bind="query-params",
    )
    try:
        found = find_units(states, first - 1, last, level)
    except InputError as error:
        st.info(sentence(error, YourModel, text))
        return
    if not found:
        st.info(text["find_none"])
    with st.container(horizontal=True):
        for unit, sign, score in found:
            mark = "+" if sign > 0 else "−"
            name = text["find_unit"].format(unit=unit, sign=mark, score=f"{score:.2f}")
            take = partial(pick, YourModel, "unit", unit, show_unit)
            st.button(name, key=f"found_{unit}_{mark}", on_click=take)


def relative(states: Array) -> Array:
    """Each unit's state over the largest size that it reaches on this input, (time, hidden)."""
    largest = np.abs(states).max(axis=0)
    return states / np.where(largest > 0, largest, 1)


@folded("hold")
def hold(text: Text, looked: Looked) -> None:
    """Hold a gate of the unit over the whole input; say what h becomes, beside random units."""
    from core.lessons.your_model.what_if import Changed, held
    from core.networks.weights import weights

    trace, network = looked.lesson.trace, looked.lesson.shape.network
    unit = min(looked.settings.unit, state(trace).shape[1] - 1)
    words = {gate: text[f"map.{gate}"] for gate in HELD[network]}
    left, right = st.columns([1, 1.4], gap="medium")
    with left:
        gate = choice(text["hold_gate"], words, "hold_gate", HELD[network][0], widget=st.pills)
        low, high = RANGES.get(gate, (-1.0, 1.0) if gate == "h" else (0.0, 1.0))
        value = st.slider(
            text["hold_value"], low, high, low, 0.05, key=f"hold_{gate}", bind="query-params"
        )

    def run() -> Changed:
        module, _, _ = subject(looked.settings, looked.upload, looked.files)
        w = weights(module, trace.layer, trace.reverse)
        return held(trace, w, gate, unit, value)

    about = (looked.key(), gate, unit, value)
    try:
        changed = kept("hold", about, run)
    except InputError as error:
        st.info(sentence(error, YourModel, text))
        return
    with right:
        st.markdown(text("hold", unit=unit, draws=len(changed.controls)))
        numbers = {
            "effect": short(100 * changed.effect),
            "control": short(100 * float(changed.controls.mean())),
            "weaker": changed.weaker,
            "draws": len(changed.controls),
        }
        st.markdown(text(f"hold_{changed.verdict}", **numbers))
