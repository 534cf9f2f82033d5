"""The lesson in a real browser: before the answer and after it, own points, and a drawn digit."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.lessons.mlp import digits
from core.lessons.mlp.lesson import record_lesson
from core.lessons.mlp.settings import Mlp
from tests.browser.checks import settle
from ui.text import load
from viz.numbers import percent

pytestmark = pytest.mark.browser


def test_before_the_guess_linear_layers_are_covered_and_keys_show_them(lesson):
    page = lesson("t=17", still=True)
    expect(page.locator(".plot").get_by_text("?", exact=True)).to_have_count(1)
    expect(page.locator(".plot canvas.field")).to_have_count(1)
    page.get_by_role("button", name=load("app", "en")["show_me"]).focus()
    page.keyboard.press("Enter")
    right = percent(float(record_lesson(Mlp()).plain_accuracy[-1]))
    expect(page.locator(".outcome")).to_contain_text(right)
    settle(page)
    expect(page.locator(".plot canvas.field")).to_have_count(2)
    expect(page.locator(".plot").get_by_text("?", exact=True)).to_have_count(0)


def test_points_of_ones_own_are_moved_by_keys_and_seen_in_the_hidden_layer(lesson):
    page = lesson("reveal=1&t=17&data=own", still=True)
    point = page.locator(".plot .mark.dragged").first
    point.focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_url(re.compile(r"[?&]inside=[0-9a-z]{24}\b"))
    settle(page)
    code = re.search(r"inside=([0-9a-z]+)", page.url)[1]
    trace = record_lesson(Mlp(data="own", inside=code))
    marks = page.locator(".view.plot").nth(1).locator(".mark.disc[data-x]")
    places = [[float(mark.get_attribute(f"data-{axis}")) for axis in "xy"] for mark in marks.all()]
    np.testing.assert_allclose(places, trace.seen_inside[-1], rtol=1e-5)


def test_a_digit_is_drawn_by_pointer_and_by_keys_and_read(lesson):
    page = lesson("reveal=1&digits=true&image=" + "0" * 64, still=True)
    picture = page.locator(".pixels .picture")
    picture.scroll_into_view_if_needed()
    cell = page.locator(".pixels .cell")
    boxes = [cell.nth(8 * row + 4).bounding_box() for row in (1, 6)]
    middles = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
    page.mouse.move(*middles[0])
    page.mouse.down()
    page.mouse.move(*middles[1], steps=20)
    page.mouse.up()
    stroke = "".join("0000g000" if 1 <= row <= 6 else "0" * 8 for row in range(8))
    page.wait_for_url(re.compile(rf"[?&]image={stroke}\b"))
    settle(page)
    first = int(np.argmax(digits.see(digits.read(stroke)).p))
    expect(page.get_by_text("The most probable digit is").locator("strong")).to_have_text(
        str(first)
    )
    picture.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    changed = stroke[: 5 * 8 + 4] + "0" + stroke[5 * 8 + 5 :]
    page.wait_for_url(re.compile(rf"[?&]image={changed}\b"))
