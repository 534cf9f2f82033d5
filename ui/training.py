"""Train it yourself: one bounded pool for the whole server, with a place in the queue.

What a reader trains is seen by that reader alone, and is not part of the link.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from ui.jobs import ENDED, Job, JobPool, State
from ui.text import Text

if TYPE_CHECKING:
    from core.training.run import TrainingResult

WORKERS = 1  # a training holds one core; the others stay with the readers
NETWORKS = ("rnn", "gru", "lstm")


@st.cache_resource
def pool() -> JobPool:
    """Return the server's only pool."""
    return JobPool(WORKERS)


def live(task: str, text: Text) -> TrainingResult | None:
    """Offer to train on ``task``; return this reader's last finished run, if there is one."""
    settings = _controls(text)
    job = _current(task)
    busy = job is not None and job.state not in ENDED
    start = partial(_start, task, settings)
    st.button(text["train"], type="primary", on_click=start, disabled=busy, key="train")
    if job is not None:
        _follow(job, text)
    return job.result if job is not None and job.state is State.DONE else None


def _controls(text: Text) -> dict[str, Any]:
    """The settings of a run; see ``core.training.config.TrainingConfig``."""
    left, middle, right = st.columns(3)
    with left:
        names = {code: text[f"network.{code}"] for code in NETWORKS}
        network = st.segmented_control(
            text["live_network"],
            NETWORKS,
            default="rnn",
            format_func=names.__getitem__,
            required=True,
            key="live_network",
        )
        bias = st.slider(
            text["live_bias"], -2.0, 5.0, 1.0, 0.5, disabled=network != "lstm", key="live_bias"
        )
    with middle:
        length = st.slider(text["length"], 10, 100, 40, key="live_length")
        hidden = st.slider(text["hidden"], 8, 64, 32, 8, key="live_hidden")
    with right:
        steps = st.slider(text["race_steps"], 100, 3000, 1500, 100, key="live_steps")
        rate = st.select_slider(
            text["live_rate"], (0.001, 0.003, 0.005, 0.01, 0.03), 0.01, key="live_rate"
        )
    common = {"length": length, "hidden": hidden, "steps": steps, "learning_rate": rate}
    return {"network": network, "forget_bias": bias if network == "lstm" else None, **common}


def _start(task: str, settings: dict[str, Any]) -> None:
    from core.training.config import TrainingConfig
    from core.training.run import train

    config = TrainingConfig(task=task, **settings)
    st.session_state["live_job"] = (task, pool().submit(config, partial(train, config)).id)


def _current(task: str) -> Job | None:
    for_task, identity = st.session_state.get("live_job", (None, ""))
    return pool().find(identity) if for_task == task else None


def _follow(job: Job, text: Text) -> None:
    """Show how the job stands; ask again each second while it lasts."""
    if job.state in ENDED:
        _show(job, text)
    else:
        st.fragment(_watch, run_every=1.0)(job, text)


def _watch(job: Job, text: Text) -> None:
    job.touch()
    if job.state in ENDED:
        st.rerun()
    _show(job, text)
    st.button(text["stop"], on_click=job.stop, key="stop_training")


def _show(job: Job, text: Text) -> None:
    match job.state:
        case State.QUEUED:
            st.progress(0.0, text["live_queued"].format(place=job.place))
        case State.RUNNING if job.progress is None:
            st.progress(0.0, text["live_starting"])
        case State.RUNNING:
            now = job.progress
            words = text["live_running"].format(step=now.step, steps=now.steps, loss=now.loss)
            st.progress(now.step / now.steps, words)
        case State.DONE:
            trace, seconds = job.result.trace, job.result.seconds
            words = text["live_diverged"] if job.result.diverged else text["live_done"]
            st.success(
                words.format(
                    seconds=seconds, loss=float(trace.heldout[-1]), step=job.result.diverged
                )
            )
        case State.STOPPED:
            st.info(text["live_stopped"])
        case State.FAILED:
            st.error(text["live_failed"])
