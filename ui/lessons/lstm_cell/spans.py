"""The span of the text that is brushed in the picture, or set by a slider: one for all of them."""

import streamlit as st

from core.lessons.lstm_cell.lesson import first_quotation
from core.traces.characters import CharacterTrace
from ui import link
from ui.markdown import plain, shortened
from ui.text import Text
from viz.signs import visible

LONGEST = 24  # letters of a span in a sentence
SPAN = "span"  # its name in the link: "3-12", counted from 1


def chosen(tokens: tuple[str, ...]) -> tuple[int, int]:
    """Return the span as [start, stop), from 0: that of the link, else the first quotation."""
    first, _, last = (link.read(SPAN) or "").partition("-")
    places = [str(place) for place in range(len(tokens) + 1)]
    if first in places[1:] and last in places[int(first) :]:
        return int(first) - 1, int(last)
    return first_quotation(tokens)


def told(trace: CharacterTrace) -> str:
    """The span as the picture tells it: "3-12", counted from 1."""
    start, stop = chosen(trace.tokens)
    return f"{start + 1}-{stop}"


def brush(name: str, said: object) -> None:
    """Take a span that was brushed in the picture; `chosen` checks it."""
    if name == SPAN:
        link.write(SPAN, str(said))


def slider(key: str, label: str, tokens: tuple[str, ...]) -> tuple[int, int]:
    """Let the reader set the span with the keyboard too; returned as [start, stop), from 0."""
    start, stop = chosen(tokens)
    if key in st.session_state:
        st.session_state[key] = (start + 1, stop)

    def write() -> None:
        first, last = st.session_state[key]
        link.write(SPAN, f"{first}-{last}")

    first, last = st.slider(label, 1, len(tokens), (start + 1, stop), key=key, on_change=write)
    return first - 1, last


def letters(tokens: tuple[str, ...], text: Text) -> str:
    """The letters of the span, between marks; the end of a long one is left out."""
    start, stop = chosen(tokens)
    said = "".join(map(visible, tokens[start:stop]))
    return text["span"].format(letters=plain(shortened(said, LONGEST)))
