"""The moving picture of a lesson in a Streamlit page: one component for the whole app."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ui.controls import TIME
from viz.stage import script, style
from viz.view import Clock, Stage

CALL = "stage called"  # how often the page has asked to look at the stage

_component = st.components.v2.component("unrolled_stage", css=style(), js=script())


def mount(
    stage: Stage,
    *,
    lang: str,
    on_pick: Callable[[str, int | str], None] | None = None,
    time: str = TIME,
) -> int:
    """Show the stage and return the clock's step, counted from 0.

    The step is the link's `t` where there is one; the reader's letting go of the player writes
    it. Inside `st.fragment`, that reruns the fragment only. What the reader picks in a picture
    goes to `on_pick(name, value)`, and the whole page runs again. A second stage on a page has
    another name for its `time`, and is never called into view.
    """
    key = f"stage-{stage.name}-{lang}"
    seek = linked_step(st.query_params, stage.clock, time)
    called = st.session_state.get(CALL, 0) if time == TIME else 0
    _component(
        key=key,
        # A mapping at the top would make Streamlit look for tables in it: pandas, and 0.4 s.
        data=[{**stage.payload(), "seek": seek, "call": called}],
        on_t_change=lambda: _write(key, time),
        on_picked_change=lambda: _pick(key, stage, on_pick),
    )
    if st.session_state.pop(_picked(key), False):
        st.rerun()
    return stage.clock.origin if seek is None else seek


def call() -> None:
    """Bring the stage into view on the next run: something below it has changed it."""
    st.session_state[CALL] = st.session_state.get(CALL, 0) + 1


def linked_step(link: Mapping[str, Any], clock: Clock, time: str = TIME) -> int | None:
    """Return the step that a link asks for, from 0 and within the clock; None if it asks none."""
    try:
        asked = int(link[time])
    except (KeyError, ValueError):
        return None
    return min(max(asked, 1), clock.length) - 1


def _write(key: str, time: str) -> None:
    step = st.session_state[key].get(TIME)
    if isinstance(step, int) and not isinstance(step, bool):
        st.query_params[time] = str(step + 1)


def _pick(key: str, stage: Stage, on_pick: Callable[[str, int | str], None] | None) -> None:
    told = st.session_state[key].get("picked")
    for name in stage.picked if on_pick and isinstance(told, Mapping) else ():
        value = told.get(name)
        if on_pick and isinstance(value, int | str) and not isinstance(value, bool):
            on_pick(name, value)
            st.session_state[_picked(key)] = True


def _picked(key: str) -> str:
    """Where it is remembered that the page must run again."""
    return f"{key}-picked"
