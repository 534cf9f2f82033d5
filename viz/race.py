"""The race: held-out loss over training steps, and how far back the gradient reaches meanwhile."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from core.training_trace import TrainingTrace

LOWEST = -8  # powers of ten relative to the last step: fainter than that is not seen
ROWS = 220  # px


def race(traces: Mapping[str, TrainingTrace], words: Mapping[str, str]) -> alt.HConcatChart:
    """Return two linked charts of several runs (name → trace) of one task.

    Left, the held-out loss over training steps; right, for each run, log₁₀ of the gradient's norm
    at each time step relative to the last, one row for each recorded training step. Pressing a
    point marks its row.
    """
    names = list(traces)
    chosen = alt.selection_point(fields=["step"], on="click", nearest=True, empty=False)
    colour = alt.Color("network:N", sort=names, legend=alt.Legend(title=None, orient="top"))
    return alt.hconcat(
        _loss(traces, words, chosen, colour), _reach(traces, words, chosen, names), spacing=24
    ).resolve_scale(color="shared")


def losses(traces: Mapping[str, TrainingTrace]) -> pd.DataFrame:
    """Return held-out loss and score: one row per network and recorded training step."""
    return pd.concat(
        [
            pd.DataFrame({"network": name, "step": t.step, "loss": t.heldout, "score": t.score})
            for name, t in traces.items()
        ]
    )


def reach(traces: Mapping[str, TrainingTrace]) -> pd.DataFrame:
    """Return log₁₀ of the norm relative to the last time step: (network, step, time, reach)."""
    tables = []
    for name, trace in traces.items():
        norms = np.asarray(trace.dh if trace.dc is None else trace.dc, dtype=np.float64)
        ends = norms[:, -1:]
        relative = np.divide(norms, ends, out=np.zeros_like(norms), where=ends > 0)
        logs = np.log10(np.maximum(relative, 10.0**LOWEST))
        steps, times = np.meshgrid(trace.step, np.arange(1, norms.shape[1] + 1), indexing="ij")
        tables.append(
            pd.DataFrame(
                {
                    "network": name,
                    "step": steps.ravel(),
                    "time": times.ravel(),
                    "reach": logs.ravel().round(3),
                }
            )
        )
    return pd.concat(tables)


def _loss(
    traces: Mapping[str, TrainingTrace],
    words: Mapping[str, str],
    chosen: alt.Parameter,
    colour: alt.Color,
) -> alt.LayerChart:
    table = losses(traces)
    chance = next(iter(traces.values())).chance
    x = alt.X("step:Q", title=words["race_steps"])
    y = alt.Y("loss:Q", title=words["race_loss"], scale=alt.Scale(type="log"))
    tips = ["network:N", "step:Q", alt.Tooltip("loss:Q", format=".3g"), "score:Q"]
    curves = alt.Chart(table).mark_line(strokeWidth=2).encode(x, y, colour)
    points = (
        alt.Chart(table)
        .mark_point(filled=True)
        .encode(x, y, colour, tooltip=tips, size=alt.condition(chosen, alt.value(160), alt.value(36)))
        .add_params(chosen)
    )
    level = pd.DataFrame({"loss": [chance], "words": [words["race_chance"]]})
    line = alt.Chart(level).mark_rule(strokeDash=[4, 4], opacity=0.6).encode(y="loss:Q")
    label = (
        alt.Chart(level)
        .mark_text(align="left", dx=4, dy=-7, x=0)
        .encode(y="loss:Q", text="words:N")
    )
    return alt.layer(line, label, curves, points).properties(width=430, height=3 * ROWS // 2)


def _reach(
    traces: Mapping[str, TrainingTrace],
    words: Mapping[str, str],
    chosen: alt.Parameter,
    names: list[str],
) -> alt.FacetChart:
    table = reach(traces)
    shade = alt.Opacity(
        "reach:Q",
        title=words["race_gradient"],
        scale=alt.Scale(domain=[LOWEST, 0], range=[0, 1], clamp=True),
        legend=alt.Legend(orient="bottom", titleLimit=420),
    )
    cells = (
        alt.Chart(table)
        .mark_rect()
        .encode(
            x=alt.X("time:O", title=words["race_time"], axis=alt.Axis(values=_ticks(table["time"]))),
            y=alt.Y("step:O", title=words["race_steps"], axis=alt.Axis(values=_ticks(table["step"]))),
            opacity=shade,
            color=alt.Color("network:N", sort=names, legend=None),
            stroke=alt.condition(chosen, alt.value("#d62839"), alt.value(None)),
            tooltip=["network:N", "step:Q", "time:Q", alt.Tooltip("reach:Q", format=".2f")],
        )
        .properties(width=540 // max(1, len(names)), height=3 * ROWS // 2 - 40)
    )
    return cells.facet(column=alt.Column("network:N", sort=names, title=None))


def _ticks(values: pd.Series, most: int = 6) -> list[int]:
    """Return at most ``most`` of the distinct values, evenly spread."""
    distinct = np.unique(values)
    return [int(v) for v in distinct[:: max(1, len(distinct) // most)]]
