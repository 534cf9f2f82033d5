"""A digit that a reader draws, and what a network of one hidden layer makes of it."""

from collections.abc import Mapping

import numpy as np

from core.lessons.mlp.digits import CLASSES, LEVELS, SHOWN, Seen
from viz.marks import Scale
from viz.view import Clock, Stage
from viz.views.heatmap import heatmap
from viz.views.images.pixels import pixels

SPEED = 2.0  # hidden units per second
SIDE = 200  # px, of the two images
Words = Mapping[str, str]


def digit_stage(seen: Seen, code: str, drawn: str, *, words: Words) -> Stage:
    """Return the image of a code, or the one that was drawn, with activations and probabilities."""
    far = float(np.abs(seen.weights).max())
    places = [str(k) for k in range(1, 9)]
    units = [str(k) for k in range(1, SHOWN + 1)]
    views = (
        pixels(code, levels=LEVELS, say=words["pixel"], summary=words["draw_summary"],
               height=SIDE, title=words["draw"], columns=3),
        heatmap(
            seen.weights,
            scale=Scale(kind="diverging", low=-far, high=far, label=words["weight"]),
            row_labels=places, column_labels=places, x_label=words["column"],
            y_label=words["row"], words=words, height=SIDE - 24, columns=4,
            title=words["weights_of"],
        ),
        heatmap(
            seen.p[None],
            scale=Scale(kind="sequential", low=0, high=1, label=words["p_scale"]),
            row_labels=["p"], column_labels=[str(k) for k in range(CLASSES)],
            x_label=words["digit"], y_label="", words=words, height=30, columns=5,
            title=words["p_of"],
        ),
        heatmap(
            seen.h[None],
            scale=Scale(kind="sequential", low=0, high=max(float(seen.h.max()), 1),
                        label=words["unit_h"]),
            row_labels=["h"], column_labels=units, x_label=words["hidden_unit"], y_label="",
            words=words, cursor=True, height=30, columns=12, title=words["h_of"],
        ),
    )  # fmt: skip
    label = words["unit_clock"].replace("{k}", "{t}").replace("{n}", "{length}")
    clock = Clock(length=SHOWN, label=label, speed=SPEED, autoplay=False)
    return Stage(name="mlp_digits", clock=clock, views=views, words=words,
                 picked={"image": drawn})  # fmt: skip
