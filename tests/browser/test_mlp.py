"""The lesson in a real browser: its number at the clock, and another unit by the control."""

import re

import pytest
from playwright.sync_api import expect

from core.lessons.mlp.lesson import shipped
from ui.text import load
from viz.numbers import short

pytestmark = pytest.mark.browser


def test_the_number_at_the_clock_is_the_recorded_one_and_another_unit_is_in_the_link(lesson):
    page, states = lesson("reveal=1&t=7"), shipped().h[6]
    number = page.locator(".card .big")
    expect(number).to_have_text(short(float(states[0])))
    slider = page.get_by_role("slider", name=load("mlp", "en")["unit"])
    slider.focus()
    slider.press("ArrowRight")
    page.wait_for_url(re.compile(r"[?&]unit=1\b"))
    expect(number).to_have_text(short(float(states[1])))
