"""The lesson in a real browser: covered, revealed, walked, and another computation by the link."""

import re

import pytest
from playwright.sync_api import expect

from core.lessons.backprop.lesson import record_lesson
from core.lessons.backprop.settings import Backprop
from tests.browser.checks import settle
from ui.text import load

pytestmark = pytest.mark.browser


def value(page, name):
    return page.locator(f'.diagram [data-value="{name}"]')


def test_messages_come_back_one_by_one_and_the_sum_is_covered_until_asked(lesson):
    page = lesson("t=5", still=True)
    expect(value(page, "g0")).to_contain_text("?")
    expect(value(page, "g1")).to_contain_text("1")
    page.get_by_role("button", name=load("app", "en")["show_me"]).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".outcome")).to_contain_text("1 + 1 = 2")
    settle(page)
    expect(value(page, "g0")).to_contain_text("2")
    page.focus(".stage")
    page.keyboard.press("ArrowLeft")
    expect(value(page, "g0")).to_contain_text("1")
    expect(page.locator("text.over")).to_have_text("1 · 1")
    seen = page.locator('.diagram g:not(.gone) > [data-wire^="b"]')
    expect(seen).to_have_count(1)
    page.keyboard.press("Home")
    expect(seen).to_have_count(0)
    expect(value(page, "v1")).to_have_text("")


def test_other_computations_are_in_the_link_typed_and_read_by_keys(lesson):
    page = lesson("reveal=1&source=own", still=True)
    words = load("backprop", "en")
    field = page.get_by_role("textbox", name=words["expression"])
    field.fill("p = 3; p * p + q")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("“q”")
    field.fill("p = 3; p * p")
    field.press("Enter")
    page.wait_for_url(re.compile(r"expression=p"))
    settle(page)
    page.focus(".stage")
    page.keyboard.press("End")
    expect(value(page, "g0")).to_contain_text("6")
    page.get_by_role("radio", name=words["source.sum"], exact=True).click()
    page.wait_for_url(re.compile(r"[?&]source=sum\b"))
    settle(page)
    page.focus(".stage")
    page.keyboard.press("End")
    for k, grad in enumerate(record_lesson(Backprop(source="sum")).grads):
        expect(value(page, f"g{k}")).to_contain_text(f"{grad:.0f}".replace("-", "−"))
    page.locator('.picture[data-kind="backprop"]').focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator('[data-read="part"]')).to_contain_text("x; numbers: 1; value −2")
