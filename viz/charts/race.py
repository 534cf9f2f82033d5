"""The race: held-out loss over training steps, and how far back the gradient reaches meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt
import numpy as np
import pandas as pd

from core.traces.training import TrainingTrace
from viz.charts.vega_lite import POWERS

LOWEST = -8  # powers of ten relative to the last step: fainter than that is not seen
MOMENT = "moment"  # the selection: a recorded training step
FAMILIES = ("RNN", "GRU", "LSTM")  # in the order of the theme's first colours
VARIANTS = {"default": (1, 0), "bias": (7, 4), "yours": (2, 3)}  # dashes
HEIGHT = 380  # px

Words = Mapping[str, str]


@dataclass(frozen=True)
class Runner:
    """One run: its name, its family (its colour), its variant (its dashes), its recording."""

    name: str
    family: str  # one of FAMILIES
    variant: str  # one of VARIANTS
    trace: TrainingTrace


def loss_chart(runners: Sequence[Runner], words: Words) -> alt.LayerChart:
    """Return held-out loss over training steps; pressing a point selects its moment."""
    chosen = alt.selection_point(
        name=MOMENT, fields=["step"], on="click", nearest=True, empty=False
    )
    chance = runners[0].trace.chance
    x = alt.X("step:Q", title=words["race_steps"], axis=alt.Axis(tickCount=5))
    y = alt.Y(
        "loss:Q",
        title=words["race_loss"],
        scale=alt.Scale(type="log"),
        axis=alt.Axis(labelExpr=POWERS, tickCount=5),
    )
    base = alt.Chart(losses(runners, words)).encode(x, y, alt.Detail("run:N"))
    curves = base.mark_line(strokeWidth=2).encode(
        color=alt.Color("family:N", scale=_families(), legend=_legend("top")),
        strokeDash=_dashes(runners, words),
    )
    points = base.mark_point(filled=True).encode(
        color=alt.Color("family:N", scale=_families()),
        tooltip=[
            alt.Tooltip("run:N"),
            alt.Tooltip("step:Q"),
            alt.Tooltip("loss:Q", format=".3g"),
            alt.Tooltip("score:Q"),
        ],
        size=alt.condition(chosen, alt.value(160), alt.value(30)),
    )
    level = alt.Chart(pd.DataFrame({"loss": [chance]})).mark_rule(strokeDash=[1, 3], opacity=0.8)
    return alt.LayerChart(
        layer=[level.encode(alt.Y("loss:Q")), curves, points.add_params(chosen)],
        title=words["race_chance"].format(chance=f"{chance:.3g}"),
        height=HEIGHT,
    )


def reach_chart(runner: Runner, words: Words, marked: int | None = None) -> alt.LayerChart:
    """Return one run's gradient: time steps by training steps, opacity log₁₀ of its norm.

    The norm is relative to that of the last time step: opaque where it is as large, transparent
    from 10⁻⁸ of it down. ``marked`` is the moment to be marked.
    """
    table = reach(runner.trace)
    last = int(table["step"].max())
    times = [int(t) for t in np.unique(table["time"])]
    x = alt.X(
        "time:O",
        title=words["race_time"],
        axis=alt.Axis(values=_round(times), labelAngle=0, grid=False),
    )
    scale = alt.Scale(domain=[0, last], reverse=True, nice=False)
    y = alt.Y(
        "from:Q", title=words["race_steps"], scale=scale, axis=alt.Axis(tickCount=5, grid=False)
    )
    cells = (
        alt.Chart(table)
        .mark_rect(aria=False)  # thousands: too many to be read out one by one
        .encode(
            x=x,
            y=y,
            y2="to:Q",
            opacity=alt.Opacity(
                "reach:Q",
                scale=alt.Scale(domain=[LOWEST, 0], range=[0, 1], clamp=True),
                legend=None,
            ),
            color=alt.Color("family:N", scale=_families(), legend=None),
            tooltip=[
                alt.Tooltip("step:Q"),
                alt.Tooltip("time:Q"),
                alt.Tooltip("reach:Q", title=words["race_gradient"], format=".2f"),
            ],
        )
        .transform_calculate(family=f"'{runner.family}'")
    )
    layers = [cells]
    if marked is not None:
        row = table[table["step"] == marked].iloc[:1]
        ends = alt.Chart(row).encode(alt.Y("from:Q"), alt.Y2("to:Q"))
        layers.append(ends.mark_rect(filled=False, strokeWidth=2, color="#d62839"))
    title = alt.TitleParams(runner.family, subtitle=words[f"variant.{runner.variant}"])
    return alt.LayerChart(layer=layers, height=HEIGHT, title=title)


def losses(runners: Sequence[Runner], words: Words) -> pd.DataFrame:
    """Return held-out loss and score: one row per run and recorded training step."""
    return pd.concat(
        pd.DataFrame(
            {
                "run": runner.name,
                "family": runner.family,
                "variant": words[f"variant.{runner.variant}"],
                "step": runner.trace.step,
                "loss": runner.trace.heldout,
                "score": runner.trace.score,
            }
        )
        for runner in runners
    )


def reach(trace: TrainingTrace) -> pd.DataFrame:
    """Return log₁₀ of the gradient's norm relative to the last time step: (step, time, reach).

    A row of the picture lies between the middles to the recorded steps beside it, ``from``–``to``.
    """
    norms = np.asarray(trace.dh if trace.dc is None else trace.dc, dtype=np.float64)
    ends = norms[:, -1:]
    relative = np.divide(norms, ends, out=np.zeros_like(norms), where=ends > 0)
    logs = np.log10(np.maximum(relative, 10.0**LOWEST))
    recorded = np.asarray(trace.step)
    middles = (recorded[1:] + recorded[:-1]) / 2
    edges = np.concatenate([recorded[:1], middles, recorded[-1:]])
    steps, times = np.meshgrid(recorded, np.arange(1, norms.shape[1] + 1), indexing="ij")
    columns = {
        "step": steps,
        "time": times,
        "reach": logs.round(3),
        "from": np.broadcast_to(edges[:-1, None], norms.shape),
        "to": np.broadcast_to(edges[1:, None], norms.shape),
    }
    return pd.DataFrame({name: values.ravel() for name, values in columns.items()})


def _families() -> alt.Scale:
    """The theme's first colours, in the order of FAMILIES whichever of them are shown."""
    return alt.Scale(domain=list(FAMILIES))


def _dashes(runners: Sequence[Runner], words: Words) -> alt.StrokeDash:
    codes = [code for code in VARIANTS if any(runner.variant == code for runner in runners)]
    scale = alt.Scale(
        domain=[words[f"variant.{code}"] for code in codes],
        range=[list(VARIANTS[code]) for code in codes],
    )
    return alt.StrokeDash("variant:N", scale=scale, legend=_legend("bottom"))


def _legend(orient: Literal["top", "bottom"]) -> alt.Legend:
    return alt.Legend(
        title=None,
        orient=orient,
        columns=2,
        symbolStrokeWidth=2,
        symbolType="stroke",
        symbolSize=900,
    )


def _round(values: list[int], most: int = 6) -> list[int]:
    """The first of consecutive numbers and some round ones behind it, at most ``most``."""
    every = next(n for n in (5, 10, 20, 50, 100) if len(values) / n < most)
    return values[:1] + [value for value in values if value % every == 0]
