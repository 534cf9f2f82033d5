"""The lesson in a real browser: two visits, before the answer and after it."""

import re

import pytest
from playwright.sync_api import expect

from core.lessons.word_vectors.lesson import nearest_word, record_lesson
from core.lessons.word_vectors.settings import WordVectors
from core.word_vectors.step import sigmoid
from tests.browser.checks import settle
from ui.text import load
from viz.numbers import short

pytestmark = pytest.mark.browser
TRACE = record_lesson(WordVectors())
LAST = len(TRACE.steps)


def test_before_the_guess_the_nearest_words_are_covered_and_keys_show_them(lesson):
    page = lesson(f"t={LAST}", still=True)
    expect(page.locator(".stage").get_by_text("?", exact=True)).to_have_count(1)
    page.get_by_role("button", name=load("app", "en")["show_me"]).focus()
    page.keyboard.press("Enter")
    for word in ("true", "left"):
        found, cosine = nearest_word(TRACE, word)
        expect(page.locator(".outcome")).to_contain_text(f"{found} (cosine {cosine:.2f})")
    settle(page)
    expect(page.locator(".stage").get_by_text("?", exact=True)).to_have_count(0)


def test_the_list_and_the_step_read_what_is_recorded_and_a_word_is_picked(lesson):
    page = lesson(f"reveal=1&t={LAST}", still=True)
    expect(page.locator(".closest")).to_contain_text(f"{float(TRACE.alike[-1, 0, 0]):.2f}")
    before = sigmoid(TRACE.scores)[-1, 0]
    expect(page.locator(".sampled")).to_contain_text(short(float(before), 2))
    named = page.get_by_role("radio", name=re.compile(r"^must\b"))
    named.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"[?&]word={TRACE.followed.index('must')}\b"))
    settle(page)
    expect(page.locator(".closest")).to_contain_text(nearest_word(TRACE, "must")[0])
