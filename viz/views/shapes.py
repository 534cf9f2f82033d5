"""A recurrent network unrolled in time, with an edge wherever it reads and wherever it writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.traces.base import Array
from viz.marks import Scale, check_length
from viz.view import View

UNITS = 12  # of a state that are drawn


@dataclass(frozen=True, kw_only=True)
class Unrolled:
    """What a network reads and says at each step, "" for nothing, and the edges besides.

    What is not ``known`` yet is left out: ``said``, ``shares`` and ``h`` may be shorter than
    ``read``. At the steps ``writes`` it says something. ``back``: what is said is read at the next
    step. From ``second`` on the states are another network's, whose first one follows the last;
    the first one then also reads backwards, and its states have an edge to each of the second's
    with the weights ``looks`` (written, source). An ``image`` (row, column) is what is read.
    """

    read: Sequence[str]
    writes: Sequence[bool]
    said: Sequence[str]
    shares: Array
    h: Array
    back: bool = False
    second: int | None = None
    looks: Array | None = None
    image: Array | None = None


def shapes(
    net: Unrolled, *, words: Mapping[str, str], title: str, summary: str, columns: int = 12
) -> View:
    """Return the network; its words are ``shapes_state``, and those of ``stage.shapes_…``."""
    steps = len(net.read)
    check_length("shapes.writes", net.writes, steps)
    data = {
        "read": list(net.read),
        "writes": [bool(said) for said in net.writes],
        "said": list(net.said),
        "shares": np.float32(net.shares),
        "units": min(UNITS, net.h.shape[1]),
        "states": np.float32(net.h[:, :UNITS]),
        "known": len(net.said),
        "back": net.back,
        "second": steps if net.second is None else net.second,
        "looks": None if net.looks is None else np.float32(net.looks),
        "image": None if net.image is None else np.float32(net.image),
        "scale": Scale("diverging", -1, 1, words["shapes_state"].format(units=UNITS)).data(),
    }
    return View(kind="shapes", data=data, summary=summary, title=title, columns=columns)
