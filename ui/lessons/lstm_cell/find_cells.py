"""Find cells: the reader marks a span, and units and other spans of the corpus answer."""

from functools import partial

import streamlit as st

from core.errors import InputError
from core.lessons.lstm_cell.lesson import lstm
from core.lessons.lstm_cell.settings import LSTMCell
from core.measures.find_cells import GOOD, LEVEL, MOST_UNITS, Found, find_units
from core.traces.characters import CharacterTrace
from ui.controls import set_one
from ui.lesson import cached, folded
from ui.lessons.lstm_cell.spans import slider
from ui.refusal import sentence
from ui.text import Text

AROUND = 36  # characters shown on each side of a span


@folded("find")
def find_cells(text: Text, trace: CharacterTrace) -> None:
    """Let the reader choose span and threshold; show units, and spans where they are on too."""
    st.markdown(text("find", good=GOOD, most=MOST_UNITS))
    left, right = st.columns([2, 1], gap="medium")
    with left:
        start, stop = slider("find_span", text["find_span"], trace.tokens)
    level = right.slider(
        text["threshold"], 0.1, 3.0, LEVEL, 0.1, key="threshold", bind="query-params"
    )
    try:
        units = find_units(lstm(trace).c, start, stop, level)
    except InputError as error:
        st.info(sentence(error, LSTMCell, text))
        return
    _marked(trace, start, stop)
    if not units:
        st.info(text["find_none"])
        return
    _units(units, text)
    _spans(tuple(units), level, stop - start, text)


def _marked(trace: CharacterTrace, start: int, stop: int) -> None:
    """The text with the span marked in it."""
    from viz.spans import marked

    parts = (
        "".join(trace.tokens[s]) for s in (slice(start), slice(start, stop), slice(stop, None))
    )
    st.html(marked(*parts))


def _units(units: list[Found], text: Text) -> None:
    """One button for each unit, which takes it into the picture."""
    st.markdown(f"**{text['find_units']}**")
    with st.container(horizontal=True):
        for found in units:
            sign = "+" if found.sign > 0 else "−"
            name = text["find_unit"].format(unit=found.unit, sign=sign, score=f"{found.score:.2f}")
            take = partial(set_one, LSTMCell, "unit", found.unit)
            st.button(name, key=f"found_{found.unit}_{sign}", on_click=take)


def _spans(units: tuple[Found, ...], level: float, length: int, text: Text) -> None:
    """The best other spans of the corpus where the best units are on."""
    from core.lessons.lstm_cell.run import context, spans
    from core.shipped.characters import CORPUS
    from viz.spans import Row, span_table

    used = units[: _how_many(len(units), text)]
    found = cached(spans)(used, level, length)
    st.markdown(f"**{text['find_spans'].format(n=len(used), corpus=f'{CORPUS:,}')}**")
    if not found:
        st.info(text["find_nowhere"])
        return
    rows = [Row(match.score, *context(match, AROUND)) for match in found]
    st.html(span_table(rows, text.labels))


def _how_many(most: int, text: Text) -> int:
    """How many of the best units must be on together; one leaves nothing to choose."""
    if most == 1:
        return 1
    return st.slider(text["find_together"], 1, most, 2, key="together", bind="query-params")
