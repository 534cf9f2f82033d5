"""The memory map: how strongly every step depends on every earlier one."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from core.traces.base import Array
from core.traces.recurrent import PairsTrace
from viz.numbers import short, superscript

WIDTH, HEIGHT = 440, 400  # px: a square map with its axes and its bar of colours
LOW, HIGH = -8, 1  # powers of ten: one absolute scale for all networks
# Transparent at the low end, so that what has vanished fades into either theme's background.
FADING = (
    (0.0, "rgba(74,112,176,0)"),
    (0.33, "rgba(74,112,176,.45)"),
    (0.67, "rgba(88,64,170,.9)"),
    (0.9, "rgba(190,50,130,1)"),
    (1.0, "rgba(226,62,74,1)"),
)


def memory_map(
    pairs: PairsTrace, title: str, words: Mapping[str, str], *, state: str = "c"
) -> go.Figure:
    """Return the map of one network: row s, column t; colour log₁₀ of the norm.

    The norm is that of ∂h_s/∂c_t for an LSTM (its main path) unless ``state`` is "h", else of
    ∂h_s/∂h_t.
    """
    norms = pairs.dh if pairs.dc is None or state == "h" else pairs.dc
    steps = np.arange(1, len(norms) + 1)
    mark = go.Heatmap(
        x=steps,
        y=steps,
        z=logarithms(norms),
        customdata=readable(norms, words),
        hovertemplate="s = %{y}, t = %{x}<br>%{customdata}<extra></extra>",
        coloraxis="coloraxis",
    )
    ticks = list(range(LOW, HIGH + 1, 3))
    bar = {"thickness": 8, "tickvals": ticks, "ticktext": [f"10{superscript(t)}" for t in ticks]}
    ends = [0.5, len(norms) + 0.5]
    return go.Figure(mark).update_layout(
        title={"text": title, "font": {"size": 15}},
        width=WIDTH,
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        coloraxis={"cmin": LOW, "cmax": HIGH, "colorscale": FADING, "colorbar": bar},
        xaxis={"title": words["memory_x"], "range": ends, "constrain": "domain", "showgrid": False},
        yaxis={
            "title": words["memory_y"],
            "range": ends[::-1],
            "scaleanchor": "x",
            "constrain": "domain",
            "zeroline": False,
            "showgrid": False,
        },
    )


def logarithms(norms: Array) -> Array:
    """Return log₁₀, NaN (no colour) for exact zeros. norms: (later, time)."""
    with np.errstate(divide="ignore"):
        logs = np.log10(norms)
    return np.where(np.isfinite(logs), logs, np.nan)


def readable(norms: Array, words: Mapping[str, str]) -> Array:
    """Return each norm as a reader sees it on hover."""
    said = [words["memory_zero"] if v == 0 else short(v) for v in norms.ravel().tolist()]
    return np.array(said, dtype=object).reshape(norms.shape)  # plotly walks through lists for long
