"""The three character models beside each other, with the figures of their cards."""

import streamlit as st

from core.measures.character_results import MARGIN, TEXTS, Result, bits, features
from core.measures.probes import QUOTE_CELL
from ui.lesson import folded
from ui.markdown import table
from ui.text import Text

NAMES = {"lstm": "LSTM, c", "gru": "GRU, h", "rnn": "RNN, h"}


@folded("compared")
def compared(text: Text) -> None:
    """Two tables: which features of the text have a unit, and bits per character."""
    st.markdown(text("compared", bar=f"{QUOTE_CELL:g}", margin=f"{MARGIN:g}"))
    for where in TEXTS.values():
        st.markdown(table([text[f"in.{where}"], *NAMES.values()], _features(where, text)))
    st.markdown(text("compared_bits"))
    head = [text[key] for key in ("network", "parameters", "seeds", "mean")]
    st.markdown(table(head, _bits()))


def _features(where: str, text: Text) -> list[list[str]]:
    """One row for each feature of a text: every network's unit."""
    return [
        [text[f"feature.{feature}"], *(said(result, text) for result in results.values())]
        for place, feature, results in features()
        if place == where
    ]


def _bits() -> list[list[str]]:
    """One row for each network: weights, bits per character of the seeds, and their mean."""
    return [
        [
            name.upper(),
            f"{weights:,}",
            ", ".join(f"{seed:.3f}" for seed in seeds),
            f"**{sum(seeds) / len(seeds):.3f}**",
        ]
        for name, (weights, seeds) in bits().items()
    ]


def area_of(area: float) -> str:
    """An area under the ROC curve, to the digits that tell it from 1."""
    return f"{area:.2f}" if area < 0.995 else f"{area:.4f}"


def said(result: Result, text: Text) -> str:
    """A unit's area beside the control's, and whether that is a find."""
    area = area_of(result.area)
    word = f"✓ **{text['found']}**, {area}" if result.found else area
    return f"{word} ({result.control:.2f})"
