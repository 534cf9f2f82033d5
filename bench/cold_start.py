"""From `streamlit run` to what a reader sees first, against an app that imports torch first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench.client import viewer
from bench.server import ROOT, Server, serving
from bench.table import Row

ROUNDS = 5
BAR = 0.35
APP, EAGER, PLAIN = ROOT / "app.py", ROOT / "bench/eager.py", ROOT / "bench/plain.py"
TITLE, PICTURE = "heading", "bidi_component"

Times = dict[str, float]  # seconds from spawning to the first element of each kind


def rows() -> Iterator[Row]:
    """Every server starts in turn, several times; the medians of the ratios of each round."""
    rounds = [_round() for _ in range(ROUNDS)]
    home, lesson, eager, plain = zip(*rounds, strict=True)
    limit = f"{_ratio(plain, eager, TITLE):.2f} (no torch at all)"
    peer = "an app that imports torch"
    yield Row(f"cold start, home page's title / {peer}", _ratio(home, eager, TITLE), BAR, limit)
    yield Row(f"cold start, lesson's title / {peer}", _ratio(lesson, eager, TITLE), BAR, limit)
    measured = _ratio(lesson, eager, PICTURE)
    yield Row(f"cold start, lesson's moving picture / {peer}", measured, BAR, "")


def _ratio(ours: Sequence[Times], theirs: Sequence[Times], kind: str) -> float:
    return median(a[kind] / b[kind] for a, b in zip(ours, theirs, strict=True))


def _round() -> tuple[Times, ...]:
    lesson = "vanishing_gradient"
    return _start(APP), _start(APP, lesson), _start(EAGER), _start(PLAIN)


def _start(script: Path, page: str = "") -> Times:
    with serving(script) as server:
        return asyncio.run(_first_elements(server, page))


async def _first_elements(server: Server, page: str) -> Times:
    async with viewer(server.port, page) as reader:
        await reader.rerun()
        return {kind: at - server.spawned for kind, at in reader.arrived.items()}
