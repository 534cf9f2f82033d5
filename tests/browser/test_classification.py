"""The lesson in a real browser: before the answer, and a pixel that is pressed."""

import re

import pytest
from playwright.sync_api import expect

from core.lessons.classification.lesson import how_sure, record_lesson, shown
from core.lessons.classification.pictures import second
from core.lessons.classification.settings import GREYS, Classification
from tests.browser.checks import settle
from ui.text import load
from viz.numbers import short

pytestmark = pytest.mark.browser
LAST = len(record_lesson(Classification()).steps)


def bars(page):
    """The probabilities of the second picture as they are drawn."""
    found = page.locator(".classified").nth(1).locator("rect.share").all()
    return [float(rect.get_attribute("data-p")) for rect in found]


def test_before_the_guess_noise_is_covered_and_keys_show_it(lesson):
    page = lesson(f"t={LAST}", still=True)
    expect(page.locator(".stage").get_by_text("?", exact=True)).to_have_count(2)
    noise = short(float(how_sure("none", "1").noise[-1]), 3)
    assert noise not in page.locator(".stage").text_content()
    page.get_by_role("button", name=load("app", "en")["show_me"]).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".outcome")).to_contain_text(noise)
    settle(page)
    expect(page.locator(".stage").get_by_text("?", exact=True)).to_have_count(0)


def test_a_pressed_pixel_changes_the_bars_and_is_in_the_link(lesson):
    page = lesson(f"reveal=1&t={LAST}", still=True)
    assert bars(page) == pytest.approx(shown(Classification())[1][-1], abs=1e-6)
    pixels = second(Classification())
    page.locator(".classified rect.pixel").nth(64 + 9).click()
    page.wait_for_url(re.compile(r"[?&]pixels="))
    settle(page)
    greys = [GREYS[round(16 * value)] for value in pixels]
    greys[9] = "0" if pixels[9] >= 0.5 else "g"
    made = Classification(pixels="".join(greys))
    assert f"pixels={made.pixels}" in page.url
    assert bars(page) == pytest.approx(shown(made)[1][-1], abs=1e-6)
    picture = page.locator(".classified [role=img], .classified .picture").nth(1)
    picture.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: made.pixels not in url)
    settle(page)
    assert bars(page) != pytest.approx(shown(made)[1][-1], abs=1e-6)
