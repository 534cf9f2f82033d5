"""Cards with live numbers and equations, as a view of the stage.

Its words (text/<lang>/stage.md) come from the caller. `cover=k` withholds every value before index
k: the payload does not contain them, the picture shows a question mark there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from viz.formula import mathml
from viz.marks import Card, check_length, seen
from viz.summary import series_summary
from viz.view import View

Words = Mapping[str, str]


def cards(
    items: Sequence[Card],
    words: Words,
    *,
    cover: int | None = None,
    stacked: bool = False,
    columns: int = 12,
) -> View:
    """Return one card for each network, with live numbers at the clock.

    ``stacked`` ones stand one below the other, with their number on the caption's line.
    """
    data = {
        "items": [_card(item, cover, f"cards.items[{i}]") for i, item in enumerate(items)],
        "cover": cover or 0,
        "stacked": stacked,
    }
    summary = series_summary("", [(item.name, item.values) for item in items], cover, words)
    return View(kind="cards", data=data, summary=summary, columns=columns)


def _card(item: Card, cover: int | None, where: str) -> dict[str, Any]:
    for name, slot in item.slots.items():
        check_length(f"{where}.slots.{name}", slot, len(item.values))
    return {
        "name": item.name,
        "note": item.note,
        "colour": item.colour,
        "dashed": item.dashed,
        "values": seen(item.values, cover),
        "caption": item.caption,
        "mathml": [mathml(part) for part in item.formula.split("\n") if part],
        "slots": {name: seen(slot, cover) for name, slot in item.slots.items()},
    }
