"""The still charts of the lesson on positions: products over the distance, and accuracy."""

from collections.abc import Mapping

import plotly.graph_objects as go

from core.measures.position_results import Accuracy, Products
from viz.theme import colour

CURVES = (("lstm", "solid"), ("rnn", "dash"), ("gru", "dot"))  # one for each position
LOOKS = {  # colour, symbol and dash of each way to tell the order
    "none": ("x", "x", "dot"),
    "sinusoidal": ("lstm", "circle", "solid"),
    "common_bug": ("lstm", "circle-open", "dash"),
    "learned": ("gru", "square", "solid"),
    "rope": ("rnn", "diamond", "solid"),
    "alibi": ("gradient", "triangle-up", "solid"),
}

Words = Mapping[str, str]


def distances(found: Products, title: str, words: Words) -> go.Figure:
    """Return PE(p) against PE(p + k) over k: one curve for each p."""
    curves = [
        go.Scatter(
            x=found.steps,
            y=values,
            name=f"p = {place}",
            line={"dash": dash, "width": 2, "color": colour(code)},
        )
        for (code, dash), place, values in zip(CURVES, found.places, found.values, strict=True)
    ]
    return go.Figure(curves).update_layout(
        title={"text": title, "font": {"size": 15}},
        height=340,
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        legend={"orientation": "h", "y": -0.3, "x": 0},
        xaxis={"title": words["distance_x"]},
        yaxis={"title": words["distance_y"]},
    )


def accuracy(found: Mapping[str, Accuracy], chance: float, words: Words) -> go.Figure:
    """Return the share of right answers over the length: mean of the seeds, and from least to most.

    The lengths of training are shaded, ``chance`` is a dotted line.
    """
    figure = go.Figure([_curve(name, runs, words) for name, runs in found.items()])
    first, last = next(iter(found.values())).trained
    figure.add_vrect(
        x0=first,
        x1=last,
        fillcolor=colour("edge"),
        opacity=0.14,
        line_width=0,
        annotation={"text": words["order_trained"]},
        annotation_position="bottom left",
    )
    figure.add_hline(y=chance, line={"dash": "dot", "width": 1, "color": colour("edge")})
    return figure.update_layout(
        height=400,
        margin={"l": 8, "r": 8, "t": 48, "b": 8},
        legend={"orientation": "h", "y": 1.14, "x": 0},
        xaxis={"title": words["order_x"]},
        yaxis={"title": words["order_y"], "range": [0.25, 1.03]},
    )


def _curve(name: str, runs: Accuracy, words: Words) -> go.Scatter:
    """The mean of the seeds, with bars from the least to the most."""
    code, symbol, dash = LOOKS[name]
    mean = runs.seeds.mean(axis=0)
    return go.Scatter(
        x=runs.lengths,
        y=mean,
        name=words[f"way.{name}"],
        mode="lines+markers",
        line={"color": colour(code), "dash": dash, "width": 2},
        marker={"symbol": symbol, "size": 8},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": runs.seeds.max(axis=0) - mean,
            "arrayminus": mean - runs.seeds.min(axis=0),
            "thickness": 1,
            "width": 3,
        },
    )
