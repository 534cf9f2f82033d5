"""The moving picture of a lesson in a Streamlit page: one component for the whole app."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from viz.stage import script, style
from viz.view import Clock, Stage

TIME = "t"  # the query parameter with the clock's step, counted from 1

_component = st.components.v2.component("unrolled_stage", css=style(), js=script())


def mount(stage: Stage, *, lang: str) -> int:
    """Show the stage and return the clock's step, counted from 0.

    The step is the link's `t` where there is one; the reader's letting go of the player writes
    it. Inside `st.fragment`, that reruns the fragment only.
    """
    key = f"stage-{stage.name}-{lang}"
    seek = linked_step(st.query_params, stage.clock)
    _component(
        key=key,
        data={**stage.payload(), "seek": seek},
        on_t_change=lambda: _write(key),
    )
    return stage.clock.origin if seek is None else seek


def linked_step(link: Mapping[str, Any], clock: Clock) -> int | None:
    """Return the step that a link asks for, from 0 and within the clock; None if it asks none."""
    try:
        asked = int(link[TIME])
    except (KeyError, ValueError):
        return None
    return min(max(asked, 1), clock.length) - 1


def _write(key: str) -> None:
    step = st.session_state[key].get(TIME)
    if isinstance(step, int) and not isinstance(step, bool):
        st.query_params[TIME] = str(step + 1)
