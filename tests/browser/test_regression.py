"""The lesson in a real browser: covered, revealed by the keyboard, and with points of one's own."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.data import placed_points
from core.lessons.regression.examples import AXIS, OWN, examples
from core.lessons.regression.lesson import record_lesson
from core.lessons.regression.parabola import parabola
from core.lessons.regression.settings import Regression
from tests.browser.checks import comes_to, settle
from ui.text import load
from viz.numbers import short

pytestmark = pytest.mark.browser
WORDS = load("regression", "en")


def place(page, name: str) -> list[float]:
    """Where the one mark of this name is in the plane of slope and intercept."""
    mark = page.locator(".plot").nth(1).locator(f'.mark[data-name="{name}"]')
    return [float(mark.get_attribute(f"data-{way}")) for way in "xy"]


def test_before_the_guess_it_is_covered_and_keys_show_the_descent_that_explodes(lesson):
    page = lesson("t=55", still=True)
    slow, fast = (record_lesson(Regression(rate=rate)) for rate in ("0.99", "1.01"))
    expect(page.locator(".label").first).to_contain_text(short(slow.loss[-1], 3))
    expect(page.locator(".covered-value")).to_have_count(1)
    assert place(page, WORDS["now"]) == pytest.approx([slow.w[-1], slow.b[-1]])
    page.get_by_role("button", name=load("app", "en")["show_me"]).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".outcome")).to_contain_text(short(fast.loss[-1]))
    page.wait_for_url(re.compile(r"[?&]rate=1\.01\b"))
    settle(page)
    expect(page.locator(".covered-value")).to_have_count(0)
    page.focus(".stage")
    page.keyboard.press("End")
    expect(page.locator(".label").first).to_contain_text(short(fast.loss[-1], 3))
    assert place(page, WORDS["now"]) == pytest.approx([fast.w[-1], fast.b[-1]])


def test_a_point_that_is_moved_moves_the_closed_form_and_is_in_the_link(lesson):
    page = lesson("reveal=1&data=own&t=1", still=True)
    before = parabola(examples(Regression(data="own")))
    assert place(page, WORDS["closed_form"]) == pytest.approx(before.minimum.tolist())
    last = page.locator(".plot").first.locator(".mark.dragged").last
    last.focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_url(re.compile(r"[?&]points=\w{24}\b"))
    settle(page)
    shares = np.array(OWN) / AXIS
    shares[-1, 1] += 0.02
    given = examples(Regression(data="own", points=placed_points.write(shares)))
    expected = [round(value, 6) for value in parabola(given).minimum.tolist()]
    comes_to(lambda: [round(v, 6) for v in place(page, WORDS["closed_form"])], expected)
