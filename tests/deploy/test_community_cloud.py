"""Every host of `deploy/` serves the same app, with the same packages."""

import asyncio
import re
from pathlib import Path

import pytest

from bench.client import viewer
from bench.server import serving
from ui.text import load

PROJECT = Path(__file__).parents[2]
HOSTS = sorted((PROJECT / "deploy").glob("*/requirements.txt"))


def pins(path):
    """The packages of a requirements file, and of those it includes, at their public versions."""
    for line in path.read_text("utf-8").splitlines():
        if included := re.match(r"-r (\S+)", line):
            yield from pins(path.parent / included[1])
        elif package := re.match(r"([\w-]+)==([\w.]+)", line):
            yield package.groups()


def title(script, page):
    """The title that the first reader of a fresh server gets."""

    async def read(port):
        async with viewer(port, page) as reader:
            await reader.rerun()
            return reader.title

    with serving(script) as server:
        return asyncio.run(read(server.port))


@pytest.mark.parametrize("requirements", HOSTS, ids=lambda path: path.parent.name)
def test_a_host_installs_the_packages_of_the_project(requirements):
    assert set(pins(requirements)) == set(pins(PROJECT / "requirements.txt"))


@pytest.mark.parametrize("requirements", HOSTS, ids=lambda path: path.parent.name)
def test_a_deep_link_finds_its_lesson_on_a_host(requirements, monkeypatch):
    monkeypatch.setenv("PYTHONSAFEPATH", "1")  # the working directory is nobody's library there
    (script,) = requirements.parent.glob("*.py")
    assert title(script, "gru") == load("gru", "en").title
