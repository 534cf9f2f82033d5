"""Changes by a clamp: the output's divergence, the states and the prediction, as still charts."""

from collections.abc import Mapping, Sequence

import altair as alt
import numpy as np
import pandas as pd

from core.measures.clamp import WhatIfTrace
from core.traces.base import Array
from viz.signs import visible

Words = Mapping[str, str]
HEIGHT = 270  # px, with axes and legend
RUNS = ("clamped", "as_it_is", "control")  # in the order of the theme's first colours


def divergence_chart(trace: WhatIfTrace, words: Words) -> alt.LayerChart:
    """Return KL divergence over the text: the clamp, and one random set of units as control.

    The band holds eight of ten controls; the tooltips name the likeliest characters before and
    after.
    """
    data = divergences(trace, words)
    x, y = _time(trace, words), alt.Y("kl:Q", title=words["what_kl"])
    low, high = np.quantile(trace.control_kl, [0.1, 0.9], axis=0)
    band = pd.DataFrame({"time": _steps(trace), "low": low, "high": high})
    spread = (
        alt.Chart(band)
        .mark_area(opacity=0.25)
        .encode(alt.X("time:Q"), alt.Y("low:Q"), alt.Y2("high:Q"))
    )
    tips = [
        alt.Tooltip(f"{name}:N", title=words[f"what_{name}"])
        for name in ("sign", "before", "after")
    ]
    tips.append(alt.Tooltip("kl:Q", format=".3f", title=words["what_kl"]))
    line = alt.Chart(data).mark_line(point=True, strokeWidth=2)
    curves = line.encode(x, y, color=_colour(words, ("clamped", "control")), tooltip=tips)
    return alt.LayerChart(layer=[_span(trace), spread, curves], height=HEIGHT)


def state_chart(trace: WhatIfTrace, unit: int, quantity: str, words: Words) -> alt.LayerChart:
    """Return one unit's c or h over the text, as it is and with the clamp."""
    data = pd.concat(
        pd.DataFrame({"time": _steps(trace), "value": values[:, unit], "run": words[f"run.{run}"]})
        for run, values in (
            ("as_it_is", getattr(trace, quantity)),
            ("clamped", getattr(trace, f"{quantity}_clamped")),
        )
    )
    title = words["what_state"].format(quantity=quantity, unit=unit)
    lines = (
        alt.Chart(data)
        .mark_line(strokeWidth=2)
        .encode(
            _time(trace, words),
            alt.Y("value:Q", title=title),
            color=_colour(words, ("clamped", "as_it_is")),
            tooltip=[
                alt.Tooltip("time:Q"),
                alt.Tooltip("run:N"),
                alt.Tooltip("value:Q", format=".4f"),
            ],
        )
    )
    return alt.LayerChart(layer=[_span(trace), lines], height=HEIGHT)


def prediction_chart(trace: WhatIfTrace, t: int, symbols: Sequence[str], words: Words) -> alt.Chart:
    """Return the likeliest next characters after step t (from 0), as it is and with the clamp."""
    return (
        alt.Chart(predictions(trace, t, symbols, words))
        .mark_bar()
        .encode(
            alt.Y(
                "sign:N",
                title=words["what_next"],
                sort=None,
                axis=alt.Axis(labelOverlap=False, labelFontSize=15),
            ),
            alt.X(
                "probability:Q",
                title=words["what_probability"],
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(tickCount=5),
            ),
            color=_colour(words, ("clamped", "as_it_is")),
            yOffset=alt.YOffset("run:N", sort=[words["run.as_it_is"], words["run.clamped"]]),
            tooltip=[
                alt.Tooltip("sign:N"),
                alt.Tooltip("run:N"),
                alt.Tooltip("probability:Q", format=".4f"),
            ],
        )
        .properties(height=HEIGHT)
    )


def divergences(trace: WhatIfTrace, words: Words) -> pd.DataFrame:
    """Return (time, kl, run, sign, before, after) for the clamp and the first control."""
    from core.data.vocabulary import CHARACTERS

    said = {
        "sign": [visible(token) for token in trace.tokens],
        "before": [likeliest(row, CHARACTERS) for row in trace.probabilities],
        "after": [likeliest(row, CHARACTERS) for row in trace.probabilities_clamped],
    }
    runs = {"clamped": trace.kl, "control": trace.control_kl[0]}
    return pd.concat(
        pd.DataFrame({"time": _steps(trace), "kl": kl, "run": words[f"run.{run}"], **said})
        for run, kl in runs.items()
    )


def predictions(
    trace: WhatIfTrace, t: int, symbols: Sequence[str], words: Words, most: int = 4
) -> pd.DataFrame:
    """Return (sign, run, probability): the characters that are likely with or without the clamp."""
    runs = {"as_it_is": trace.probabilities[t], "clamped": trace.probabilities_clamped[t]}
    larger = np.maximum(*runs.values())
    places = np.argsort(-larger)[:most]
    return pd.DataFrame(
        {
            "sign": visible(symbols[place]),
            "run": words[f"run.{run}"],
            "probability": float(row[place]),
        }
        for place in places
        for run, row in runs.items()
    )


def likeliest(probabilities: Array, symbols: Sequence[str], most: int = 3) -> str:
    """Return the likeliest characters with their probabilities, as a reader sees them."""
    places = np.argsort(-probabilities)[:most]
    return "  ".join(f"{visible(symbols[k])} {probabilities[k]:.2f}" for k in places)


def _steps(trace: WhatIfTrace) -> Array:
    return np.arange(1, len(trace.tokens) + 1)


def _time(trace: WhatIfTrace, words: Words) -> alt.X:
    ends = alt.Scale(domain=[1, len(trace.tokens)], nice=False)
    return alt.X("time:Q", title=words["what_time"], scale=ends, axis=alt.Axis(grid=False))


def _span(trace: WhatIfTrace) -> alt.Chart:
    """A shade behind the steps at which the clamp holds."""
    held = np.flatnonzero(trace.inside) + 1
    ends = pd.DataFrame({"from": [held[0] - 0.5], "to": [held[-1] + 0.5]})
    return (
        alt.Chart(ends)
        .mark_rect(opacity=0.12, color="#87919b")
        .encode(alt.X("from:Q"), alt.X2("to:Q"))
    )


def _colour(words: Words, shown: Sequence[str]) -> alt.Color:
    domain = [words[f"run.{run}"] for run in RUNS]
    legend = alt.Legend(title=None, orient="top", values=[words[f"run.{run}"] for run in shown])
    return alt.Color("run:N", scale=alt.Scale(domain=domain), legend=legend)
