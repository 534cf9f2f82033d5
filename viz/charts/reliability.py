"""How often a network is right against how sure it is (Guo et al. 2017, figure 1)."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

HEIGHT = 280  # px
NARROW = "width < 480"  # px, of a chart
Bins = Sequence[Sequence[float]]  # [how many, their mean confidence, the share that is right]


def reliability_chart(found: Mapping[str, Bins], words: Mapping[str, str]) -> alt.LayerChart:
    """Return a line for each name of ``found``; on the diagonal, both shares are equal."""
    rows = [
        (words[f"reliability.{name}"], sure, right, n)
        for name, bins in found.items()
        for n, sure, right in bins
    ]
    data = pd.DataFrame(rows, columns=["read", "sure", "right", "n"])
    names = [words[f"reliability.{name}"] for name in found]
    whole = alt.Scale(domain=[0, 1])
    x = alt.X("sure:Q", title=words["reliability_x"], scale=whole)
    y = alt.Y("right:Q", title=words["reliability_y"], scale=whole)
    ends = pd.DataFrame({"sure": [0, 1], "right": [0, 1]})
    diagonal = alt.Chart(ends).mark_line(strokeDash=[4, 4], color="gray").encode(x=x, y=y)
    lines = alt.Legend(title=words["reliability"], symbolType="stroke", symbolSize=400)
    curves = (
        alt.Chart(data)
        .mark_line(point={"size": 70})
        .encode(
            x=x,
            y=y,
            color=alt.Color("read:N", title=words["reliability"], sort=names, legend=lines),
            strokeDash=alt.StrokeDash("read:N", sort=names, legend=lines),
            tooltip=[
                alt.Tooltip("read:N"),
                alt.Tooltip("n:Q"),
                alt.Tooltip("right:Q", format=".2f"),
            ],
        )
    )
    return alt.LayerChart(layer=[diagonal, curves], height=HEIGHT)


def confusion_chart(
    counts: Sequence[Sequence[int]], names: Sequence[str], words: Mapping[str, str]
) -> alt.LayerChart:
    """Return the counts (right answer, answer) as a map with a number in each cell."""
    rows = [
        (right, answer, n)
        for right, row in zip(names, counts, strict=True)
        for answer, n in zip(names, row, strict=True)
    ]
    data = pd.DataFrame(rows, columns=["right", "answer", "n"])
    every = alt.Axis(labelOverlap=False, labelFlush=False, labelPadding=6)
    level = alt.Axis(  # names side by side, upright only where they would touch
        labelOverlap=False,
        labelAngle=alt.ExprRef(f"{NARROW} ? -90 : 0"),
        labelAlign=alt.ExprRef(f"{NARROW} ? 'right' : 'center'"),
        labelBaseline=alt.ExprRef(f"{NARROW} ? 'middle' : 'top'"),
    )
    base = alt.Chart(data).encode(
        x=alt.X("answer:N", title=words["confusion_x"], sort=list(names), axis=level),
        y=alt.Y("right:N", title=words["confusion_y"], sort=list(names), axis=every),
    )
    shade = alt.Color("n:Q", legend=None, scale=alt.Scale(range=["#eef0f1", "#0b5c8f"]))
    ink = alt.condition(
        alt.datum.n > max(map(max, counts)) / 2, alt.value("white"), alt.value("black")
    )
    cells = base.mark_rect().encode(color=shade)
    return alt.LayerChart(
        layer=[cells, base.mark_text().encode(text="n:Q", color=ink)], height=HEIGHT
    )
