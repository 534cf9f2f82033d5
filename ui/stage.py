"""The moving picture of a lesson in a Streamlit page: one component for the whole app."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ui import link
from ui.controls import TIME
from viz.stage import script, style
from viz.view import Clock, Stage

CALL = "stage called"  # how often the page has asked to look at the stage
REPLAY = "stage replayed"  # how often it has asked to play the answer

Pick = Callable[[str, int | str], None]

_component = st.components.v2.component("unrolled_stage", css=style(), js=script())


def mount(
    stage: Stage,
    *,
    on_pick: Pick | None = None,
    time: str = TIME,
) -> int:
    """Show the stage and return the clock's step, counted from 0.

    The step is the link's `t` where there is one; the reader's letting go of the player writes
    it. Inside `st.fragment`, that reruns the fragment only. What the reader picks in a picture
    goes to `on_pick(name, value)`, and the whole page runs again. A second stage on a page has
    another name for its `time`, and is never called into view.
    """
    key = f"stage-{stage.name}"
    seek = linked_step(link.read(time), stage.clock)
    answer = {
        "seek": seek,
        "call": st.session_state.get(CALL, 0) if time == TIME else 0,
        "replay": st.session_state.get(REPLAY, 0) if time == TIME else 0,
        "heard": st.session_state.get(_heard(key), 0),
    }
    _component(
        key=key,
        # A mapping at the top would make Streamlit look for tables in it: pandas, and 0.4 s.
        data=[{**stage.payload(), **answer}],
        on_told_change=lambda: _listen(key, stage, on_pick, time),
    )
    return stage.clock.origin if seek is None else seek


def call() -> None:
    """Bring the stage into view on the next run: something below it has changed it."""
    st.session_state[CALL] = st.session_state.get(CALL, 0) + 1


def replay() -> None:
    """Play what the lesson asks about on the next run, from wherever the clock is now."""
    link.write(TIME, None)
    st.session_state[REPLAY] = st.session_state.get(REPLAY, 0) + 1


def linked_step(said: str | None, clock: Clock) -> int | None:
    """Return the step that a link asks for, from 0 and within the clock; None if it asks none."""
    try:
        asked = int(said or "")
    except ValueError:
        return None
    return min(max(asked, 1), clock.length) - 1


def _listen(key: str, stage: Stage, on_pick: Pick | None, time: str) -> None:
    """Take what the reader did on the stage: all that the stage knows of no answer to.

    A pick concerns the whole page, which then runs at once; the stage hears first from that run.
    """
    told = st.session_state.get(key, {}).get("told")  # nothing, where the stage has just gone
    if not isinstance(told, Mapping) or not _whole(told.get("message")):
        return
    st.session_state[_heard(key)] = told["message"]
    if _whole(told.get("step")):
        link.write(time, str(told["step"] + 1))
    picks = _picks(told, stage)
    if on_pick is None or not picks:
        return
    for name, value in picks.items():
        on_pick(name, value)
    st.rerun()


def _picks(told: Mapping[str, Any], stage: Stage) -> dict[str, int | str]:
    """Return what was picked, of what this stage lets a reader pick."""
    picks = told.get("picks")
    if not isinstance(picks, Mapping):
        return {}
    known = {name: picks[name] for name in stage.picked if name in picks}
    return {name: value for name, value in known.items() if _whole(value) or type(value) is str}


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _heard(key: str) -> str:
    """Where the session keeps the number of the last message from a stage."""
    return f"{key}-heard"
