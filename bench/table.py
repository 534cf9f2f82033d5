"""A row of the benchmark: what was measured, its bar, and the verdict."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measured figure."""

    what: str
    measured: float
    bar: float
    limit: str  # what cannot be beaten, or what was reached before
    at_least: bool = False  # the bar is a floor (times faster) instead of a ceiling
    unit: str = "×"

    @property
    def holds(self) -> bool:
        """Whether the bar is met."""
        return self.measured >= self.bar if self.at_least else self.measured <= self.bar

    def cells(self) -> tuple[str, ...]:
        """The row as it is printed."""
        sign, verdict = "≥" if self.at_least else "≤", "holds" if self.holds else "MISSED"
        bar = f"{sign} {self.bar:g}{self.unit}"
        return self.what, f"{self.measured:.4g}{self.unit}", bar, self.limit, verdict


HEAD = ("what", "measured", "bar", "limit", "verdict")
WIDTHS = (66, 12, 10, 24, 8)


def lines(rows: Iterable[Row | str]) -> Iterator[str]:
    """The table line by line, as soon as each row is measured; a sentence stands as it is."""
    yield line(HEAD)
    yield "-" * sum(WIDTHS)
    for row in rows:
        yield row if isinstance(row, str) else line(row.cells())


def line(cells: tuple[str, ...]) -> str:
    """Cells side by side."""
    return "".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()
