"""The whole Transformer in a real browser: covered, guessed, and parts taken away on the map."""

import re

import pytest
from playwright.sync_api import expect

from core.lessons.transformer.lesson import shipped
from core.lessons.transformer.run import changed
from core.lessons.transformer.settings import Transformer
from tests.browser.checks import go_to_phone, settle, steady
from viz.numbers import short
from viz.views.machine_clock import Moment, moments

pytestmark = pytest.mark.browser
WORDS = len(shipped().intact.decoder.target)
LAST_LOOK = moments(words=WORDS).index(Moment("decoder", 1, 5)) + 1  # the link's t: "child"


def said(page, line):
    """The words of a line below the map that show at the clock."""
    return page.locator(".versions .said").nth(line).locator("span:not(.later)").all_text_contents()


def test_before_the_guess_nothing_can_be_taken_away_and_after_it_the_line_is_cut(lesson):
    page = lesson(f"t={LAST_LOOK}")
    what_the_line_holds_and_its_ledger_are_the_recorded_ones(page)
    assert page.locator("[data-switch]").count() == 0
    steady(page)
    page.get_by_role("radio", name="the line past", exact=False).click()
    check = page.get_by_role("button", name="Check", exact=True)
    expect(check).to_be_enabled()
    check.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".outcome")).to_contain_text("the fewest are right without d, the line: 0")
    page.wait_for_url(re.compile(r"[?&]cut=e1s\b"))
    go_to_phone(page)
    steady(page)


def what_the_line_holds_and_its_ledger_are_the_recorded_ones(page) -> None:
    trace = shipped().intact.decoder
    tiles = page.locator(".stack.decoder .row").nth(1).locator(".tile:visible title")
    held = [title.split()[0] for title in tiles.all_text_contents()]
    assert held == [trace.lens_word(place, 1) for place in range(6)]
    part = trace.parts.index("d2c")
    expect(page.locator(".near")).to_contain_text(short(float(trace.ledger[part, 1]), 3))
    assert said(page, 1) == list(trace.target[:1])


def test_a_box_switched_off_and_a_head_change_the_translation_and_the_link(lesson):
    page = lesson(f"reveal=1&t={LAST_LOOK}")
    page.locator('[data-switch="off"][data-code="d2c"]').click()
    page.wait_for_url(re.compile(r"[?&]off=d2c\b"))
    settle(page)
    found = changed(Transformer(off="d2c"), WORDS).decoder
    last = page.locator(".stack.decoder .row").nth(1).locator(".tile:visible title").last
    assert last.text_content().startswith(found.lens_word(5, 1))
    wrong = page.locator(".versions .first").first
    expect(wrong).to_have_text(found.target[1])
    expect(page.locator(".versions .note")).to_contain_text("right of 300")
    page.locator('[data-switch="off"][data-code="d2c"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "off=" not in url)
    settle(page)
    expect(page.locator(".versions .note")).to_have_count(0)
