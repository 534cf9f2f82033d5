"""Held-out loss of the five steps: at the end of training, and on the way there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from core.traces.training import TrainingTrace
from viz import theme
from viz.charts.vega_lite import POWERS

HEIGHT = 300  # px
DASHES = [[1, 0], [2, 3], [8, 3], [8, 3, 2, 3], [1, 0]]  # colours alone do not tell five apart

Words = Mapping[str, str]


@dataclass(frozen=True)
class Trained:
    """The runs of one step with one forget bias, one for each seed."""

    code: str
    variant: str  # "open": the lesson's forget bias, or none to set; "default": torch's
    traces: Sequence[TrainingTrace]


def final_chart(runs: Sequence[Trained], words: Words, dark: bool) -> alt.LayerChart:
    """Return the loss after training: a column for each step, a mark for each seed."""
    marks = (
        alt.Chart(finals(runs, words))
        .mark_point(size=110, strokeWidth=2, opacity=0.9)
        .encode(
            x=alt.X("step:N", sort=_names(words), title=None, axis=alt.Axis(labelAngle=0)),
            y=_loss(words["final_loss"]),
            xOffset=alt.XOffset("variant:N", sort=_variants(words)),
            color=_colours(words, dark),
            shape=alt.Shape(
                "variant:N",
                scale=alt.Scale(domain=_variants(words), range=["circle", "cross"]),
                legend=alt.Legend(title=None, orient="bottom", labelLimit=0, columns=1),
            ),
            tooltip=["step:N", "variant:N", "seed:N", alt.Tooltip("loss:Q", format=".3g")],
        )
    )
    return alt.LayerChart(layer=[_chance(runs), marks], height=HEIGHT)


def course_chart(runs: Sequence[Trained], words: Words, dark: bool) -> alt.LayerChart:
    """Return held-out loss over training steps; a line for each seed of each step."""
    legend = alt.Legend(title=None, orient="bottom", columns=3, symbolSize=400)
    curves = (
        alt.Chart(courses([run for run in runs if run.variant == "open"], words))
        .mark_line(strokeWidth=2, opacity=0.85)
        .encode(
            x=alt.X("update:Q", title=words["updates"]),
            y=_loss(words["course_loss"]),
            detail=alt.Detail("seed:N"),
            strokeDash=alt.StrokeDash(
                "step:N", scale=alt.Scale(domain=_names(words), range=DASHES), legend=legend
            ),
            color=_colours(words, dark, legend),
            tooltip=["step:N", "seed:N", "update:Q", alt.Tooltip("loss:Q", format=".3g")],
        )
    )
    return alt.LayerChart(layer=[_chance(runs), curves], height=HEIGHT)


def finals(runs: Sequence[Trained], words: Words) -> pd.DataFrame:
    """One row for each run: step, variant, seed, and its last held-out loss."""
    rows = [
        (words[f"name.{run.code}"], words[f"variant.{run.variant}"], seed, float(trace.heldout[-1]))
        for run in runs
        for seed, trace in enumerate(run.traces)
    ]
    return pd.DataFrame(rows, columns=["step", "variant", "seed", "loss"])


def courses(runs: Sequence[Trained], words: Words) -> pd.DataFrame:
    """One row for each run and recorded update: step, seed, update, held-out loss."""
    return pd.concat(
        pd.DataFrame(
            {
                "step": words[f"name.{run.code}"],
                "seed": seed,
                "update": trace.step,
                "loss": trace.heldout,
            }
        )
        for run in runs
        for seed, trace in enumerate(run.traces)
    )


def _loss(title: str) -> alt.Y:
    return alt.Y(
        "loss:Q",
        title=title,
        scale=alt.Scale(type="log"),
        axis=alt.Axis(labelExpr=POWERS, tickCount=5),
    )


def _chance(runs: Sequence[Trained]) -> alt.Chart:
    level = pd.DataFrame({"loss": [runs[0].traces[0].chance]})
    return alt.Chart(level).mark_rule(strokeDash=[4, 4], opacity=0.6).encode(alt.Y("loss:Q"))


def _names(words: Words) -> list[str]:
    return [words[f"name.{code}"] for code in theme.DERIVATION]


def _variants(words: Words) -> list[str]:
    return [words["variant.open"], words["variant.default"]]


def _colours(words: Words, dark: bool, legend: alt.Legend | None = None) -> alt.Color:
    shades = [theme.colour(code, dark) for code in theme.DERIVATION.values()]
    return alt.Color("step:N", scale=alt.Scale(domain=_names(words), range=shades), legend=legend)
