"""Still charts of the heads on held-out sequences: what they do, and what is lost without each."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.measures.head_results import Figures, breaks
from viz.marks import named
from viz.theme import colour

MARGIN = {"l": 8, "r": 8, "t": 28, "b": 8}
PLACES = (  # of the heads' names, layer by layer
    ("top center", "bottom center", "top center", "bottom center"),
    ("middle left", "middle left", "middle right", "middle right"),
)
COLUMNS = 2  # of panels
WORKS = 0.5  # accuracy from which on a model copies at all
ROLES = {"previous": "k", "induction": "q", "other": "x"}

Words = Mapping[str, str]


def scores(trained: Figures, control: Figures, words: Words) -> go.Figure:
    """Return every head as a point: previous-token score over induction score, both models."""
    curves = []
    for name, found, code in (("trained", trained, "v"), ("random", control, "rnn")):
        places = list(np.ndindex(found.previous.shape))
        heads = [named(*place) for place in places]
        shown = heads if name == "trained" else [""] * len(heads)
        curves.append(
            go.Scatter(
                x=found.previous.ravel(),
                y=found.induction.ravel(),
                text=shown,
                customdata=heads,
                hovertemplate="%{customdata}: %{x:.2f}, %{y:.2f}",
                textposition=[PLACES[layer][head] for layer, head in places],
                mode="markers+text",
                name=words[f"scores_model.{name}"],
                marker={
                    "size": 11,
                    "color": colour(code),
                    "symbol": "circle" if name == "trained" else "x",
                },
            )
        )
    axis = {"range": [-0.14, 1.08], "zeroline": False}
    return go.Figure(curves).update_layout(
        height=380,
        margin=MARGIN,
        legend={"orientation": "h", "y": 1.12, "x": 0},
        xaxis={"title": words["scores_x"], **axis},
        yaxis={"title": words["scores_y"], **axis},
    )


def without(runs: Sequence[Figures], control: Figures, words: Words) -> go.Figure:
    """Return the accuracy with each head off as bars: a panel for each training, and before it."""
    titles = [words["off_run"].format(n=n) for n in range(1, len(runs) + 1)]
    titles.append(words["scores_model.random"])
    spaces = {"vertical_spacing": 0.16, "horizontal_spacing": 0.06}
    rows = -(-len(titles) // COLUMNS)
    figure = make_subplots(rows, COLUMNS, shared_yaxes=True, subplot_titles=titles, **spaces)
    for place, found in enumerate((*runs, control)):
        row, column = divmod(place, COLUMNS)
        for bar in _bars(found, words, legend=place == 0):
            figure.add_trace(bar, row=row + 1, col=column + 1)
    figure.update_xaxes(range=[0, 1.2], tickvals=[0, 0.5, 1])
    figure.update_xaxes(title=words["off_x"], row=rows)
    heads = [named(*place) for place in np.ndindex(control.without.shape)]
    figure.update_yaxes(autorange="reversed", categoryorder="array", categoryarray=heads)
    return figure.update_layout(
        height=560,
        margin=MARGIN,
        barmode="overlay",
        legend={"orientation": "h", "y": -0.16, "x": 0},
    )


def _bars(found: Figures, words: Words, *, legend: bool) -> list[go.Bar]:
    """The heads of one training by what they do: the needed one, the searchers, the rest."""
    heads = list(np.ndindex(found.without.shape))
    best = breaks(found) if found.accuracy > WORKS else None
    groups = {
        "previous": [best] if best else [],
        "other": [head for head in heads if head[0] == 0 and head != best],
        "induction": [head for head in heads if head[0] == 1 and head != best],
    }
    return [
        go.Bar(
            x=[found.without[head] for head in group],
            y=[named(*head) for head in group],
            text=[f"{found.without[head]:.2f}" for head in group],
            textposition="outside",
            cliponaxis=False,
            orientation="h",
            name=words[f"off_role.{role}"],
            showlegend=legend,
            marker={"color": colour(ROLES[role])},
        )
        for role, group in groups.items()
    ]
