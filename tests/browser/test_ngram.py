"""The lesson in a real browser: two visits, before the answer and after it."""

import re

import pytest
from playwright.sync_api import expect

from core.lessons.ngram.lesson import orders_of, record_lesson
from core.lessons.ngram.settings import Ngram
from tests.browser.checks import settle
from ui.text import load
from viz.numbers import short

pytestmark = pytest.mark.browser
TEXT = load("ngram", "en")


def test_before_the_guess_the_perplexity_is_covered_and_keys_show_it(lesson):
    page = lesson("t=9", still=True)
    expect(page.get_by_text("?", exact=True).first).to_be_visible()
    best = short(float(orders_of("names").heldout.min()), 3)
    assert best not in page.locator(".stage").text_content()
    page.get_by_role("button", name=load("app", "en")["show_me"]).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".outcome")).to_contain_text(best)
    settle(page)
    expect(page.locator(".stage")).to_contain_text(best)


def test_a_line_is_read_with_its_counts_and_a_column_picks_n(lesson):
    page = lesson("reveal=1&film=read&sentence=meeko&n=5&t=5", still=True)
    film = record_lesson(Ngram(film="read", sentence="meeko", n=5)).film
    stage = page.locator(".stage")
    total = f"{film.total[4]}"
    assert film.count[4] == 0
    expect(stage).to_contain_text(total)
    column = page.get_by_role("radio", name=re.compile(r"^n = 3\b|^3\b")).first
    column.focus()
    column.press("Enter")
    page.wait_for_url(re.compile(r"[?&]n=3\b"))
    settle(page)
    shorter = record_lesson(Ngram(film="read", sentence="meeko", n=3)).film
    expect(stage).to_contain_text(f"{shorter.total[4]}")
