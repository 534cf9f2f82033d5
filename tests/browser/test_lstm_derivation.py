"""The five steps in a real browser: walked from the first to the last, and a guess by keyboard."""

import csv
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.lessons.lstm_derivation.lesson import record_lesson, shipped
from core.lessons.lstm_derivation.settings import STEPS, Derivation
from tests.browser.checks import settle, tab_to
from ui.text import load
from viz import theme
from viz.numbers import short

pytestmark = pytest.mark.browser
WORDS = load("lstm_derivation", "en")


def shows(page, numbers) -> None:
    """The numbers at the heads of the chain, as a reader sees them."""
    expect(page.locator(".chain .read")).to_have_text([short(float(x)) for x in numbers])


def compared(step: str) -> list[str]:
    """The steps that stand side by side: this one and the one before."""
    return list(STEPS[: STEPS.index(step) + 1][-2:])


def test_every_step_of_the_road_shows_the_recorded_values(lesson):
    page = lesson("reveal=1&step=plain&t=14")
    for step in STEPS:
        if step != "plain":
            page.locator(".st-key-next_step button").click()
        traces = [shipped()[code] for code in compared(step)]
        shows(page, [trace.delta[13] for trace in traces])
        settle(page)
        shares = [short(float(trace.delta[13] / trace.delta[-1])) for trace in traces]
        expect(page.locator(".card .big")).to_have_text(shares)
        h = page.locator(".card").last.locator('[data-slot="h"]').first
        expect(h).to_have_text(short(float(traces[-1].h[13]), 3))
        if step == "input":
            the_new_term_is_seen_to_be_new(page)
    assert "step=output" in page.url
    page.get_by_role("radio", name=WORDS["way.forth"]).click()
    page.wait_for_url(re.compile("way=forth"))
    shows(page, [shipped()[code].state[13] for code in compared("output")])


def the_new_term_is_seen_to_be_new(page) -> None:
    expect(page.locator(".card").first.locator("mstyle[mathcolor]")).to_have_count(0)
    colours = (
        page.locator(".card")
        .last.locator("mstyle[mathcolor]")
        .evaluate_all(
            "all => all.map(e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor])"
        )
    )
    assert len(colours) == 3  # i, its number, and the product
    assert len(set(map(tuple, colours))) == 1
    red, green, blue = bytes.fromhex(theme.colour("i", dark=False).removeprefix("#"))
    assert colours[0][0] == f"rgb({red}, {green}, {blue})"
    assert colours[0][1] not in ("rgba(0, 0, 0, 0)", colours[0][0])


def test_a_control_that_was_moved_and_the_numbers_to_take_along(lesson, tmp_path):
    page = lesson("reveal=1&t=14&step=forget&forget_bias=1")
    traces = record_lesson(Derivation(forget_bias=1.0))
    shows(page, [traces[code].delta[13] for code in compared("forget")])
    with page.expect_download() as download:
        page.get_by_role("button", name=load("app", "en")["csv"]).click()
    download.value.save_as(tmp_path / "lesson.csv")
    with (tmp_path / "lesson.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["network"] == "forget"]
    found = [float(row["value"]) for row in rows if row["quantity"] == "state"]
    np.testing.assert_allclose(found, traces["forget"].state)


def test_a_guess_by_keyboard(lesson):
    page = lesson()
    tab_to(page, "?")
    for _ in range(3):  # past "it vanishes" and "in between"
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("guess_add=explodes"))
    settle(page)
    tab_to(page, load("app", "en")["check_guess"])
    page.keyboard.press("Enter")
    expect(page.locator(".outcome")).to_contain_text(WORDS["guess.explodes"])
    expect(page.locator(".lines svg")).to_contain_text(WORDS["stage.mark_you"])
    page.focus(".stage")
    page.keyboard.press("Home")
    page.wait_for_url(re.compile(r"[?&]t=1\b"))
    shows(page, [shipped()[code].delta[0] for code in STEPS[:2]])


def test_a_notice_that_changes_the_direction_leads_to_the_picture(lesson):
    page = lesson("reveal=1")
    button = page.locator(".st-key-notice_grows button")
    button.scroll_into_view_if_needed()
    button.click()
    page.wait_for_url(re.compile("way=forth"))
    settle(page)
    picture = "document.querySelector('.st-key-picture').getBoundingClientRect().top"
    page.wait_for_function(f"() => {picture} >= 0 && {picture} < innerHeight / 2")
    expect(page.locator(".button.turn")).to_have_attribute("data-direction", "1")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_dot_covers_the_name_of_the_memory_curve(lesson, lang):
    page = lesson("reveal=1&step=output&way=forth&t=13", lang=lang)
    name = page.locator(".lines .direct", has_text="‖c‖").bounding_box()
    for dot in page.locator(".lines .dot").all():
        at = dot.bounding_box()
        apart = max(name["x"] - at["x"] - at["width"], at["x"] - name["x"] - name["width"])
        above = max(name["y"] - at["y"] - at["height"], at["y"] - name["y"] - name["height"])
        assert max(apart, above) >= 0
