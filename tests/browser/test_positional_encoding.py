"""What is particular to this lesson: words dragged and moved by keys, hands, and their numbers."""

import re

import pytest
from playwright.sync_api import expect

from core.lessons.positional_encoding.lesson import record_lesson
from core.lessons.positional_encoding.settings import PositionalEncoding
from core.networks.positional_encoding import sinusoidal
from tests.browser.checks import fits_a_projector, go_to_phone, settle, stands, steady
from ui.text import load

pytestmark = pytest.mark.browser


def chips(page):
    return page.locator(".chip").all_text_contents()


def test_words_move_by_keyboard_and_by_pointer_and_the_networks_read_them_again(lesson):
    page = lesson("reveal=1&t=2")
    page.locator("[data-tool=same]").click()
    page.wait_for_url(re.compile(r"order=0\.1\.2\.3\.4\.5\.6\.7\.8"))
    cat = page.locator(".chip", has_text="cat")
    cat.focus()
    cat.press("ArrowRight")
    page.wait_for_url(re.compile(r"order=0\.2\.1\."))
    settle(page)
    assert cat.evaluate("e => e.getRootNode().activeElement === e")  # the focus stays on the word
    assert chips(page)[:3] == ["the", "saw", "cat"]
    stands(page)
    cat.drag_to(page.locator(".chip", has_text="dog"))
    page.wait_for_url(re.compile(r"order=0\.2\.3\.4\.1\."))
    settle(page)
    expected = record_lesson(PositionalEncoding(order="0.2.3.4.1.5.6.7.8"))
    panels = page.locator(".fingerprints")
    for panel, trace in zip(panels.all(), expected.values(), strict=True):
        gaps = panel.locator(".difference")
        expect(gaps.first).to_have_attribute("data-place", "0")
        shown = [float(gap.get_attribute("data-value")) for gap in gaps.all()]
        assert shown == pytest.approx(list(trace.difference), abs=1e-12)
    assert "t=2" in page.url


def test_a_word_is_dragged_over_many_places_with_the_mouse(lesson):
    page = lesson("t=2&order=0.1.2.3.4.5.6.7.8", still=True)
    stands(page)
    word, end = (page.locator(".chip").nth(place).bounding_box() for place in (2, 6))
    middle = word["y"] + word["height"] / 2
    page.mouse.move(word["x"] + word["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 2, middle, steps=25)
    page.mouse.up()
    page.wait_for_url(re.compile(r"order=0\.1\.3\.4\.5\.6\.2\.7\.8"))
    settle(page)
    assert page.locator(".chip[data-held]").count() == 0
    assert page.locator(".chips > :last-child").text_content() == "?"


def test_guess_and_answer_stand_beside_each_networks_squares(lesson):
    page = lesson("")
    assert page.locator(".fingerprints .marks").count() == 0
    for place, name in enumerate(("moves with its word", "stays at its place")):
        page.get_by_role("radio", name=name, exact=True).nth(place).click()
        settle(page)
    page.get_by_role("button", name="Check", exact=True).click()
    said = [
        "you = answer: moves with its word",
        "you: stays at its place · answer: gets other values",
    ]
    expect(page.locator(".fingerprints .marks")).to_have_text(said)
    settle(page)
    steady(page)
    go_to_phone(page)
    steady(page)


def test_another_word_is_asked_about_and_the_answer_follows(lesson):
    page = lesson("reveal=1&t=2")
    page.locator(".chip", has_text="tree").click()
    page.wait_for_url(re.compile(r"asked=4\.8"))
    expect(page.locator(".answer").last).to_contain_text("tree")
    trace = record_lesson(PositionalEncoding(asked="4.8"))["sinusoidal"]
    expect(page.locator(".answer").last).to_contain_text(f"{trace.first_after:.1%}")


def test_hands_and_equation_say_what_core_says_and_a_dial_can_be_picked(lesson):
    page = lesson("picture=sinusoids&d=512&pair=1&t=4")
    row = sinusoidal(4, 512)[3]
    numbers = page.locator(".dial").first.locator(".number")
    shown = [float(number.get_attribute("data-value")) for number in numbers.all()]
    assert shown == pytest.approx(list(row[2:4]))
    slots = page.locator(".hands [data-slot=sin_value]")
    expect(slots).to_have_text("0.245")
    page.locator(".dial").nth(1).click()
    page.wait_for_url(re.compile("pair=36"))
    settle(page)
    expect(slots).to_have_text("0.732")
    fits_a_projector(page)


def test_the_common_bug_lets_the_hands_leave_their_circle(lesson):
    page = lesson("picture=sinusoids&base=100&d=32&t=7")
    tips = """() => [...document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot
      .querySelectorAll('.dial')].map(dial => { const tip = dial.querySelector('.tip');
        return Math.hypot(tip.getAttribute('cx'), tip.getAttribute('cy')) / 44; })"""
    assert page.evaluate(tips) == pytest.approx([1] * 8, abs=1e-3)
    text = load("positional_encoding", "en")
    page.get_by_text(text["encoding.bug"], exact=True).first.click()
    page.wait_for_url(re.compile("encoding=bug"))
    settle(page)
    expect(page.locator(".hands [data-slot=cos_exponent]")).to_have_text("2/32")
    assert min(page.evaluate(tips)) < 0.9
