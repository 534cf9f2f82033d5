"""Several quantities of all hidden units over time, as small maps side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from viz.marks import Scale
from viz.view import View, ViewError


@dataclass(frozen=True)
class UnitMap:
    """One quantity: its letter, its name, its colour's code, its scale, its values (time, unit)."""

    letter: str
    name: str
    colour: str
    scale: Scale
    values: np.ndarray


def units(
    maps: Sequence[UnitMap],
    *,
    tokens: Sequence[str],
    order: Sequence[int],
    words: Mapping[str, str],
    title: str = "",
    columns: int = 12,
    height: int = 100,
    pick: str = "unit",
) -> View:
    """Return one map for each quantity: a row for each unit in ``order``, a column for each step.

    ``order`` may leave units out. The row of the unit that the stage has picked as ``pick`` is
    framed; a press of another row picks that one. Scales with the same label share a legend.
    """
    rows = np.asarray(order)
    for index, one in enumerate(maps):
        if (
            one.values.ndim != 2
            or len(one.values) != len(tokens)
            or one.values.shape[1] <= max(rows)
        ):
            shape = (len(tokens), int(max(rows)) + 1)
            raise ViewError(f"units.maps[{index}]", f"has shape {one.values.shape}, not {shape}")
    data = {
        "maps": [
            {
                "letter": one.letter,
                "name": one.name,
                "colour": one.colour,
                "scale": one.scale.data(),
                "values": np.float32(one.values[:, rows].T),
            }
            for one in maps
        ],
        "tokens": list(tokens),
        "units": [int(row) for row in rows],
        "word": words["unit"],
        "height": height,
        "pick": pick,
    }
    names = ", ".join(one.name for one in maps)
    summary = words["units_summary"].format(names=names, units=len(order), steps=len(tokens))
    return View(kind="units", data=data, summary=summary, title=title, columns=columns)
