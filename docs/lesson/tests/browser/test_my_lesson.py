"""The lesson in a real browser: its number at the clock, and another unit by the control."""

import re

import pytest

from core.lessons.my_lesson.lesson import shipped
from tests.browser.checks import settle
from ui.text import load

pytestmark = pytest.mark.browser


def at_the_clock(page) -> float:
    """The number of the curve at the clock."""
    return float(page.get_attribute(".lines .dot", "data-value"))


def test_the_number_at_the_clock_is_the_recorded_one_and_another_unit_is_in_the_link(lesson):
    page = lesson("reveal=1&t=7")
    assert at_the_clock(page) == pytest.approx(shipped().h[6, 0])
    slider = page.get_by_role("slider", name=load("my_lesson", "en")["unit"])
    slider.focus()
    slider.press("ArrowRight")
    page.wait_for_url(re.compile(r"[?&]unit=1\b"))
    settle(page)
    assert at_the_clock(page) == pytest.approx(shipped().h[6, 1])
