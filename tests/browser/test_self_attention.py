"""The lesson on self-attention in a real browser: its numbers, its heads, by pointer and by key."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from core.lessons.self_attention.lesson import asked, shipped
from core.lessons.self_attention.settings import SelfAttention
from core.lessons.self_attention.softmax_scale import measure
from tests.browser.checks import go_to_phone, is_asked_on_the_first_screen, settle, steady
from viz.numbers import short

pytestmark = pytest.mark.browser
HEAD = SelfAttention.head
SOFTMAX = 4  # sub-step, counted from 1


def step(place: int, substep: int = SOFTMAX) -> int:
    """The link's t at which a word (from 0) is at a sub-step."""
    return place * 5 + substep


def test_numbers_are_the_recorded_ones_a_small_map_is_picked_and_unknown_words_are_named(lesson):
    page = lesson(f"reveal=1&t={step(asked(shipped().words))}")
    the_numbers_on_the_picture_are_the_recorded_ones(page)
    a_small_map_becomes_the_large_one_and_is_in_the_link(page)
    unknown_words_are_named_and_the_last_sentence_stays(page)
    steady(page)
    go_to_phone(page)
    steady(page)


def the_numbers_on_the_picture_are_the_recorded_ones(page) -> None:
    recorded, place = shipped(), asked(shipped().words)
    trace, row = recorded.of_head(HEAD)
    written = page.locator(".asks .alpha").all_text_contents()
    assert [float(x) for x in written] == pytest.approx(trace.weights[row, place], abs=0.0051)
    best = int(trace.weights[row, place].argmax())
    alpha = page.locator('.substep.softmax [data-slot="alpha"]')
    assert alpha.text_content() == short(float(trace.weights[row, place, best]), 3)
    e, dot = (page.locator(f'.substep.scale [data-slot="{x}"]') for x in ("e", "dot"))
    assert e.text_content() == short(float(trace.scores[row, place, best]), 3)
    assert float(dot.text_content()) == pytest.approx(4 * trace.scores[row, place, best], rel=0.01)


def a_small_map_becomes_the_large_one_and_is_in_the_link(page) -> None:
    place = asked(shipped().words)
    page.locator('.asks .head-map[data-head="1"]').click()
    page.wait_for_url(re.compile(r"[?&]head=1"))
    settle(page)
    trace, row = shipped().of_head(1)
    written = page.locator(".asks .alpha").all_text_contents()
    assert [float(x) for x in written] == pytest.approx(trace.weights[row, place], abs=0.0051)
    page.locator(".asks .large").focus()
    page.keyboard.press("ArrowDown")
    most = int(trace.weights[row, place].argmax())
    weight = short(float(trace.weights[row, place + 1, most]), 3)
    expect(page.locator(".asks .reading")).to_contain_text("?" if weight == "0" else weight)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"[?&]t={step(place + 1)}"))


def test_before_the_guess_nothing_of_the_answer_is_there_then_both_are_ringed_and_said(lesson):
    page = lesson(f"t={step(1)}")
    expect(page.locator(".asks .says")).to_contain_text("guess")
    assert page.locator(".substep.dot [data-slot='dot']").text_content() == "?"
    place, words = asked(shipped().words), shipped().words
    trace, row = shipped().of_head(HEAD)
    best = int(trace.weights[row, place].argmax())
    assert page.locator(".asks .ring, .asks .tag:not(:empty)").count() == 0
    page.get_by_role("radio", name="home", exact=True).click()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".outcome")).to_contain_text("Not this time.")
    words_of_rings = page.locator(".asks .ring-word")
    expect(words_of_rings).to_have_text(["answer", "you"])  # from left to right, as the rings
    last = page.locator(".asks .large .column-word").last.bounding_box()
    assert all(word.bounding_box()["x"] > last["x"] + 10 for word in words_of_rings.all())
    for name, at in (("you", words.index("home")), ("answer", best)):
        expect(page.locator(f'.asks .tag[data-j="{at}"]')).to_have_text(name)


def test_the_softmax_over_d_and_the_race(lesson):
    page = lesson("reveal=1&scaling=true&parallel=true&d=10")
    bars = page.locator(".bars .strong.halo")
    largest = measure().weights[:, -1, 0]
    expect(bars).to_have_text([short(float(value)) for value in largest])
    page.wait_for_selector(".js-plotly-plot .scatterlayer .points")


def unknown_words_are_named_and_the_last_sentence_stays(page) -> None:
    box = page.get_by_role("textbox", name=re.compile("Your sentence"))
    box.fill("Lily [MASK] teas .")
    box.press("Enter")
    expect(page.get_by_text("The encoder does not know")).to_contain_text("Lily")
    expect(page.locator(".asks .sum .row-word").first).to_have_text("Lili")
    box.fill("those students [MASK] very happy today .")
    box.press("Enter")
    expect(page.locator(".asks .sum .row-word").first).to_have_text("those")


LONG = "although the girl who learns Japanese is tired , [MASK] wants to swim ."
LONGEST = f"although the girl who is tired , {LONG}"


@pytest.mark.parametrize("sentence", [LONG, LONGEST])
def test_a_long_sentence_leaves_the_question_on_the_first_screen(lesson, sentence):
    page = lesson(f"sentence={quote(sentence)}")
    is_asked_on_the_first_screen(page)
    steady(page)
    assert page.locator(".asks .row-word").count() == 2 * len(sentence.split())
    expect(page.locator(".asks .cards")).to_be_visible(visible=sentence == LONG)
