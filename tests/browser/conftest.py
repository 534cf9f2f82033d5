"""A real browser, pages that record what goes wrong on them, and the app on a port of its own."""

import random
import socket
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.checks import PATIENCE, drawn, settle
from viz.export import html
from viz.view import Stage

ROOT = Path(__file__).parents[2]
expect.set_options(timeout=PATIENCE)


@dataclass
class Visit:
    """A page, and what a reader should never meet on it."""

    page: Page
    host: str = ""
    first: str = ""
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    sent: list[str | bytes] = field(default_factory=list)

    def watch(self) -> None:
        """Record errors of our own, requests to any other host, and what the page sends."""
        for event, listener in self._listeners.items():
            self.page.on(event, listener)

    def leave(self) -> None:
        """Leave the page as it was before this visit: empty, and watched by nobody."""
        self.page.goto("about:blank")
        self.page.mouse.move(0, 0)
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)

    @cached_property
    def _listeners(self) -> dict[str, Callable]:
        return {
            "pageerror": lambda error: self.errors.append(str(error)),
            "console": self._console,
            "request": lambda request: self._request(request.url),
            "websocket": self._socket,
        }

    def _console(self, message) -> None:
        # A deep link makes Streamlit itself ask in vain for these two.
        own = not any(part in message.location["url"] for part in ("_stcore/health", "host-config"))
        if message.type == "error" and own:
            self.errors.append(f"{message.text} {message.location['url']}")

    def _socket(self, socket) -> None:
        socket.on("framesent", lambda payload: self.sent.append(payload))

    def _request(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:", self.host or "file:")):
            self.outside.append(url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    before = random.getstate()  # playwright draws a name for its calls
    path = chromium.find()
    if path is None:
        pytest.fail("No Chromium found: install one or set UNROLLED_BROWSER.")
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        random.setstate(before)
        yield instance
        instance.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One for all pages of a worker: what was fetched once stays there."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    context.add_init_script(
        "if (origin !== 'null') for (const kept of [localStorage, sessionStorage]) kept.clear()"
    )
    yield context
    context.close()


@pytest.fixture(scope="session")
def idle() -> dict[tuple[str, str], list[Page]]:
    """Empty pages, by host and first script: in a page a host's scripts are compiled only once."""
    return defaultdict(list)


@pytest.fixture
def page_factory(context: BrowserContext, idle) -> Iterator[Callable[..., Visit]]:
    """`page_factory(url, width=…, height=…, dark=…, still=…)` opens a page and watches it.

    `first` is a script that runs before the page's own.
    """
    visits = []

    def empty_page(host: str, first: str) -> Page:
        if idle[host, first]:
            return idle[host, first].pop()
        page = context.new_page()
        page.add_init_script(first)
        return page

    def open_page(url: str, *, width=1280, height=720, dark=False, still=False, first="") -> Visit:
        host = "/".join(url.split("/")[:3]) if url.startswith("http") else ""
        visit = Visit(empty_page(host, first), host, first)
        visits.append(visit)
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.page.emulate_media(
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if still else "no-preference",
        )
        visit.watch()
        visit.page.bring_to_front()  # a page in the background is given few frames
        visit.page.goto(url)
        return visit

    yield open_page
    for visit in visits:
        visit.leave()
        idle[visit.host, visit.first].append(visit.page)


@pytest.fixture
def exported(page_factory, tmp_path) -> Iterator[Callable[..., Page]]:
    """`page = exported(stage, lang="zh", width=390, …)`: the file of a stage, drawn.

    The look is `page_factory`'s. The end of the test asks that nothing went wrong.
    """
    visits = []

    def open_file(stage: Stage, *, lang: str = "en", **look) -> Page:
        file = tmp_path / f"{len(visits)}.html"
        file.write_text(html(stage, title=stage.name, lang=lang), encoding="utf-8")
        visits.append(page_factory(file.as_uri(), **look))
        drawn(visits[-1].page)
        return visits[-1].page

    yield open_file
    for visit in visits:
        assert visit.errors == []
        assert visit.outside == []


@contextmanager
def run_server(*arguments: str) -> Iterator[str]:
    """Run `streamlit run …` on a free port until it is healthy; stop it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://localhost:{port}"
    command = [sys.executable, "-m", "streamlit", "run", *arguments]
    options = ["--server.headless=true", f"--server.port={port}", "--server.fileWatcherType=none"]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    process = subprocess.Popen([*command, *options], cwd=ROOT, stderr=subprocess.STDOUT, **quiet)
    try:
        wait_until_healthy(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(PATIENCE / 1000)


def wait_until_healthy(url: str, process: subprocess.Popen, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):  # noqa: S310
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server was not healthy after {seconds} s")


@pytest.fixture(scope="session")
def serve() -> Callable:
    """`with serve("script.py") as url:` runs a page of one's own."""
    return run_server


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the app, served from the repository root."""
    with run_server("app.py") as url:
        yield url


@pytest.fixture
def lesson(request, server, page_factory) -> Iterator[Callable[..., Page]]:
    """`page = lesson("reveal=1&t=7", lang="zh", width=390, …)`: a lesson, drawn and at rest.

    In `test_gru.py` that is the lesson whose stem is `gru`; elsewhere say `stem="gru"`. The look
    (width, height, dark, still) is `page_factory`'s. The end of the test asks that the page had
    no error and asked no other host for anything.

    What every lesson promises is checked in test_every_lesson.py.
    """
    visits = []
    own = request.path.stem.removeprefix("test_")

    def open_lesson(link: str = "", *, lang: str = "en", stem: str = own, **look) -> Page:
        visits.append(page_factory(f"{server}/{stem}?lang={lang}&{link}", **look))
        settle(visits[-1].page)
        return visits[-1].page

    yield open_lesson
    for visit in visits:
        assert visit.errors == []
        assert visit.outside == []
