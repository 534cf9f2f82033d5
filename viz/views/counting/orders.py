"""Curves over n: the perplexity of several texts, and how full the table of counts is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from viz.numbers import grouped, short
from viz.view import View, ViewError


@dataclass(frozen=True, kw_only=True)
class Curve:
    """The perplexity of one text for n = 1, 2, …; of one that is ``covered`` nothing is told.

    `colour` is a code of the theme. A point that is the ``best`` (n) is ringed; ``guess`` (n) is
    what the reader said.
    The values at the n of ``told`` are written beside them; ``guessed`` is a point (n, value) that
    the reader took for one of the curve.
    """

    name: str
    colour: str
    values: Sequence[float]
    covered: bool = False
    best: int | None = None
    guess: int | None = None
    told: tuple[int, ...] = ()
    guessed: tuple[int, float] | None = None
    dash: str | None = None


@dataclass(frozen=True, kw_only=True)
class OrderRow:
    """A row of the table below the curves: a text for each n; that of the ``best`` n is ringed."""

    name: str
    cells: Sequence[str]
    best: int | None = None


def orders(
    curves: Sequence[Curve],
    rows: Sequence[OrderRow],
    *,
    words: Mapping[str, str],
    name: str = "n",
    around: Sequence[float] = (),
    title: str = "",
    columns: int = 12,
) -> View:
    """Return curves over n with a table below them; a column can be picked.

    Args:
        curves: each with as many values as the others.
        rows: of the table.
        words: "orders_axis" (of the perplexity, whose scale is logarithmic), "orders_n",
            "orders_hint" (that a column can be picked), "orders_covered" (said of a curve that is
            covered), "orders_best" with {n} and {value}, "orders_guess", "orders_summary" with
            {curves}.
        name: of what a column picks on the stage: n, from 1.
        around: values that the axis takes in instead of those of covered curves.
        title: of the view.
        columns: width on a wide screen, of 12.

    Raises:
        ViewError: curves or rows of different lengths.
    """
    lengths = {len(c.values) for c in curves} | {len(row.cells) for row in rows}
    if len(lengths) != 1:
        raise ViewError("orders.curves", f"must all have one length, got {sorted(lengths)}")
    told = ("axis", "n", "hint", "covered", "best", "guess")
    shown = [_packed(curve) for curve in curves]
    data = {
        "curves": shown,
        "rows": [{**vars(row), "cells": list(row.cells)} for row in rows],
        "length": lengths.pop(),
        "bounds": _bounds(
            [*around, *(v for c in curves if not (c.covered and around) for v in c.values)]
        ),
        "picked": name,
        "words": {each: words[f"orders_{each}"] for each in told},
    }
    said = "; ".join(
        f"{c.name}: {words['orders_covered']}"
        if c.covered
        else f"{c.name}: {', '.join(short(v, 3) for v in c.values)}"
        for c in curves
    )
    summary = words["orders_summary"].format(curves=said)
    return View(kind="orders", data=data, summary=summary, title=title, columns=columns)


def _packed(curve: Curve) -> dict[str, Any]:
    """What leaves Python of a curve."""
    if curve.covered:
        return {**vars(curve), "values": None, "best": None, "told": []}
    told = [[n, grouped(curve.values[n - 1])] for n in curve.told]
    return {**vars(curve), "values": list(curve.values), "told": told}


def _bounds(values: Sequence[float]) -> list[float]:
    """Round numbers around values, 1, 2 or 5 times a power of ten: no more is told of them."""
    low, high = (math.floor(math.log10(end)) for end in (min(values), max(values)))
    below = max(m * 10.0**low for m in (1, 2, 5) if m * 10.0**low <= min(values))
    above = min(m * 10.0**high for m in (1, 2, 5, 10) if m * 10.0**high >= max(values))
    return [below, above if above > below else 2 * below]
