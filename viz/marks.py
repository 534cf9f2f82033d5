"""Marks that views are made of: a colour scale, and the rows, lines and cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from viz.view import ViewError

Slot = np.ndarray | Sequence[float | str | None]
Back = int | Literal["never"]  # steps back from the end of a chain


@dataclass(frozen=True)
class Scale:
    """How a value becomes a colour: the ramp, its bounds, and what is measured (with its unit).

    "log" needs positive bounds, "diverging" bounds that are symmetric around zero. Values outside
    the bounds take the colour of the nearer one.
    """

    kind: Literal["log", "sequential", "diverging"]
    low: float
    high: float
    label: str = ""

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ViewError("scale", f"needs low < high, got {self.low} and {self.high}")
        if self.kind == "log" and self.low <= 0:
            raise ViewError("scale.low", f"must be positive on a log scale, got {self.low}")
        if self.kind == "diverging" and self.low != -self.high:
            raise ViewError("scale", f"must be symmetric, got {self.low} and {self.high}")

    def data(self) -> dict[str, Any]:
        """Return the scale for a view's data."""
        return {"kind": self.kind, "low": self.low, "high": self.high, "label": self.label}


@dataclass(frozen=True)
class ChainRow:
    """One unrolled network: `values` (T,), one for each step; `symbol` names what they are.

    Marked are, in steps back from the last, where its values have `faded`, and the reader's `guess`
    of it, which is `right` or not; what is None is not marked. Its line may have a `dash`.
    """

    name: str
    note: str
    colour: str
    symbol: str
    values: np.ndarray
    faded: Back | None = None
    guess: Back | None = None
    right: bool | None = None
    dash: str | None = None

    @property
    def spoken(self) -> str:
        """Its name in the summary: two rows may differ in their notes only."""
        return f"{self.name} · {self.note}" if self.note else self.name


@dataclass(frozen=True)
class Line:
    """One curve: `values` (T,). `dash` is an SVG dash pattern; a faint line is context.

    `spoken` is its name in the summary, where that on the picture says too little.
    """

    name: str
    colour: str
    values: np.ndarray
    dash: str | None = None
    faint: bool = False
    spoken: str = ""


@dataclass(frozen=True)
class Card:
    r"""One network's numbers at the clock: a big one, a caption and an equation.

    `values` is (T,); `caption` has {slots}; `formula` is LaTeX whose \text{slot} parts are
    replaced by the numbers of `slots`, each of length T; None shows that there is no value. Between
    its lines the formula may break where there is little room.
    A `dashed` one is that of a network whose line is.
    """

    name: str
    note: str
    colour: str
    values: Slot
    caption: str
    formula: str = ""
    slots: Mapping[str, Slot] = field(default_factory=dict)
    dashed: bool = False


def check_length(where: str, values: Sequence[Any] | np.ndarray, length: int) -> None:
    """Raise `ViewError` unless there are `length` values along one axis."""
    if isinstance(values, np.ndarray) and values.ndim != 1:
        raise ViewError(where, f"must have one axis, got shape {values.shape}")
    if len(values) != length:
        raise ViewError(where, f"must have {length} values, got {len(values)}")


def seen(values: Slot, cover: int | None) -> Any:
    """Return the values that may leave Python: from index `cover` on."""
    part = values[cover or 0 :]
    return np.asarray(part, dtype=np.float64) if isinstance(part, np.ndarray) else list(part)


def named(layer: int, head: int) -> str:
    """A head as everybody writes it, both counted from 0 in code and from 1 on the page."""
    return f"L{layer + 1}H{head + 1}"
