"""A gate held by a press in the picture, over the brushed span, and what came of it."""

from functools import partial
from typing import Literal

import streamlit as st

from core.lessons.lstm_cell.settings import HOLDS, LITTLE, LSTMCell
from core.measures.clamp import Clamp, WhatIfTrace
from core.traces.characters import CharacterTrace
from ui import predict
from ui.controls import set_one
from ui.lesson import cached
from ui.lessons.lstm_cell.spans import chosen, letters
from ui.text import Text
from viz.numbers import short


def held(trace: CharacterTrace, settings: LSTMCell) -> WhatIfTrace | None:
    """Read the text again with a gate of the unit held, if one is, once the gates are seen."""
    if settings.held == "none" or not predict.revealed():
        return None
    gate, value = settings.held[0], settings.held[1:]
    start, stop = chosen(trace.tokens)
    clamp = Clamp(gate=gate, units=(settings.unit,), value=float(value), start=start, stop=stop)
    return changed_by(trace, clamp)


def changed_by(trace: CharacterTrace, clamp: Clamp) -> WhatIfTrace:
    """Read the text of a recording as it is, with a clamp, and with clamps on random units."""
    return cached(_run)("".join(trace.tokens), clamp)


def hold(
    text: Text, trace: CharacterTrace, settings: LSTMCell, changed: WhatIfTrace | None
) -> None:
    """One button for each clamp, and what the one that holds has changed."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="hold"):
        said = text("hold", unit=settings.unit, letters=letters(trace.tokens, text))
        st.markdown(said, width="content")
        for code in HOLDS:
            press = partial(set_one, LSTMCell, "held", code)
            now: Literal["primary", "secondary"] = (
                "primary" if code == settings.held else "secondary"
            )
            st.button(text[f"held.{code}"], key=f"held_{code}", type=now, on_click=press)
    if changed:
        st.markdown(verdict(text, changed))


def verdict(text: Text, changed: WhatIfTrace) -> str:
    """Say how much the clamp changed, and whether random units would have done as much."""
    controls, found = changed.control_effects, changed.verdict()
    if found == "strong" and changed.effect < LITTLE:
        found = "little"
    return text(
        f"verdict_{found}",
        effect=short(changed.effect),
        control=short(float(controls.mean())),
        peak=short(float(changed.kl.max())),
        weaker=round(changed.weaker_controls() * len(controls)),
        draws=len(controls),
    )


def _run(sentence: str, clamp: Clamp) -> WhatIfTrace:
    from core.lessons.lstm_cell.run import clamp as run

    return run(sentence, clamp)
