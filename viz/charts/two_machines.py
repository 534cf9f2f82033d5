"""Two translators beside each other: exact translations by length, and times by length."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.measures.trainings import Bin
from core.traces.timing import WritingTimeTrace
from viz.theme import colour

HEIGHT = 320  # px
COLOURS = {"rnn": "rnn", "transformer": "lstm"}  # by machine
WAYS = {  # by the time's name: colour and dash
    "taught": ("lstm", "solid"),
    "cached": ("lstm", "dash"),
    "uncached": ("lstm", "dot"),
    "rnn": ("rnn", "dash"),
}
MARGIN = {"l": 8, "r": 8, "t": 28, "b": 8}
Words = Mapping[str, str]


def exact_by_length(
    machines: Mapping[str, Sequence[Bin]], trained: int, words: Words, *, dark: bool = False
) -> go.Figure:
    """Return the share of exact translations by length: means of all trainings, and their range.

    Args:
        machines: by name, "rnn" and "transformer".
        trained: source words of the longest sentence in training, which is marked.
        words: ``<machine>``, ``length_x``, ``length_y``, ``length_trained`` with {n} and
            ``length_n`` with {n}.
        dark: for the dark theme.
    """
    figure = go.Figure()
    for name, bins in machines.items():
        shade, middles = colour(COLOURS[name], dark), [(b.first + b.last) / 2 for b in bins]
        around = {
            "symmetric": False,
            "array": [b.exact.most - b.exact.mean for b in bins],
            "arrayminus": [b.exact.mean - b.exact.least for b in bins],
        }
        said = [f"{b.first}–{b.last} ({words['length_n'].format(n=b.sentences)})" for b in bins]
        figure.add_scatter(
            x=middles,
            y=[b.exact.mean for b in bins],
            error_y=around,
            name=words[name],
            mode="lines+markers",
            line={"width": 2, "color": shade},
            text=said,
            hovertemplate="%{text}<br>%{y:.1%}<extra>%{fullData.name}</extra>",
        )
    ink = {"color": colour("ink", dark), "size": 13}
    figure.add_vline(
        x=trained + 0.5,
        line={"dash": "dot", "color": colour("edge", dark)},
        annotation={"text": words["length_trained"].format(n=trained), "font": ink},
        annotation_position="bottom left",
    )
    return figure.update_layout(
        height=HEIGHT,
        margin=MARGIN,
        legend={"orientation": "h", "y": -0.28, "x": 0},
        xaxis={"title": words["length_x"], "range": [0, 50]},
        yaxis={"title": words["length_y"], "range": [0, 1.03], "tickformat": ".0%"},
    )


def writing_times(trace: WritingTimeTrace, words: Words, *, dark: bool = False) -> go.Figure:
    """Return the milliseconds of T words in four ways.

    ``words``: the names "taught", "cached", "uncached", "rnn", and "time_x" and "time_y".
    """
    curves = [
        go.Scatter(
            x=trace.length,
            y=1000 * getattr(trace, name),
            name=words[name],
            mode="lines+markers",
            line={"dash": dash, "width": 2, "color": colour(code, dark)},
            hovertemplate="T = %{x}: %{y:.3g} ms<extra>%{fullData.name}</extra>",
        )
        for name, (code, dash) in WAYS.items()
    ]
    return go.Figure(curves).update_layout(
        height=HEIGHT,
        margin=MARGIN,
        legend={"orientation": "h", "y": -0.28, "x": 0},
        xaxis={"title": words["time_x"], "tickvals": list(trace.length)},
        yaxis={"title": words["time_y"], "rangemode": "tozero"},
    )
