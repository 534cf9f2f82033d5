"""What the three character models can do beside each other: the section with the cards' figures."""

import streamlit as st

from core.character_results import MARGIN, Result, bits, features
from core.probes import QUOTE_CELL
from ui.lesson import section
from ui.text import Text

NAMES = {"lstm": "LSTM, c", "gru": "GRU, h", "rnn": "RNN, h"}


def compared(text: Text) -> None:
    """Two tables: which features of the text have a unit, and bits per character."""
    with section(text, "compared") as wanted:
        if not wanted:
            return
        st.markdown(text("compared", bar=f"{QUOTE_CELL:g}", margin=f"{MARGIN:g}"))
        head = [text["feature"], text["feature_in"], *NAMES.values()]
        rows = [
            [text[f"feature.{feature}"], text[f"in.{where}"], *(said(r, text) for r in of.values())]
            for where, feature, of in features()
        ]
        st.markdown(table(head, rows))
        st.markdown(text("compared_bits"))
        found = bits()
        head = [text["network"], text["parameters"], *text["seeds"].split(", "), text["mean"]]
        rows = [
            [
                name.upper(),
                f"{weights:,}",
                *(f"{seed:.3f}" for seed in seeds),
                f"**{sum(seeds) / len(seeds):.3f}**",
            ]
            for name, (weights, seeds) in found.items()
        ]
        st.markdown(table(head, rows))


def said(result: Result, text: Text) -> str:
    """A unit's area beside the control's, and whether that is a find."""
    area = f"{result.area:.2f}" if result.area < 0.995 else f"{result.area:.4f}"
    word = f"✓ **{text['found']}**, {area}" if result.found else area
    return f"{word} ({result.control:.2f})"


def table(head: list[str], rows: list[list[str]]) -> str:
    """Cells as a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
