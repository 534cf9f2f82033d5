"""Find cells: the reader marks a span, and units and other spans of the corpus answer."""

from functools import partial

import streamlit as st

from core.errors import InputError
from core.lessons.lstm_cell.lesson import first_quotation, lstm
from core.lessons.lstm_cell.settings import LSTMCell
from core.measures.find_cells import GOOD, MOST_UNITS, Found, find_units
from core.traces.characters import CharacterTrace
from ui import predict
from ui.controls import set_one
from ui.lesson import cached, folded
from ui.refusal import sentence
from ui.text import Text

SECTION, SPAN = "find", "find_span"  # their names in the link
AROUND = 36  # characters shown on each side of a span


@folded(SECTION)
def find_cells(text: Text, trace: CharacterTrace) -> None:
    """Let the reader choose span and threshold; show units, and spans where they are on too."""
    st.markdown(text("find", good=GOOD, most=MOST_UNITS))
    left, right = st.columns([2, 1], gap="medium")
    with left:
        start, stop = span(SPAN, text["find_span"], trace.tokens)
    level = right.slider(
        text["threshold"], 0.1, 3.0, 0.5, 0.1, key="threshold", bind="query-params"
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


def span(key: str, label: str, tokens: tuple[str, ...]) -> tuple[int, int]:
    """Let the reader choose a span; returned as [start, stop), counted from 0."""
    start, stop = first_quotation(tokens)
    first, last = st.slider(label, 1, len(tokens), (start + 1, stop), key=key, bind="query-params")
    return first - 1, last


def brushed(trace: CharacterTrace) -> str:
    """The span that is chosen, as the picture tells it: "3-12", counted from 1; "" for none."""
    if not predict.revealed() or SPAN not in st.session_state:
        return ""
    first, last = st.session_state[SPAN]
    return f"{first}-{last}" if last <= len(trace.tokens) else ""


def brush(trace: CharacterTrace, name: str, span: object) -> None:
    """Take a span that was brushed in the picture, and open the section that answers to it."""
    places = [str(place) for place in range(len(trace.tokens) + 1)]
    first, _, last = str(span).partition("-")
    if name == "span" and first in places[1:] and last in places[int(first) :]:
        st.session_state[SPAN] = (int(first), int(last))
        st.session_state[SECTION] = True


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
