"""All heads of a model at a glance: one picture of all weights, layer below layer, head by head."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.errors import InputError
from core.traces.attention import AttentionTrace
from core.traces.base import Array
from viz.marks import Scale
from viz.view import View
from viz.views.heatmap import heatmap


def mosaic(
    traces: Sequence[AttentionTrace],
    words: Mapping[str, str],
    *,
    label: str = "%",
    x_label: str = "head · key",
    y_label: str = "layer · query",
    height: int = 0,
) -> View:
    """Return the weights of every layer and head in whole per cent, a byte each.

    Args:
        traces: one for each layer, with equal words and heads; rows are layers and queries,
            columns heads and keys, both counted from 1.
        words: the stage's own (text/<lang>/stage.md).
        label: of the colour scale.
        x_label: of the columns.
        y_label: of the rows.
        height: in px; 0 makes the cells square.

    Raises:
        InputError: the traces have not all the same words and heads.
    """
    shapes = {(trace.tokens, trace.keys, len(trace.q)) for trace in traces}
    if len(shapes) != 1:
        raise InputError("traces", "of one text, with equally many heads", f"{len(shapes)} kinds")
    ((tokens, keys, heads),) = shapes
    return heatmap(
        per_cent(traces),
        scale=Scale("sequential", 0, 100, label),
        row_labels=[f"{layer} · {word}" for layer in range(1, len(traces) + 1) for word in tokens],
        column_labels=[f"{head} · {word}" for head in range(1, heads + 1) for word in keys],
        x_label=x_label,
        y_label=y_label,
        words=words,
        height=height,
    )


def per_cent(traces: Sequence[AttentionTrace]) -> Array:
    """All weights as one matrix of bytes, (layer · query, head · key)."""
    weights = np.stack([trace.weights for trace in traces])  # (layer, head, query, key)
    whole = np.rint(100 * weights).astype(np.uint8).swapaxes(1, 2)
    return whole.reshape(whole.shape[0] * whole.shape[1], -1)
