"""The perplexity of validation and held-out text by the δ of add-δ, as curves."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

TICKS = [m * 10**e for e in range(5) for m in (1, 1.5, 2, 3, 4, 5, 6, 8)]  # that are labelled
HEIGHT = 280  # px


def by_delta(
    values: Sequence[float],
    perplexities: Mapping[str, Sequence[float]],
    chosen: float,
    words: Mapping[str, str],
) -> alt.LayerChart:
    """Return both curves on logarithmic axes, and a line at the value that validation prefers.

    Args:
        values: δ that were tried.
        perplexities: with each, of "validation" and "heldout".
        chosen: the δ that validation prefers.
        words: "part.validation", "part.heldout", "delta_axis", "perplexity_axis".
    """
    rows = [
        {"part": words[f"part.{part}"], "delta": value, "perplexity": perplexity}
        for part, found in perplexities.items()
        for value, perplexity in zip(values, found, strict=True)
    ]
    log = alt.Scale(type="log", nice=False)
    every = [value for found in perplexities.values() for value in found]
    ticks = [t for t in TICKS if min(every) <= t <= max(every)]
    curves = (
        alt.Chart(pd.DataFrame(rows))
        .mark_line(strokeWidth=2.5, point=True)
        .encode(
            x=alt.X("delta:Q", title=words["delta_axis"], scale=log),
            y=alt.Y(
                "perplexity:Q",
                title=words["perplexity_axis"],
                scale=log,
                axis=alt.Axis(values=ticks),
            ),
            color=alt.Color("part:N", legend=alt.Legend(title=None, orient="bottom")),
            strokeDash=alt.StrokeDash("part:N", legend=None),
            tooltip=[
                alt.Tooltip("part:N"),
                alt.Tooltip("delta:Q", title=words["delta_axis"]),
                alt.Tooltip("perplexity:Q", title=words["perplexity_axis"], format=".4~g"),
            ],
        )
    )
    line = (
        alt.Chart(pd.DataFrame({"delta": [chosen]}))
        .mark_rule(strokeDash=[4, 3])
        .encode(x=alt.X("delta:Q"))
    )
    return (line + curves).properties(height=HEIGHT)
