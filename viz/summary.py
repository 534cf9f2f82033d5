"""A picture in a sentence, for those who do not see it."""

from collections.abc import Mapping, Sequence

from viz.marks import Slot
from viz.numbers import short


def series_summary(
    title: str, series: Sequence[tuple[str, Slot]], cover: int | None, words: Mapping[str, str]
) -> str:
    """Say where each series starts and ends, as far as it may be seen."""
    first = cover or 0
    parts = [
        words["series_summary"].format(
            name=name,
            first=_spoken(values[first]),
            start=first + 1,
            last=_spoken(values[-1]),
            end=len(values),
        )
        for name, values in series
        if first < len(values)
    ]
    return " ".join([title, *parts]).strip()


def _spoken(value: float | str | None) -> str:
    if value is None or isinstance(value, str):
        return value or "–"
    return short(float(value))
