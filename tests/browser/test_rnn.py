"""The plain RNN in a real browser: its bars, its units, and the picture that folds."""

import re

import pytest
from playwright.sync_api import expect

from core.lessons.rnn.lesson import shares, shipped
from core.lessons.rnn.settings import LAGS, Rnn
from tests.browser.checks import settle, steady
from ui.text import load

pytestmark = pytest.mark.browser
T = len(shipped().words)


def test_covered_then_drawn_and_revealed_by_keyboard_the_bars_are_the_recorded_ones(lesson):
    page = lesson()
    assert page.locator(".unfold [data-covered]").count() == T - 1  # all but the last word
    assert page.locator(".unfold .bar[data-value]").count() == 1
    name = load("rnn", "en")["lag"].format(n=4, word=shipped().words[-5])
    page.get_by_role("slider", name=name).focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"[?&]guess_4=0\.75"))
    settle(page)
    height = float(page.locator('.unfold [data-guess="4"]').get_attribute("height"))
    page.get_by_role("button", name="Check", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".outcome")).to_contain_text("21%")
    page.wait_for_url(re.compile(rf"[?&]t={2 * T}\b"))  # it has played to the end
    settle(page)
    for lag in (0, *LAGS):
        share = float(shares(shipped())[-1 - lag])
        bar = page.locator(f'.unfold .bar[data-bar="{lag}"]')
        assert float(bar.get_attribute("data-value")) == pytest.approx(share)
        assert float(bar.get_attribute("height")) == pytest.approx(height * share / 0.75, rel=0.01)
    expect(page.locator('.unfold [data-read="4"]')).to_have_text("21%")
    steady(page)


def test_a_unit_is_picked_by_pointer_and_key_and_the_picture_folds_and_stays_in_the_link(lesson):
    page, states = lesson("reveal=1&t=3"), shipped().states.h
    square = page.locator('.unfold [data-t="3"][data-unit="9"]')
    assert float(square.get_attribute("data-value")) == pytest.approx(float(states[2, 9]), abs=1e-6)
    square.click()
    page.wait_for_url(re.compile(r"[?&]unit=9\b"))
    settle(page)
    h = page.locator('.equations [data-slot="h"]')
    expect(h).to_have_text(f"{states[2, 9]:.3f}".replace("-", "−"))
    page.locator('.picture[data-kind="unfold"]').focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url(re.compile(r"[?&]unit=10\b"))
    settle(page)
    expect(h).to_have_text(f"{states[2, 10]:.3f}".replace("-", "−"))
    page.get_by_role("button", name=load("rnn", "en")["look.folded"]).click()
    page.wait_for_url(re.compile(r"[?&]look=folded"))
    seen = page.locator(".unfold [data-column]:visible")
    expect(seen).to_have_count(1)
    assert seen.get_attribute("data-column") == "3"
    page.get_by_role("button", name=load("rnn", "en")["look.copies"]).click()
    page.wait_for_url(re.compile(r"[?&]look=copies"))
    settle(page)
    apart = shipped().alone_states[2, 10]  # without W
    assert abs(apart - states[2, 10]) > 1e-3
    expect(h).to_have_text(f"{apart:.3f}".replace("-", "−"))
    square = page.locator('.unfold [data-t="3"][data-unit="10"]')
    assert float(square.get_attribute("data-value")) == pytest.approx(float(apart), abs=1e-6)
    page.get_by_role("button", name=load("rnn", "en")["look.folded"]).click()
    page.wait_for_url(re.compile(r"[?&]look=folded"))
    page.reload()
    settle(page)
    expect(seen).to_have_count(1)
    assert Rnn.unit != 10
    expect(h).to_have_text(f"{states[2, 10]:.3f}".replace("-", "−"))
