"""A moving picture made ready for the browser: ours against plotly's frames."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import numpy as np
import plotly.graph_objects as go

from bench.table import Row
from bench.timing import ratio
from core.traces.base import Array
from ui.text import load
from viz.marks import Scale
from viz.view import Clock, Stage
from viz.views.heatmap import heatmap

SHAPE = (100, 4, 64)  # (time, gate, unit)
GATES = ("i", "f", "g", "o")


def rows() -> Iterator[Row]:
    """The gates of an LSTM at each step, from an array to the JSON text that is sent."""
    gates = np.random.default_rng(0).random(SHAPE, dtype=np.float32)
    words = load("stage", "en").labels
    faster = ratio(lambda: frames(gates), lambda: stage(gates, words))
    what = f"animation payload against go.Frames, {SHAPE[0]} × {SHAPE[1]} gates × {SHAPE[2]} units"
    yield Row(what, faster, 20, "420 (bytes alone)", at_least=True)


def stage(gates: Array, words: Mapping[str, str]) -> str:
    """Our stage with one heatmap; gates: (time, gate, unit)."""
    time, _, units = gates.shape
    view = heatmap(
        gates,
        scale=Scale("sequential", 0, 1, "gate"),
        row_labels=GATES,
        column_labels=[str(unit) for unit in range(units)],
        x_label="unit",
        y_label="gate",
        words=words,
    )
    clock = Clock(length=time, label="t = {t}")
    return json.dumps(Stage(name="gates", clock=clock, views=(view,), words=words).payload())


def frames(gates: Array) -> str:
    """The figure of plotly with one heatmap and a frame for each step."""
    pictures = [go.Frame(data=[go.Heatmap(z=each, zmin=0, zmax=1)]) for each in gates]
    return str(go.Figure(data=pictures[0].data, frames=pictures).to_json())
