"""The study of held gates: what each gate of the GRU is for."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle
from typing import Any

import streamlit as st

from core.data.tolerance import TOLERANCE
from core.lessons.gru import lesson as gru_lesson
from core.lessons.gru.settings import TASKS
from ui.lesson import folded
from ui.text import Text
from viz.numbers import span

CONDITIONS = ("learnt", "r_one", "r_zero", "r_mean", "r_other", "z_zero", "z_mean", "z_other")
NETWORKS = (*TASKS, "text")  # that were measured
WHOLE = "{:.0f}".format


@folded("gates")
def what_gates_do(text: Text) -> None:
    """The score with gates held, for both tasks and all seeds."""
    from viz.charts.gru_study import held_gates, recovery

    study = gru_lesson.study()
    st.markdown(text("gates", near=TOLERANCE))
    charts = [
        held_gates(
            study[name]["conditions"],
            CONDITIONS,
            study[name]["guessing"],
            text[f"task.{name}"],
            text.labels,
        )
        for name in NETWORKS
    ]
    charts.append(recovery(study["text"], study["last"], text.labels))
    for index, (column, chart) in enumerate(zip(cycle(st.columns(2)), charts, strict=False)):
        with column:
            st.plotly_chart(chart, key=f"study_{index}")
    st.markdown(text("gates_found", **found(study)))


def found(study: dict[str, Any]) -> dict[str, str]:
    """The figures that the text quotes: over the seeds, and of the one character model."""
    numbers = {
        f"{task}_{name}": percent(study[task]["conditions"][name]) + "%"
        for task in TASKS
        for name in ("r_one", "r_mean", "z_zero", "z_mean")
    }
    bits = {
        f"bits_{name}": f"{study['text']['conditions'][name][0]['loss']:.2f}"
        for name in ("learnt", "r_mean", "z_mean")
    }
    units = {
        f"units_{name}_{gate}": span((seed[gate] for seed in study[name]["units"]), "{:.2f}".format)
        for name in NETWORKS
        for gate in ("z", "r")
    }
    shares = {
        f"back_{gate}_{last}": f"{100 * recovered(study['text']['recovery'][gate], place):.0f}%"
        for gate in ("r", "z")
        for place, last in enumerate(study["last"])
        if last in (1, 4)
    }
    return {name: value.replace("-", "−") for name, value in (numbers | units).items()} | (
        bits | shares
    )


def recovered(losses: Sequence[float], place: int) -> float:
    """The share of the loss that comes back, with the gate free in most steps as the whole."""
    return (losses[0] - losses[place]) / (losses[0] - losses[-1])


def percent(seeds: Iterable[Mapping[str, float]], what: str = "score") -> str:
    """The range of a figure over the seeds, in per cent."""
    return span((100 * seed[what] for seed in seeds), WHOLE)
