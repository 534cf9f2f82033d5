"""A text whose characters are tinted by one unit's value."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from viz.numbers import short
from viz.view import View


def tinted(
    tokens: Sequence[str],
    values: np.ndarray,
    *,
    symbol: str,
    words: Mapping[str, str],
    unknown: Sequence[bool] = (),
    title: str = "",
    columns: int = 12,
) -> View:
    """Return the text, a cell for each character, behind it the unit's value.

    Args:
        tokens: one character for each step of the clock.
        values: of the unit, (time,).
        symbol: of what the values are: c or h.
        words: `tinted_summary` with {text}, {symbol}, {high}, {high_at}, {low}, {low_at}.
        unknown: which characters the model never saw; none if left out.
        title: of the view.
        columns: width on a wide screen, of 12.
    """
    low, high = int(values.argmin()), int(values.argmax())
    data: dict[str, Any] = {
        "tokens": list(tokens),
        "values": np.float32(values),
        "unknown": [bool(flag) for flag in unknown] or [False] * len(tokens),
        "symbol": symbol,
        "words": {"text": title, "scale": symbol},
    }
    summary = words["tinted_summary"].format(
        text="".join(tokens),
        symbol=symbol,
        high=short(float(values[high])),
        high_at=high + 1,
        low=short(float(values[low])),
        low_at=low + 1,
    )
    return View(kind="tinted", data=data, summary=summary, title=title, columns=columns)
