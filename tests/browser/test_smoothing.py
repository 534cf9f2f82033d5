"""The lesson in a real browser: two visits, before the answer and after it."""

import re

import pytest
from playwright.sync_api import expect

from core.lessons.smoothing.curves import by_order
from core.lessons.smoothing.lesson import record_lesson
from core.lessons.smoothing.settings import BARS, Smoothing
from tests.browser.checks import settle
from ui.text import load
from viz.numbers import grouped, short

pytestmark = pytest.mark.browser
ADD_ONE = by_order("idioms", "add_one")


def test_before_the_guess_add_1_is_covered_and_keys_show_it(lesson):
    page = lesson("t=7", still=True)
    expect(page.locator(".orders").get_by_text("?", exact=True)).to_have_count(12)
    assert grouped(ADD_ONE[3]) not in page.locator(".stage").text_content()
    page.get_by_role("button", name=load("app", "en")["show_me"]).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".outcome")).to_contain_text(grouped(ADD_ONE[3]))
    settle(page)
    expect(page.locator(".orders").get_by_text("?", exact=True)).to_have_count(0)


def test_a_bar_is_as_long_as_its_share_and_a_column_picks_n(lesson):
    page = lesson("reveal=1&t=7", still=True)
    p = record_lesson(Smoothing()).next[6]
    hits = page.locator(".shares rect.hit")
    expect(hits).to_have_count(len(BARS))
    shares = [float(rect.get_attribute("data-share")) for rect in hits.all()]
    rules = record_lesson(Smoothing()).rules
    assert shares == pytest.approx([p[rules.index(bar)] for bar in BARS])
    column = page.get_by_role("radio", name=re.compile(r"^n = 2\b"))
    column.focus()
    column.press("Enter")
    page.wait_for_url(re.compile(r"[?&]n=2\b"))
    settle(page)
    trace = record_lesson(Smoothing(n=2))
    said = short(float(trace.next[6, trace.rule("kneser_ney")]))
    expect(page.locator(".shares .bar").last).to_contain_text(said)
