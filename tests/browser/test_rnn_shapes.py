"""The lesson in a real browser: covered, uncovered by keyboard, and the edges of another shape."""

import re

import pytest
from playwright.sync_api import expect

from core.lessons.rnn_shapes.lesson import record_lesson, shipped, word_end
from core.lessons.rnn_shapes.settings import STEPS, RnnShapes
from tests.browser.checks import settle
from ui.text import load

pytestmark = pytest.mark.browser


def edges(page) -> tuple[int, int]:
    """How many edges from inputs and to outputs are to be seen."""
    return tuple(page.locator(f'.shapes .{kind}[opacity="1"]').count() for kind in ("in", "out"))


def signs(page) -> str:
    return "".join(page.locator(".shapes .said").all_text_contents())


def test_covered_then_uncovered_by_keyboard(lesson):
    page, stop = lesson(""), word_end(shipped()) + 1
    expect(page.locator(".shapes .covered")).to_have_count(STEPS - stop)
    assert signs(page).endswith("?" * (STEPS - stop))
    show = page.get_by_role("button", name=load("app", "en")["show_me"])
    show.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".shapes .covered")).to_have_count(0)
    page.locator(".stage").focus()
    page.keyboard.press("End")
    page.wait_for_url(re.compile(rf"[?&]t={STEPS}\b"))
    settle(page)
    assert signs(page) == "".join(shipped().said)
    expect(page.locator(".shapes .answer")).to_have_text(load("stage", "en")["stage.shapes_answer"])
    told = page.locator('.shapes [data-read="step"]').text_content()
    assert f"{shipped().shares[-1]:.3f}" in told


def test_another_shape_has_other_edges_and_is_in_the_link(lesson):
    page = lesson("reveal=1&t=5")
    assert edges(page) == (1, STEPS)
    page.get_by_role("radio", name="N:1").click()
    page.wait_for_url(re.compile(r"[?&]shape=n1\b"))
    settle(page)
    name = RnnShapes().name
    expect(page.locator('.shapes .in[opacity="1"]')).to_have_count(len(name))  # at the end
    assert edges(page) == (len(name), 1)
    page.locator(".stage").focus()
    page.keyboard.press("End")
    settle(page)
    trace = record_lesson(RnnShapes(shape="n1"))
    words = load("rnn_shapes", "en")
    expect(page.locator(f'.shapes [data-said="{len(name)}"]')).to_have_text(words["said.de"])
    assert signs(page) == words["said.de"]
    reading = page.locator('.shapes [data-read="step"]')
    expect(reading).to_contain_text(f"{trace.shares[-1]:.3f}")
