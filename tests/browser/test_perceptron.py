"""The lesson in a real browser: before the answer, after it, and with points of the reader's."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.data import placed_points
from core.lessons.perceptron.lesson import record_lesson
from core.lessons.perceptron.settings import Perceptron
from tests.browser.checks import settle
from ui.text import load

pytestmark = pytest.mark.browser
PLOT = ".stage .plot"


def test_before_the_guess_the_error_is_covered_and_keys_show_it(lesson):
    page = lesson("t=3", still=True)
    mistakes = page.locator(PLOT).nth(2)
    expect(mistakes.get_by_text("?", exact=True)).to_have_count(1)
    expect(mistakes.locator("path.curve")).to_have_count(2)  # the curve and its key
    page.get_by_role("button", name=load("app", "en")["show_me"]).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".outcome")).to_contain_text("50 of all 100 flowers wrong")
    settle(page)
    expect(mistakes.get_by_text("?", exact=True)).to_have_count(0)
    expect(mistakes.locator("path.curve")).to_have_count(4)


def test_the_ring_is_on_the_mistake_and_its_numbers_stand_below(lesson):
    page = lesson("reveal=1&t=51", still=True)
    trace = record_lesson(Perceptron())
    ring = page.locator(f"{PLOT} svg .mark.ring").first
    x, y, _ = trace.x[trace.example[50]]
    assert float(ring.get_attribute("data-x")) == pytest.approx(x)
    assert float(ring.get_attribute("data-y")) == pytest.approx(y)
    expect(page.locator(".equations")).to_contain_text("(−7.6,39.4,−26)")
    expect(page.locator(".label").first).to_have_text("pass 100, flower 51 (virginica): a mistake")


def test_a_press_adds_a_point_and_the_link_holds_it(lesson):
    page = lesson("reveal=1&data=own&adds=b", still=True)
    border = page.locator(f"{PLOT} .border").first
    box = border.bounding_box()
    page.mouse.click(box["x"] + 0.25 * box["width"], box["y"] + 0.75 * box["height"])
    page.wait_for_url(re.compile(r"[?&]own_b=\w{28}\b"))
    settle(page)
    code = re.search(r"own_b=(\w+)", page.url)[1]
    np.testing.assert_allclose(placed_points.read_all(code)[-1], (0.25, 0.25), atol=0.01)
    wrong = record_lesson(Perceptron(data="own", own_b=code)).wrong[-1, 0]
    expect(page.locator(".outcome")).to_contain_text(f"{100 * wrong:.0f}%")
    point = page.locator(f"{PLOT} .mark.dragged").last
    point.focus()
    page.keyboard.press("Delete")
    page.wait_for_url(re.compile(r"[?&]own_b=\w{24}\b|^(?!.*own_b)"))
