"""The share of held-out sentences that come out right, by length: the bottleneck as a curve."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from core.measures.interval import wilson
from viz.theme import SURFACES

CHOSEN = "length"  # the selection: a bin of source lengths, e.g. "15-18"
OPEN = "now_open"  # the parameter: the bin of the sentence on the stage
MARKED = "marked"  # the table of what is marked
HEIGHT = 330  # px

Words = Mapping[str, str]
Seeds = Sequence[Sequence[Mapping[str, int]]]  # for each seed, the counts of each bin


def shares(models: Mapping[str, Seeds], hits: str, total: str) -> pd.DataFrame:
    """Return one row per model, seed and bin: the share of hits and its 95 % Wilson interval.

    ``models``: by displayed name; the first seed is the shipped one. The interval counts every
    sentence once, also for words: words of one sentence go wrong together.
    """
    rows: list[dict[str, Any]] = []
    for model, seeds in models.items():
        for seed, bins in enumerate(seeds):
            rows += [{"model": model, "seed": seed, **_row(b, hits, total)} for b in bins]
    return pd.DataFrame(rows)


def _row(counts: Mapping[str, int], hits: str, total: str) -> dict[str, Any]:
    share, sentences = counts[hits] / counts[total], counts["sentences"]
    low, high = wilson(share * sentences, sentences)
    return {
        "length": f"{counts['from']}-{counts['to']}",
        "words": (counts["from"] + counts["to"]) / 2,
        "share": share,
        "low": low,
        "high": high,
        "sentences": sentences,
    }


def curve(
    table: pd.DataFrame, words: Words, *, title: str, half: bool, dark: bool
) -> alt.LayerChart:
    """Return the shares over source length; pressing a point selects its bin.

    The band is the interval of the shipped model, thin lines are other seeds; ``half`` draws the
    line at one half. Which bin is open now is a parameter of the chart (see `opened`), and so is
    what is marked (see `marked`).
    """
    now_open = alt.param(name=OPEN, value="")
    picked = alt.selection_point(name=CHOSEN, fields=["length"], on="click", empty=False)
    colour = alt.Color(
        "model:N",
        scale=alt.Scale(domain=list(dict.fromkeys(table["model"]))),
        legend=alt.Legend(title=None, orient="bottom", direction="horizontal", symbolOpacity=1),
    )
    x = alt.X("words:Q", title=words["curve_x"], scale=alt.Scale(domain=[0, 50]))
    y = alt.Y(
        "share:Q", title=words["curve_y"], scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%")
    )
    base = alt.Chart(table).encode(x, color=colour)
    first = base.transform_filter("datum.seed == 0")
    others = base.transform_filter("datum.seed > 0").mark_line(strokeWidth=1, opacity=0.5)
    tips = [
        alt.Tooltip("model:N", title=words["curve_model"]),
        alt.Tooltip("length:N", title=words["curve_x"]),
        alt.Tooltip("share:Q", title=words["curve_y"], format=".1%"),
        alt.Tooltip("low:Q", title=words["curve_low"], format=".1%"),
        alt.Tooltip("high:Q", title=words["curve_high"], format=".1%"),
        alt.Tooltip("sentences:Q", title=words["curve_n"]),
    ]
    size = alt.condition(alt.datum["length"] == now_open, alt.value(240), alt.value(90))
    points = first.mark_point(filled=True, opacity=1).encode(y, size=size, tooltip=tips)
    layers = [
        first.mark_area(opacity=0.22).encode(
            alt.Y("low:Q", title=words["curve_y"]), y2=alt.Y2("high:Q")
        ),
        others.encode(y, detail=alt.Detail("seed:N")),
        first.mark_line(strokeWidth=2.5).encode(y),
        points.add_params(picked, now_open),
    ]
    if half:
        rule = alt.Chart(pd.DataFrame({"share": [0.5]})).mark_rule(
            strokeDash=[4, 4], color=SURFACES["edge"].on(dark), strokeWidth=1.5
        )
        layers.append(rule.encode(alt.Y("share:Q")))
        layers += _marks(x, words, dark)
    return alt.LayerChart(layer=layers, title=title, height=HEIGHT)


def _marks(x: alt.X, words: Words, dark: bool) -> list[alt.Chart]:
    """Lines at the lengths that are marked, each with its word."""
    ink = SURFACES["ink"].on(dark)
    base = alt.Chart(alt.NamedData(name=MARKED)).encode(x)
    word = base.mark_text(align="left", dx=5, fontSize=13, fontWeight=600, color=ink)
    return [
        base.mark_rule(color=ink, strokeWidth=2),
        word.encode(alt.Y("height:Q", title=words["curve_y"]), text="says:N"),
    ]


def marked(specification: Mapping[str, Any], marks: Sequence[tuple[float, str]]) -> dict[str, Any]:
    """Return the specification of a curve with marks: the answer first, and the word at each."""
    rows = [
        {"words": length, "says": says, "height": _free(length, marks[0][0])}
        for length, says in marks
    ]
    return {**specification, "datasets": {**specification["datasets"], MARKED: rows}}


def _free(length: float, answer: float) -> float:
    """A height at which a word right of a length stands on no curve and on no other word."""
    if length == answer:
        return 0.74
    return 0.08 if length < answer - 3 else 0.62


def opened(specification: Mapping[str, Any], length: str | None) -> dict[str, Any]:
    """Return the specification of a curve with the bin that is open; None if there is none."""
    now_open = {"name": OPEN, "value": length or ""}
    params = [now_open if one["name"] == OPEN else one for one in specification["params"]]
    return {**specification, "params": params}


def positions(counts: Mapping[str, Sequence[int]], words: Words, least: int) -> alt.Chart:
    """Return the share of right words at each place of the translation, taught and free.

    ``least``: the fewest sentences that a place must have to be shown.
    """
    rows = [
        {"run": words[f"row_{run}"], "place": place, "share": counts[run][place - 1] / n, "n": n}
        for run in ("taught", "free")
        for place, n in enumerate(counts["sentences"], start=1)
        if n >= least
    ]
    runs = [words["row_free"], words["row_taught"]]
    # the theme's third and fifth colour: those of the runs on the stage, and of no model
    domain = ["", " ", runs[0], "  ", runs[1]]
    return (
        alt.Chart(pd.DataFrame(rows))
        .mark_line(strokeWidth=2.5, point=True)
        .encode(
            x=alt.X("place:Q", title=words["exposure_x"]),
            y=alt.Y(
                "share:Q",
                title=words["exposure_y"],
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(format="%"),
            ),
            color=alt.Color(
                "run:N",
                scale=alt.Scale(domain=domain),
                legend=alt.Legend(title=None, orient="bottom", values=runs),
            ),
            tooltip=[
                alt.Tooltip("run:N"),
                alt.Tooltip("place:Q"),
                alt.Tooltip("share:Q", format=".1%"),
                alt.Tooltip("n:Q"),
            ],
        )
        .properties(height=HEIGHT)
    )
