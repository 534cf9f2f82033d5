"""The lesson on the causal mask in a real browser: its numbers, painting, guesses, writing."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.lessons.causal_mask import painted as painted_mask
from core.lessons.causal_mask.lesson import shipped
from core.lessons.causal_mask.settings import CausalMask
from core.lessons.causal_mask.study import writes
from tests.browser import gallery
from tests.browser.checks import drawn, go_to_phone, is_asked_on_the_first_screen, settle, steady
from viz.numbers import short

pytestmark = pytest.mark.browser
ROW, T = 3, 10  # the row (from 0) that is looked at, and the characters of the default text


def step(row: int, substep: int) -> int:
    """The link's t at which a row (from 0) is at a sub-step (from 1)."""
    return row * 4 + substep


def values(page, name: str, row: int = ROW) -> list[str]:
    """What is written in a row of a square: "scores", "weights" or "slopes"."""
    return page.locator(f'.square.{name} .value[data-i="{row}"]').all_text_contents()


def test_the_numbers_on_the_picture_are_the_recorded_ones_by_pointer_and_by_key(lesson):
    made = shipped()
    trace, head = made.of_head(CausalMask.head)
    page = lesson(f"reveal=1&t={step(ROW, 4)}")
    scores = values(page, "scores")
    assert scores[ROW + 1 :] == ["−∞"] * (T - ROW - 1)
    shown = [float(each.replace("−", "-")) for each in scores[: ROW + 1]]
    assert shown == pytest.approx(trace.scores[head, ROW, : ROW + 1], abs=0.51)
    weights = [float(each) for each in values(page, "weights")]
    assert weights == pytest.approx(trace.weights[head, ROW], abs=0.0051)
    slopes = values(page, "slopes")
    np.testing.assert_array_equal(np.array(slopes) == "0", made.influence.dx[ROW] == 0)
    assert [float(each) for each in slopes] == pytest.approx(made.influence.dx[ROW], rel=0.06)
    assert page.locator('.square.weights .side[data-row="3"]').text_content() == "1.00"
    card = page.locator('.substep.softmax [data-slot="sum"]')
    total = float(np.exp(trace.scores[head, ROW, : ROW + 1].astype(float)).sum())
    assert card.text_content() == short(total, 3)
    assert page.locator('.substep.prove [data-slot="slope"]').text_content() == "0"
    assert values(page, "scores", ROW + 1) == [""] * T
    page.locator(".square.slopes").focus()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    reading = page.locator(".masks .reading")
    expect(reading).to_contain_text(short(float(made.influence.dx[2, 2]), 3))
    expect(reading).to_contain_text(short(float(trace.weights[head, 2, 2]), 3))
    page.locator('.square.weights .fill[data-i="5"][data-j="1"]').click()
    page.wait_for_url(re.compile(rf"t={step(5, 3)}"))
    page.wait_for_url(re.compile(r"key=1"))
    alpha = page.locator('.substep.softmax [data-slot="alpha"]')
    expect(alpha).to_have_text(short(float(trace.weights[head, 5, 1]), 3))
    page.locator('.masks .head-map[data-head="2"]').click()
    page.wait_for_url(re.compile(r"head=2"))
    settle(page)
    trace, head = made.of_head(2)
    expect(alpha).to_have_text(short(float(trace.weights[head, 5, 1]), 3))


def test_cells_are_painted_by_pointer_and_by_keyboard(lesson):
    page = lesson(f"reveal=1&t={step(T - 1, 4)}")
    page.locator('.square.scores .fill[data-i="4"][data-j="8"]').click()
    mask = CausalMask().matrix.copy()
    mask[4, 8] = True
    page.wait_for_url(re.compile(re.escape(f"cells={painted_mask.write(mask)}")))
    page.wait_for_url(re.compile("mask=painted"))
    expect(page.locator(".of-scores .heading")).to_contain_text("Your painted mask")
    opened = page.locator('.square.weights .value[data-i="4"][data-j="8"]')
    expect(opened).to_have_text(re.compile(r"\."))
    settle(page)
    page.mouse.move(2, 2)
    expect(page.locator(".masks .reading")).to_contain_text("“g” (10)")
    page.locator(".square.scores").focus()
    for key in ("ArrowLeft", "Enter"):
        page.keyboard.press(key)
    mask[T - 1, T - 2] = False
    page.wait_for_url(re.compile(re.escape(f"cells={painted_mask.write(mask)}")))
    expect(page.locator('.square.weights .value[data-i="9"][data-j="8"]')).to_have_text("0")
    focused = "document.activeElement.shadowRoot.activeElement.className"
    page.wait_for_function(f"{focused} === 'square scores'")
    expect(page.locator(".masks .reading")).to_contain_text("“g” (10) may not look at “n” (9)")


def test_a_row_that_may_look_nowhere_has_no_weights_and_no_nan(exported):
    page = exported(gallery.causal_mask("en", mask="padding", n=0), still=True)
    page.focus(".stage")
    page.keyboard.press("End")
    drawn(page)
    assert values(page, "weights") == ["–"] * T
    assert values(page, "scores") == ["−∞"] * T
    assert page.locator('.square.weights .side[data-row="3"]').text_content() == "0/0"
    np.testing.assert_array_equal(np.array(values(page, "slopes")) == "0", np.arange(T) != ROW)
    assert "NaN" not in page.locator(".stage .picture").text_content()


def test_each_mask_is_guessed_on_its_own(lesson):
    page = lesson(f"t={step(ROW, 4)}")
    assert values(page, "slopes") == [""] * T
    assert page.locator('.substep.prove [data-slot="slope"]').text_content() == "?"
    page.get_by_role("radio", name="its own and all before it").click()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".outcome")).to_contain_text("Right.")
    expect(page.locator(".masks .hidden")).to_have_text("")
    page.get_by_role("radio", name="sliding window").click()
    expect(page.locator(".masks .hidden")).to_have_text("?")
    assert page.locator(".masks .outline").count() == 0
    page.get_by_role("radio", name="its own and the 2 before it").click()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".outcome")).to_contain_text("Not this time.")
    expect(page.locator(".masks .mark-word")).to_have_text(["you", "answer"])
    settle(page)
    steady(page)
    go_to_phone(page)
    steady(page)
    one_square_and_its_card_are_seen_together(page)


def one_square_and_its_card_are_seen_together(page) -> None:
    page.focus(".stage")
    page.keyboard.press("Home")
    for square, card in (("scores", "score"), ("scores", "mask"), ("weights", "softmax")):
        drawn(page)
        for each in ("scores", "weights", "slopes"):
            visible = page.locator(f".square.{each}").is_visible()
            assert visible == (each == square), (card, each)
        assert page.locator(".substep:visible").get_attribute("data-substep") == card
        page.keyboard.press("ArrowRight")


def test_cells_hold_numbers_in_the_longest_text(lesson):
    page = lesson(f"reveal=1&text=the string of it&t={step(ROW, 4)}")
    for name in ("scores", "weights", "slopes"):
        assert all(values(page, name)), name


def test_both_models_write_on_the_stage(exported):
    page = exported(gallery.writers("en"), still=True)
    page.focus(".stage")
    for _ in range(11):
        page.keyboard.press("ArrowRight")
    drawn(page)
    pages = page.locator(".typed .page")
    for box, name in zip((pages.nth(0), pages.nth(1)), ("masked", "unmasked"), strict=True):
        made = writes(name, "The ", "drawn", 0)
        assert box.locator(".sign").all_text_contents() == list(made.tokens)
        assert box.locator('.sign[data-there="true"]').count() == 12


@pytest.mark.parametrize(
    "link", ["text=abcdefgh%E4%B8%AD%E6%96%87%40mnopw", "mask=window&n=16", "text=x"]
)
def test_the_longest_text_and_remarks_leave_the_question_on_the_first_screen(lesson, link):
    is_asked_on_the_first_screen(lesson(link))


def test_one_score_is_told_as_one(lesson):
    page = lesson("reveal=1&t=3")
    expect(page.locator(".masks .says")).to_contain_text("the only score")
