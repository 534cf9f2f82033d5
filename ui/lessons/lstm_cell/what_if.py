"""A clamp of the reader's: a gate held over a span, and the trained network reads again."""

import streamlit as st

from core.data.vocabulary import CHARACTERS
from core.errors import InputError
from core.lessons.lstm_cell.lesson import first_quotation
from core.lessons.lstm_cell.settings import LSTMCell
from core.measures.clamp import DRAWS, RANGES, Clamp, WhatIfTrace
from core.traces.characters import CharacterTrace
from ui.controls import choice
from ui.lesson import folded
from ui.lessons.lstm_cell.clamps import changed_by, verdict
from ui.markdown import plain
from ui.refusal import sentence
from ui.text import Text
from viz.numbers import short

PRESETS = {"f1": ("f", 1.0), "f0": ("f", 0.0), "i0": ("i", 0.0)}


@folded("what_if")
def what_if(text: Text, trace: CharacterTrace, settings: LSTMCell, hidden: int) -> None:
    """Controls on the left, what came of it on the right."""
    st.markdown(text("what_if", draws=DRAWS))
    left, right = st.columns([1, 2.2], gap="medium")
    try:
        with left:
            clamp = _clamp(text, trace, settings.unit, hidden)
            changed = changed_by(trace, clamp)
    except InputError as error:
        left.info(sentence(error, LSTMCell, text))
        return
    with left:
        st.markdown(verdict(text, changed))
    with right:
        _charts(text, changed, settings.unit)


def _clamp(text: Text, trace: CharacterTrace, unit: int, hidden: int) -> Clamp:
    """Which gate, at what value, of which units, where."""
    kinds = text.words("clamp")
    kind = choice(text["clamp"], kinds, "clamp", "f0", widget=st.pills)
    gate, value = PRESETS.get(kind) or _free(text)
    others = st.multiselect(
        text["others"],
        [k for k in range(hidden) if k != unit],
        key="others",
        bind="query-params",
        max_selections=hidden // 2 - 1,
        placeholder=text["others_none"],
    )
    start, stop = _span(text, trace.tokens)
    return Clamp(gate=gate, units=(unit, *others), value=value, start=start, stop=stop)


def _span(text: Text, tokens: tuple[str, ...]) -> tuple[int, int]:
    """Over which characters the clamp holds, as [start, stop), from 0."""
    start, stop = first_quotation(tokens)
    first, last = st.slider(
        text["clamp_span"],
        1,
        len(tokens),
        (start + 1, stop),
        key="clamp_span",
        bind="query-params",
    )
    return first - 1, last


def _free(text: Text) -> tuple[str, float]:
    gate = choice(text["clamp_gate"], text.words("gate"), "clamp_gate", "f")
    low, high = RANGES[gate]
    key = f"clamp_value_{gate}"
    value = st.slider(text["clamp_value"], low, high, high, 0.05, key=key, bind="query-params")
    return gate, value


def _charts(text: Text, changed: WhatIfTrace, unit: int) -> None:
    from viz.charts.vega_lite import vega_lite
    from viz.charts.what_if import divergence_chart, prediction_chart, state_chart
    from viz.signs import visible

    words, most = text.labels, int(changed.kl.argmax())
    st.vega_lite_chart(spec=vega_lite(divergence_chart(changed, words)), key="what_kl")
    for column, quantity in zip(st.columns(2), ("c", "h"), strict=True):
        with column:
            chart = vega_lite(state_chart(changed, unit, quantity, words))
            st.vega_lite_chart(spec=chart, key=f"what_{quantity}")
    st.markdown(text["what_most"].format(t=most + 1, sign=plain(visible(changed.tokens[most]))))
    label, last = text["what_step"], len(changed.tokens)
    key = f"what_step_{most + 1}"  # where the largest change is elsewhere, a new start
    step = st.slider(label, 1, last, most + 1, key=key, bind="query-params") - 1
    sign = plain(visible(changed.tokens[step]))
    said = {"t": step + 1, "sign": sign, "kl": short(changed.kl[step])}
    st.caption(text["what_at"].format(**said))
    chart = vega_lite(prediction_chart(changed, step, CHARACTERS, words))
    st.vega_lite_chart(spec=chart, key="what_next")
