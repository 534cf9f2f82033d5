"""The lesson in a real browser: two visits, before the answer and after it."""

import re

import pytest
from playwright.sync_api import expect

from core.lessons.deep_and_bidirectional.lesson import record_lesson, shipped
from core.lessons.deep_and_bidirectional.settings import DeepAndBidirectional
from tests.browser.checks import settle
from ui.text import load

pytestmark = pytest.mark.browser
TEXT = load("deep_and_bidirectional", "en")


def tags(page, row):
    return page.locator(f'.tagged .tag[data-row="{row}"]')


def test_before_the_guess_the_one_way_tags_are_covered_and_keys_show_them(lesson):
    page = lesson("t=9", still=True)
    expect(tags(page, "one_way")).to_have_text(["?"] * 9)
    assert tags(page, "two_way").first.text_content() == TEXT["tag.month"]
    page.get_by_role("button", name=load("app", "en")["show_me"]).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".outcome")).to_contain_text("0.75")
    settle(page)
    expect(tags(page, "one_way").first).to_have_text(f"✗ {TEXT['tag.day']}")


def test_the_chains_meet_in_the_middle_and_a_typed_date_is_in_the_link(lesson):
    page = lesson("reveal=1&t=5", still=True)
    states = page.locator('.tagged .state[data-read="true"]')
    counts = {
        c: states.and_(page.locator(f'[data-chain="{c}"]')).count() for c in ("forward", "backward")
    }
    assert counts == {"forward": 5, "backward": 5}
    expect(page.locator('.tagged [data-known="true"] .tag[data-row="two_way"]')).to_have_count(1)
    share = page.locator(".tagged g:has(> .tag[data-row=one_way][data-t='1']) .share")
    assert share.text_content() == f"{shipped().shares('one_way')[0]:.2f}"
    box = page.get_by_label(TEXT["date"], exact=True)
    box.fill("3/4/2026")
    box.press("Enter")
    page.wait_for_url(re.compile(r"date=3%2F4%2F2026|date=3/4/2026"))
    expect(tags(page, "right")).to_have_count(8)
    page.locator('.tagged .token[data-t="8"]').click()
    page.wait_for_url(re.compile(r"[?&]t=8\b"))
    settle(page)
    said = record_lesson(DeepAndBidirectional(date="3/4/2026")).said("one_way")
    expect(tags(page, "one_way").nth(2)).to_have_text(f"{TEXT['tag.day']}")
    assert said[2] == "B-day"
