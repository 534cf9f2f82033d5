"""A recurrent network unrolled in time, with an edge wherever it reads and wherever it writes."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.traces.shapes import ShapeTrace
from viz.marks import Scale
from viz.view import View

UNITS = 12  # of a state that are drawn


def shapes(
    trace: ShapeTrace,
    said: Sequence[str],
    *,
    back: bool,
    words: Mapping[str, str],
    title: str,
    summary: str,
    columns: int = 12,
    asked: int | None = None,
) -> View:
    """Return the network.

    Args:
        trace: what it reads and says. With ``looks`` the states behind what is read are those of a
            second network; the first one then also reads backwards.
        said: what is known of it, in the reader's words; the payload holds no later step.
        back: whether what is said is read at the next step.
        words: ``shapes_state`` with {units}.
        title: of the view.
        summary: what is to be seen, in a sentence.
        columns: width on a wide screen, of 12.
        asked: the step, from 0, from which on what is said is the answer, marked by a bracket.
    """
    known = len(said)
    data = {
        "read": list(trace.read),
        "writes": [bool(word) for word in trace.said],
        "said": list(said),
        "wrong": list(trace.wrong[:known]),
        "right": [words.get(f"said.{word}", word) for word in trace.right or ()][:known],
        "asked": asked,
        "shares": np.float32(trace.shares[:known]),
        "units": min(UNITS, trace.h.shape[1]),
        "states": np.float32(trace.h[:known, :UNITS]),
        "known": known,
        "back": back,
        "second": len(trace.read) if trace.looks is None else trace.looks.shape[1],
        "looks": None if trace.looks is None else np.float32(trace.looks),
        "image": None if trace.image is None else np.float32(trace.image),
        "scale": Scale("diverging", -1, 1, words["shapes_state"].format(units=UNITS)).data(),
    }
    return View(kind="shapes", data=data, summary=summary, title=title, columns=columns)
