"""The ledger: two parts that add up to a total, step by step, as bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from viz.marks import check_length
from viz.numbers import short
from viz.view import View, ViewError

TOLERANCE = 1e-5  # float32 sums


@dataclass(frozen=True)
class Part:
    """One series of a ledger: its name, the code of its colour, its values (T,)."""

    name: str
    colour: str
    values: np.ndarray


def ledger(
    kept: Part,
    added: Part,
    total: Part,
    *,
    tokens: Sequence[str],
    words: Mapping[str, str],
    title: str = "",
    columns: int = 6,
    height: int = 112,
) -> View:
    """Return bars of ``kept`` and ``added``, one on top of the other, and ``total`` as a line.

    Raises:
        ViewError: series of unequal length, or parts that do not add up.
    """
    parts = {"kept": kept, "added": added, "total": total}
    for name, part in parts.items():
        check_length(f"ledger.{name}", part.values, len(tokens))
    gap = np.abs(kept.values + added.values - total.values).max()
    if gap > TOLERANCE:
        raise ViewError("ledger", f"does not add up: off by {gap:.2g}")
    data = {
        **{name: part.values for name, part in parts.items()},
        "names": {name: part.name for name, part in parts.items()},
        "colours": {name: part.colour for name, part in parts.items()},
        "tokens": list(tokens),
        "height": height,
    }
    last = {name: short(float(part.values[-1]), 3) for name, part in parts.items()}
    summary = words["ledger_summary"].format(title=title, end=len(tokens), **last)
    return View(kind="ledger", data=data, summary=summary, title=title, columns=columns)
