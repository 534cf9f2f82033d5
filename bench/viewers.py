"""Reruns of a lesson's page for one reader and for fifty, and the memory: what a class feels."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from random import Random
from statistics import median, quantiles

from bench.client import Viewer, viewer
from bench.server import ROOT, Server, serving
from bench.table import Row

PLAIN = ROOT / "bench/plain.py"
LESSON = "vanishing_gradient"
REVEALED = "reveal=1"  # the longer of the page's two forms
NEEDS_TORCH = "hidden=40"  # not in the shipped recording
RERUNS, PAUSE = 60, 0.25  # of one reader; seconds
SOAK = 300  # reruns without a pause
CLASS, THINKING, LASTING = 50, 5.0, 30.0  # readers; seconds


def rows() -> list[Row]:
    """Measure on a server of our own; only addresses of this machine are used."""
    with serving() as server:
        elements = asyncio.run(_elements(server))
        with serving(PLAIN) as other:
            plain = asyncio.run(_plain(other, elements))
        return asyncio.run(_measure(server, plain))


async def _elements(server: Server) -> int:
    """How many elements the lesson has."""
    async with viewer(server.port, LESSON, REVEALED) as reader:
        await reader.rerun()
        return reader.elements


async def _plain(server: Server, elements: int) -> float:
    """The seconds that a rerun takes on a page of Streamlit alone."""
    async with viewer(server.port, query=f"elements={elements}") as reader:
        await reader.rerun()
        return median(await _reruns(reader))


async def _measure(server: Server, plain: float) -> list[Row]:
    async with AsyncExitStack() as pages:
        reader = await _open(pages, server)
        await _bring_torch(server)
        alone = await _reruns(reader)
        one = server.resident()
        for _ in range(SOAK):
            await reader.rerun()
        soaked = server.resident()
        readers = [await _open(pages, server) for _ in range(CLASS)]
        together = await _class(readers)
        each = (server.resident() - soaked) / CLASS
    return [
        *_latency(alone, together, plain),
        Row("memory with one reader, torch loaded", one, 450, "390 (torch)", unit=" MB"),
        Row("memory of each further reader", each, 1, "", unit=" MB"),
        Row(f"memory that {SOAK} reruns add", soaked - one, 10, "0", unit=" MB"),
    ]


def _latency(alone: Sequence[float], together: Sequence[float], plain: float) -> list[Row]:
    """Seconds of reruns as rows, in ms, with what else the machine was doing."""
    busy = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    limit = f"{1e3 * plain:.0f} (Streamlit alone)"
    p95 = quantiles(together, n=20)[-1]
    return [
        Row("rerun of a cached page, p50", 1e3 * median(alone), 60, limit, unit=" ms"),
        Row(f"the same with {CLASS} readers, p95", 1e3 * p95, 400, busy, unit=" ms"),
    ]


async def _open(pages: AsyncExitStack, server: Server) -> Viewer:
    reader = await pages.enter_async_context(viewer(server.port, LESSON, REVEALED))
    await reader.rerun()
    return reader


async def _bring_torch(server: Server) -> None:
    """Let a reader who then leaves ask for what only torch can compute."""
    async with viewer(server.port, LESSON, NEEDS_TORCH) as other:
        await other.rerun()


async def _reruns(reader: Viewer) -> list[float]:
    """Return the seconds of each rerun of one reader."""
    taken = []
    for _ in range(RERUNS):
        await asyncio.sleep(PAUSE)
        taken.append(await reader.rerun())
    return taken


async def _class(readers: Sequence[Viewer]) -> list[float]:
    """Return the seconds of each rerun of readers who think between reruns, out of step."""
    start, taken = time.perf_counter(), []

    async def read(reader: Viewer, first: float) -> None:
        await asyncio.sleep(first)
        while time.perf_counter() < start + LASTING:
            taken.append(await reader.rerun())
            await asyncio.sleep(THINKING)

    draw = Random(0)  # noqa: S311
    await asyncio.gather(*(read(reader, draw.uniform(0, THINKING)) for reader in readers))
    return taken
