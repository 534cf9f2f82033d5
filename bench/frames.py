"""The moving picture in a real browser: frames while it plays and is dragged, bytes on the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from playwright.sync_api import Page, WebSocket, sync_playwright

from bench.server import serving
from bench.table import Row
from tests.browser.chromium import FLAGS, find

SECONDS = 4.0


class Scene(NamedTuple):
    """A page to measure, and what tells that its picture is there."""

    what: str
    link: str
    ready: str


SCENES = (
    Scene(  # the longest chain
        "4 × 200 cells",
        "vanishing_gradient?lang=en&reveal=1&length=200&t=200",
        '.chain .cell[data-t="200"]',
    ),
    Scene(  # six heatmaps of 128 units, the text and the candidates
        "an LSTM cell, all views on", "lstm_cell?lang=en&reveal=1&show=units&t=1", ".stage .slider"
    ),
)

# Starts to note the time of every frame; `frames()` then returns them in ms.
_RECORD = """() => {
  const times = [];
  const note = (now) => { times.push(now); window.request = requestAnimationFrame(note); };
  requestAnimationFrame(note);
  window.frames_seen = () => { cancelAnimationFrame(window.request); return times; };
}"""


@dataclass
class Wire:
    """What goes over the page's web sockets."""

    volume: int = 0  # bytes, both ways
    sockets: list[WebSocket] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Count from the page's first socket on."""
        page.on("websocket", self._open)

    def _open(self, socket: WebSocket) -> None:
        self.sockets.append(socket)
        for event in ("framesent", "framereceived"):
            socket.on(event, self._count)

    def _count(self, payload: str | bytes) -> None:
        self.volume += len(payload)


def rows() -> Iterator[Row]:
    """Play and drag the heaviest pictures that are served."""
    for scene in SCENES:
        yield from _rows(scene)


def _rows(scene: Scene) -> Iterator[Row]:
    with _lesson(scene) as (page, wire, empty):
        before = wire.volume
        playing = _frames(page, lambda: _play(page))
        dragging = _frames(page, lambda: _drag(page))
        volume = wire.volume - before
        page.mouse.up()
    for what, times in (("playing", playing), ("dragging", dragging)):
        limit = f"{_rate(empty):.1f}: an empty page here"
        yield Row(f"frames per second, {what} {scene.what}", _rate(times), 55, limit, True, "")
        limit = f"{_p95(empty):.1f} ms: an empty page here"
        yield Row(
            f"95th percentile of a frame, {what} {scene.what}", _p95(times), 20, limit, unit=" ms"
        )
    yield Row(f"bytes on the wire meanwhile, {scene.what}", volume, 0, "0", unit=" B")


def _rate(times: np.ndarray) -> float:
    """Frames per second."""
    return float(1000 / np.diff(times).mean())


def _p95(times: np.ndarray) -> float:
    """The time in ms that 95 % of the frames keep."""
    return float(np.percentile(np.diff(times), 95))


@contextmanager
def _lesson(scene: Scene) -> Iterator[tuple[Page, Wire, np.ndarray]]:
    """Open the lesson; also give the frames of an empty page in the same browser."""
    wire, path = Wire(), find()
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        wire.watch(page)
        empty = _frames(page, lambda: page.wait_for_timeout(SECONDS * 1000))
        page.goto(f"http://127.0.0.1:{server.port}/{scene.link}")
        page.locator(scene.ready).first.wait_for(timeout=60_000)
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        page.wait_for_timeout(3000)  # torch's warm-up, and the page's first second
        yield page, wire, empty
        browser.close()


def _frames(page: Page, act: Callable[[], None]) -> np.ndarray:
    """Return the times of the frames in ms while something is done."""
    page.evaluate(_RECORD)
    act()
    return np.array(page.evaluate("() => window.frames_seen()"))


def _play(page: Page) -> None:
    page.locator("button.play").focus()
    page.keyboard.press(" ")
    before = page.locator(".label").inner_text()
    page.wait_for_timeout(SECONDS * 1000)
    if page.locator(".label").inner_text() == before:
        raise RuntimeError("the picture does not move")


def _drag(page: Page) -> None:
    """Move the slider to and fro with the button held down."""
    box = page.locator(".slider").evaluate("slider => slider.getBoundingClientRect().toJSON()")
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    for k in range(int(SECONDS * 60)):
        page.mouse.move(box["x"] + box["width"] * (0.5 + 0.45 * np.sin(k / 12)), y)
        page.wait_for_timeout(12)
