"""The race of a lesson's shipped runs and the reader's own, as linked charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.lessons.vanishing_gradient.settings import NETWORKS
from core.shipped import store as shipped
from ui import link
from ui.lesson import cached
from ui.text import Text
from viz.charts.race import MOMENT, Runner, loss_chart, reach_chart
from viz.charts.vega_lite import vega_lite

if TYPE_CHECKING:
    from core.training.run import TrainingResult

STEP = "race_step"  # the link's name for the training step that is marked


@st.fragment
def show(field: Sequence[Runner], text: Text) -> None:
    """Two kinds of linked charts; pressing a point reruns this function only."""
    left, *others = st.columns([2.2, *(1.0 for _ in field)])
    with left:
        chart = cached(_losses)(field, text.labels)
        event = st.vega_lite_chart(spec=chart, key="race_loss", on_select="rerun")
    pressed = event.selection.get(MOMENT)
    if pressed:
        link.write(STEP, str(pressed[0]["step"]))
    said = link.read(STEP) or ""
    marked = int(said) if said.isdecimal() else None
    for column, runner in zip(others, field, strict=True):
        with column:
            st.vega_lite_chart(spec=cached(_reach)(runner, text.labels, marked))


def _losses(field: Sequence[Runner], words: Mapping[str, str]) -> dict[str, Any]:
    return vega_lite(loss_chart(field, words))


def _reach(runner: Runner, words: Mapping[str, str], marked: int | None) -> dict[str, Any]:
    return vega_lite(reach_chart(runner, words, marked))


def runners(
    task: str, own: TrainingResult | None, text: Text, names: Mapping[str, str]
) -> list[Runner]:
    """The shipped runs of a task by their names, and the reader's own beside them."""
    field = [
        Runner(
            names[code],
            text[f"network.{code}"],
            "bias" if code == "lstm_bias" else "default",
            shipped.trace(f"{task}_{code}"),
        )
        for code in NETWORKS
    ]
    if own is not None:
        family = text[f"network.{own.config.network}"]
        name = f"{family} · {text['variant.yours']}"
        field.append(Runner(name, family, "yours", own.trace))
    return field
