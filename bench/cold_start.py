"""From `streamlit run` to what a reader sees first, against an empty Streamlit app."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench.client import viewer
from bench.server import ROOT, Server, serving
from bench.table import Row

ROUNDS = 5
HOME_BAR, LESSON_BAR = 1.1, 1.2
APP, EMPTY = ROOT / "app.py", ROOT / "bench/empty.py"
TITLE, PICTURE = "heading", "bidi_component"

Times = dict[str, float]  # seconds from spawning to the first element of each kind


def rows() -> Iterator[Row]:
    """Every server starts in turn, several times; the medians of the ratios of each round."""
    home, lesson, empty = zip(*(_round() for _ in range(ROUNDS)), strict=True)
    for what, starts, kind, bar in (
        ("home page's title", home, TITLE, HOME_BAR),
        ("lesson's title", lesson, TITLE, LESSON_BAR),
        ("lesson's moving picture", lesson, PICTURE, LESSON_BAR),
    ):
        measured = _ratio(starts, kind, empty)
        yield Row(f"cold start, {what} / an empty app's", measured, bar, "1 (Streamlit alone)")


def _ratio(ours: Sequence[Times], kind: str, empty: Sequence[Times]) -> float:
    return median(a[kind] / b[TITLE] for a, b in zip(ours, empty, strict=True))


def _round() -> tuple[Times, ...]:
    return _start(APP), _start(APP, "vanishing_gradient"), _start(EMPTY)


def _start(script: Path, page: str = "") -> Times:
    with serving(script) as server:
        return asyncio.run(_first_elements(server, page))


async def _first_elements(server: Server, page: str) -> Times:
    async with viewer(server.port, page) as reader:
        await reader.rerun()
        return {kind: at - server.spawned for kind, at in reader.arrived.items()}
