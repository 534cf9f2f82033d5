"""The GRU lesson in a real browser: what is read off its cell, and a unit that is picked."""

import re

import pytest
from playwright.sync_api import expect

from core.lessons.gru.lesson import arranged, record_lesson, shipped
from core.lessons.gru.settings import GRU
from tests.browser.checks import settle
from ui.text import load

pytestmark = pytest.mark.browser


def number(page, name) -> str:
    """The number of a part of the cell, as a reader sees it."""
    text = page.locator(f'.gru [data-value="{name}"]')
    last = text.locator("tspan:last-child")
    return (last if last.count() else text).text_content().rsplit(maxsplit=1)[-1]


def written(value) -> str:
    return f"{value:.3f}".replace("-", "−")


def test_values_are_the_recorded_ones_by_pointer_by_keyboard_and_of_a_unit_that_is_picked(lesson):
    page = lesson("reveal=1&t=7")
    values_and_wires_are_the_recorded_ones(page)
    numbers_are_read_by_pointer_and_by_keyboard(page)
    a_unit_is_picked_in_the_maps_and_kept_in_the_link(page)


def values_and_wires_are_the_recorded_ones(page) -> None:
    trace = shipped()
    for name in ("z", "r", "n", "kept", "new", "h", "before"):
        assert number(page, name) == written(getattr(trace, name)[6, 13]), name
    bar = page.locator('.ledger .bar.kept[data-t="7"]').get_attribute("data-value")
    assert float(bar) == pytest.approx(trace.kept[6, 13], abs=1e-6)
    slots = {slot: page.locator(f'.card [data-slot="{slot}"]') for slot in ("kept", "new", "h")}
    kept, new, h = (float(slot.text_content().strip("()")) for slot in slots.values())
    assert kept + new == pytest.approx(h, abs=1e-9)
    for name in ("z", "n", "kept", "new"):
        width = float(page.locator(f'.gru [data-wire="{name}"]').get_attribute("stroke-width"))
        assert width == pytest.approx(1.2 + 8.8 * abs(getattr(trace, name)[6, 13]), abs=0.006)


def numbers_are_read_by_pointer_and_by_keyboard(page) -> None:
    words, trace = load("gru", "en"), shipped()
    cell = page.locator('.picture[data-kind="gru"]')
    cell.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    z = written(trace.z[6, 13])
    expect(cell.locator("[data-read]")).to_have_text(f"{words['part.z']}: {z}")
    page.keyboard.press("ArrowRight")  # still the clock's
    page.wait_for_url(re.compile(r"[?&]t=8\b"))
    settle(page)
    assert number(page, "h") == written(trace.h[7, 13])
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"[?&]t=2\b"))
    settle(page)
    assert number(page, "h") == written(trace.h[1, 13])
    page.keyboard.press("End")
    expect(page.locator('.gru [data-value="h"]')).to_contain_text(written(trace.h[39, 13]))
    page.locator('.gru [data-value="kept"]').hover()
    kept = written(trace.kept[39, 13])
    expect(page.locator('.gru [data-read="part"]')).to_have_text(f"kept: {kept}")


def a_unit_is_picked_in_the_maps_and_kept_in_the_link(page) -> None:
    box = page.locator(".units canvas").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 6.5 / 40, box["y"] + box["height"] * 30.5 / 32)
    unit = int(arranged(shipped(), "keep")[30])
    page.wait_for_url(re.compile(rf"unit={unit}\b"))
    settle(page)
    expect(page.locator('.gru [data-value="z"]')).to_have_text(f"z {written(shipped().z[6, unit])}")


def test_the_other_convention_moves_the_picture(lesson):
    page = lesson("reveal=1&t=8&update=replace&reset=before")
    trace = record_lesson(GRU(update="replace", reset="before"))
    for name in ("kept", "new", "h"):
        assert number(page, name) == written(getattr(trace, name)[7, 13])


OVERLAPS = """() => {
  const all = [...document.querySelectorAll("*")];
  const found = all.map((one) => one.shadowRoot?.querySelector(".lines")).find(Boolean);
  const texts = found.querySelectorAll(".direct, .tick.halo, .note");
  const boxes = [...texts].map((text) => [text.textContent, text.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right && b.left < a.right
    && a.top + 3 < b.bottom - 3 && b.top + 3 < a.bottom - 3;
  return boxes.flatMap(([one, a], k) => boxes.slice(k + 1)
    .filter(([, b]) => meet(a, b)).map(([other]) => [one, other]));
}"""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_label_of_the_target_and_those_of_the_curves_keep_off_each_other(lesson, lang):
    for link in ("length=120&hold=z_one&since=20&example=14&t=60", "reset=before&example=1&t=40"):
        page = lesson(f"reveal=1&{link}", lang=lang)
        assert page.evaluate(OVERLAPS) == [], link
