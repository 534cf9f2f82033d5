"""Sharpness against error of attention: a mark for each seed of each model."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from core.measures.sharpness import Figures
from viz import theme

HEIGHT = 300  # px
MARGIN = 1.08  # the vertical axis goes so much farther than the highest mark, which is whole then
SHADES = {"additive": "k", "dot": "v", "general": "q"}  # told apart by everybody
SHAPES = ["circle", "triangle-up", "square"]

Words = Mapping[str, str]


def sharpness_chart(figures: Sequence[Figures], words: Words, dark: bool = False) -> alt.LayerChart:
    """Return the chart: how sharp (across), how often wrong (up), each model named beside it."""
    data = rows(figures, words)
    names = [words[f"scoring.{code}"] for code in SHADES]
    shades = [theme.colour(code, dark) for code in SHADES.values()]
    colour = alt.Color("model:N", scale=alt.Scale(domain=names, range=shades), legend=None)
    x = alt.X("sharp:Q", title=words["sharp_x"], scale=alt.Scale(domain=[0, 1.08], nice=False))
    highest = MARGIN * float(data["wrong"].max())
    y = alt.Y("wrong:Q", title=words["sharp_y"], scale=alt.Scale(domain=[0, highest], nice=False))
    marks = (
        alt.Chart(data)
        .mark_point(size=130, filled=True, opacity=0.85)
        .encode(
            x=x,
            y=y,
            color=colour,
            shape=alt.Shape("model:N", scale=alt.Scale(domain=names, range=SHAPES), legend=None),
            tooltip=[
                alt.Tooltip("model:N", title=words["scoring"]),
                alt.Tooltip("seed:N", title=words["seed"]),
                alt.Tooltip("sharp:Q", title=words["sharp_x"], format=".3f"),
                alt.Tooltip("wrong:Q", title=words["sharp_y"], format=".3f"),
            ],
        )
    )
    middles = data.groupby("model", as_index=False)[["sharp", "wrong"]].mean()
    labels = (
        alt.Chart(middles)
        .mark_text(align="right", dx=-14, fontSize=14, fontWeight=600)
        .encode(x=x, y=y, text="model:N", color=colour)
    )
    return alt.LayerChart(layer=[marks, labels], height=HEIGHT)


def rows(figures: Sequence[Figures], words: Words) -> pd.DataFrame:
    """One row for each seed of each model with attention."""
    found = [
        (words[f"scoring.{f.scoring}"], f.seed, f.largest, f.error)
        for f in figures
        if f.largest is not None
    ]
    return pd.DataFrame(found, columns=["model", "seed", "sharp", "wrong"])
