"""The memory map of the reader's own model, and which of its steps are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import InputError
from core.traces.recurrent import PairsTrace
from ui.lesson import folded
from ui.lessons.your_model.diagnosis import percent
from ui.lessons.your_model.parts import Looked, subject
from ui.memory import kept
from ui.text import Text
from viz.charts.memory import memory_map

if TYPE_CHECKING:
    from core.gradients.projected_pairs import Estimate


@folded("memory")
def memory_maps(text: Text, looked: Looked) -> None:
    """The map of all pairs of steps, computed when the section is opened."""
    st.markdown(text("memory"))
    last = _last_step(text, looked)
    try:
        pairs = kept("memory", (looked.key(), last), lambda: _memory(looked, last))
    except InputError:
        st.info(text["memory_infinite"])
        return
    if isinstance(pairs, tuple):
        pairs, error, rows = pairs
        about = {"rows": rows, "error": percent(error), "shown": len(pairs.tokens), "last": last}
        st.info(text["memory_estimated"].format(units=looked.lesson.trace.h.shape[1], **about))
    title = text["memory_of"].format(state="h" if pairs.dc is None else "c")
    st.plotly_chart(memory_map(pairs, title, text.labels), key="memory_map")


def _last_step(text: Text, looked: Looked) -> int:
    """The last of the steps that are compared, in reading order; asked where not all can be."""
    from core.gradients.all_pairs import LIMIT
    from core.gradients.projected_pairs import compared

    steps, units = looked.lesson.trace.h.shape
    window = compared(steps, units)
    if steps * units <= LIMIT or window == steps:
        return steps
    asked = text["memory_last"].format(shown=window)
    return st.slider(asked, window, steps, steps, key=f"memory_last_{window}_{steps}")


def _memory(looked: Looked, last: int) -> PairsTrace | Estimate:
    from core.gradients.all_pairs import LIMIT
    from core.lessons.your_model.run import estimated_memory, memory

    trace = looked.lesson.trace
    read = subject(looked.settings, looked.upload, looked.files)
    if trace.h.size <= LIMIT:
        return memory(*read, trace)
    return estimated_memory(*read, trace, last)
