"""The lesson in a real browser: a point on its path, and a start that is dragged."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.data import placed_points
from core.lessons.descent.lesson import REACH, record_lesson
from core.lessons.descent.settings import Descent
from tests.browser.checks import drawn

pytestmark = pytest.mark.browser

T = 40


def place(page, index: int) -> tuple[float, float]:
    """Where one of the marks of the valley is; the lowest point is the first."""
    mark = page.locator(".plot").first.locator(".mark[data-x]").nth(index)
    return float(mark.get_attribute("data-x")), float(mark.get_attribute("data-y"))


def test_optimizers_are_where_they_were_and_the_start_can_be_dragged(lesson):
    page = lesson(f"reveal=1&angle=45&t={T + 1}")
    trace = record_lesson(Descent(angle="45"))
    for k in range(4):
        assert place(page, 1 + k) == pytest.approx(tuple(trace.w[k, T]), abs=1e-6)
    start = page.locator(".plot").first.locator(".mark.dragged")
    start.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"[?&]start=[0-9a-z]{4}\b"))
    code = re.search(r"[?&]start=([0-9a-z]{4})", page.url)[1]
    wanted = (2 * placed_points.read(code, 1)[0] - 1) * REACH
    moved = record_lesson(Descent(angle="45", start=code))
    adam = page.locator(".plot").first.locator(".mark[data-x]").nth(4)
    expect(adam).to_have_attribute("data-x", str(float(np.float32(moved.w[3, T, 0]))))
    drawn(page)
    assert place(page, 5) == pytest.approx(tuple(wanted), abs=0.01)
    assert place(page, 4) == pytest.approx(tuple(moved.w[3, T]), abs=1e-6)
