"""Equations with live numbers, side by side under a picture: a line each, filled at the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viz.formula import mathml
from viz.view import View, ViewError

Slot = Sequence[float | str | None]  # a value for each step of the clock; None: not yet known


@dataclass(frozen=True, kw_only=True)
class Equation:
    r"""An equation as LaTeX in ``parts``, between which a line may break.

    A ``\text{name}`` in a part, or a ``{name}`` in ``label``, shows the value of slot ``name``.
    """

    label: str
    parts: Sequence[str]
    slots: Mapping[str, Slot]


def equations(
    items: Sequence[Equation],
    *,
    length: int,
    summary: str,
    columns: int = 12,
    stacked: bool = False,
) -> View:
    """Return the equations for a clock of ``length`` steps; ``stacked`` ones have a line each."""
    for index, item in enumerate(items):
        for name, slot in item.slots.items():
            if len(slot) != length:
                path = f"equations.items[{index}].slots.{name}"
                raise ViewError(path, f"must have {length} values, got {len(slot)}")
    data = {
        "stacked": stacked,
        "items": [
            {
                "label": item.label,
                "parts": [mathml(part) for part in item.parts],
                "slots": {name: list(slot) for name, slot in item.slots.items()},
            }
            for item in items
        ],
    }
    return View(kind="equations", data=data, summary=summary, columns=columns)
