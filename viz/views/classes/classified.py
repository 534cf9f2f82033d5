"""A small picture, and the probability that a classifier gives to each class, as a view."""

from collections.abc import Mapping

import numpy as np

from core.traces.base import Array
from viz.view import View, ViewError

GREYS = 16  # steps of a pixel from 0 to 1, in the code of a picture


def classified(
    pixels: Array,
    p: Array | None,
    *,
    words: Mapping[str, str],
    colour: str,
    label: int | None = None,
    pick: str = "",
    title: str = "",
    columns: int = 4,
) -> View:
    """Return the picture with one bar for each class below it, at the clock.

    Args:
        pixels: of the picture (row, column), from 0 to 1.
        p: of each class (time, class); None covers them: a "?" stands there, and nothing of them
            reaches the browser.
        words: "classified_label" with {label}, "classified_top" with {top}, "classified_p" with
            {p}, "classified_push" (of the arrows), "classified_paint" (how a pixel is changed),
            "classified_pixel" with {row}, {column} and {value}, "classified_say" with {top} and
            {p}, "classified_summary".
        colour: of the bars.
        label: the right class; arrows then go from each p to its goal, 1 or 0.
        pick: name of the pick that holds the picture once a pixel was pressed, a sign from 0 to g
            for each; without a name none can be.
        title: of the view.
        columns: width on a wide screen, of 12.

    Raises:
        ViewError: pixels that are no matrix, or a label that is no class.
    """
    if pixels.ndim != 2:
        raise ViewError("classified.pixels", f"must be (row, column), got {pixels.shape}")
    if p is not None and label is not None and not 0 <= label < p.shape[1]:
        raise ViewError("classified.label", f"must be a class of {p.shape[1]}, got {label}")
    names = ("label", "top", "p", "push", "paint", "pixel", "say")
    data = {
        "pixels": np.float32(pixels),
        "p": None if p is None else np.float32(p),
        "classes": 10 if p is None else p.shape[1],
        "colour": colour,
        "label": label,
        "pick": pick,
        "greys": GREYS,
        "words": {name: words[f"classified_{name}"] for name in names},
    }
    summary = words["classified_summary"].format(title=title)
    return View(kind="classified", data=data, summary=summary, title=title, columns=columns)
