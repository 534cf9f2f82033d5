"""ALiBi's slopes, and position embeddings that a network has learnt, as maps."""

from collections.abc import Mapping

import numpy as np

from core.lessons.positional_encoding.settings import PositionalEncoding
from core.networks.positional_encoding import alibi, alibi_slopes, sinusoidal
from core.traces.base import Array
from core.traces.shuffle import PositionsTrace
from viz.marks import Line, Scale
from viz.view import View
from viz.views.heatmap import heatmap
from viz.views.lines import lines

TALL = 250  # px of a square map

Words = Mapping[str, str]


def slopes(settings: PositionalEncoding, words: Words) -> tuple[View, ...]:
    """How much each head's weight shrinks with the distance, and what each query sees."""
    heads = int(settings.heads)
    factor = np.exp(alibi(settings.length, heads))  # (head, query, key)
    names = [
        words["alibi.head"].format(head=head + 1, slope=f"1/{1 / slope:g}")
        for head, slope in enumerate(alibi_slopes(heads))
    ]
    short = [name.partition(words["alibi.m"])[1:] for name in names]
    curves = zip(short, names, factor[:, 0], strict=True)
    places = [str(place) for place in range(settings.length)]
    return (
        lines(
            [Line("".join(brief), "accent", curve, spoken=name) for brief, name, curve in curves],
            x_label=words["alibi.distance"],
            y_label=words["alibi.factor"],
            words=words,
            log=False,
            bounds=(0.0, 1.0),
            columns=6,
            height=340,
            first=0,
            title=words["alibi.curves"],
        ),
        heatmap(
            factor.transpose(1, 0, 2),
            scale=Scale("sequential", 0, 1, words["alibi.factor"]),
            row_labels=names,
            column_labels=places,
            x_label=words["key_place"],
            y_label=words["alibi.heads"],
            words=words,
            height=TALL,
            title=words["alibi.map"],
        ),
    )


def learned(trace: PositionsTrace, words: Words) -> tuple[View, ...]:
    """A learned table, how alike its positions are, and the same for the sinusoids."""
    length, d = trace.table.shape
    table = trace.table.astype(float)
    most = float(np.abs(table).max())
    places = [str(place) for place in range(length)]
    embedding = heatmap(
        table.T,
        scale=Scale("diverging", -most, most, words["learned.entry"]),
        row_labels=[str(column) for column in range(d)],
        column_labels=places,
        x_label=words["x_label"],
        y_label=words["y_label"],
        words=words,
        cursor=True,
        columns=4,
        height=TALL,
        title=words["learned.table"],
    )
    tables = {"learned.alike": table, "learned.paper": sinusoidal(length, d)}
    return (embedding, *(_alike(values, words[name], words) for name, values in tables.items()))


def _alike(table: Array, title: str, words: Words) -> View:
    """The cosine of the angle between any two positions."""
    unit = table / np.linalg.norm(table, axis=1, keepdims=True)
    places = [str(place) for place in range(len(table))]
    return heatmap(
        unit @ unit.T,
        scale=Scale("diverging", -1, 1, words["cosine"]),
        row_labels=places,
        column_labels=places,
        x_label=words["x_label"],
        y_label=words["x_label"],
        words=words,
        cursor=True,
        columns=4,
        height=TALL,
        title=title,
    )
