"""The still chart of the GRU lesson: what is left of the score when a gate is held."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from viz.theme import colour

SYMBOLS = ("circle", "diamond", "square")  # one for each seed
GATE = {"learnt": "x", "r": "r", "z": "z"}  # the colour of a condition
HEIGHT = 340  # px

LEVEL = {"dash": "dot", "width": 2, "color": colour("edge")}

Words = Mapping[str, str]


def held_gates(
    conditions: Mapping[str, Sequence[Mapping[str, float]]],
    names: Sequence[str],
    chance: float,
    title: str,
    words: Words,
) -> go.Figure:
    """Return the share of right answers for each of ``names``: a mark for each seed.

    ``conditions`` holds the figures of each seed by condition, ``chance`` is what guessing gets.
    """
    seeds = range(len(conditions[names[0]]))
    figure = go.Figure([_marks(conditions, names, seed, words) for seed in seeds])
    figure.add_vline(x=chance, line=LEVEL)
    labels = [words[f"condition.{name}"] for name in names]
    return figure.update_layout(
        title={"text": title, "font": {"size": 15}},
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 64, "b": 8},
        legend={"orientation": "h", "y": 1.12, "x": 0},
        xaxis={"title": words["study_x"], "range": [-0.03, 1.03], "tickformat": ".0%"},
        yaxis={
            "categoryorder": "array",
            "categoryarray": labels[::-1],
            "title": words["study_y"],
            "automargin": True,
        },
    )


def recovery(text: Mapping[str, Any], last: Sequence[int], words: Words) -> go.Figure:
    """Return the loss where a gate is held but in the last steps: a curve for each gate.

    ``text`` holds "recovery", the losses by gate, and the losses by condition; ``last`` says in
    how many steps the gate is free.
    """
    steps = [str(k) for k in last]
    curves = [
        go.Scatter(
            x=steps,
            y=losses,
            name=words[f"recovery.{gate}"],
            mode="lines+markers",
            line={"color": colour(gate), "width": 2.5},
            marker={"size": 9, "symbol": SYMBOLS[index]},
        )
        for index, (gate, losses) in enumerate(text["recovery"].items())
    ]
    free = text["conditions"]["learnt"][0]["loss"]
    figure = go.Figure(curves).add_hline(y=free, line=LEVEL)
    return figure.update_layout(
        title={"text": words["recovery"], "font": {"size": 15}},
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 64, "b": 8},
        legend={"orientation": "h", "y": 1.12, "x": 0},
        xaxis={"title": words["recovery_x"], "type": "category"},
        yaxis={"title": words["recovery_y"], "automargin": True},
    )


def _marks(conditions: Mapping[str, Any], names: Sequence[str], seed: int, words: Words) -> Any:
    colours = [colour(GATE[name.partition("_")[0]]) for name in names]
    return go.Scatter(
        x=[conditions[name][seed]["score"] for name in names],
        y=[words[f"condition.{name}"] for name in names],
        mode="markers",
        name=words["seed_name"].format(seed=seed),
        marker={"symbol": SYMBOLS[seed], "size": 12, "color": colours, "opacity": 0.85},
        customdata=[conditions[name][seed]["loss"] for name in names],
        hovertemplate=f"%{{y}}<br>{words['study_x']}: %{{x:.1%}}<br>"
        f"{words['study_loss']}: %{{customdata:.3g}}<extra>%{{fullData.name}}</extra>",
    )
