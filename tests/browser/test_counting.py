"""What was counted, in a real browser: values read off each picture, by pointer and by keyboard."""

import re

import pytest

from tests.browser.checks import comes_to, drawn
from tests.browser.counted import (
    by_order,
    line_as_product,
    line_written,
    strip_read,
    text_counted,
)
from viz.numbers import short

pytestmark = pytest.mark.browser

STAGE = "document.getElementById('root').unrolled"
STEP = 11  # in which a second name has begun, so that one context has two continuations
SHOWN = "all => all.filter(e => e.checkVisibility({visibilityProperty: true}))"


@pytest.fixture
def counted(exported):
    made = text_counted("en")
    page = exported(made, still=True)
    seek(page, STEP - 1)
    return page, {view.kind: view.data for view in made.views}


def seek(page, step):
    page.evaluate(f"{STAGE}.clock.seek({step})")
    drawn(page)


def said(page, kind):
    return page.locator(f".picture[data-kind={kind}]").get_attribute("aria-label")


def test_a_bar_is_as_long_as_its_share_and_grows_with_the_clock(counted):
    page, data = counted
    found = data["shares"]
    row = found["now"][STEP - 1]
    bar = found["bars"][found["frames"][STEP - 1][row]]
    rects = page.locator(f".shares rect[data-row='{row}']")
    widths = rects.evaluate_all(f"all => ({SHOWN})(all).map(e => e.width.baseVal.value)")
    ends = page.locator(".shares .rule").evaluate_all("all => all.map(e => e.x1.baseVal.value)")
    whole = max(ends) - min(ends)  # from 0 to 1
    assert [width / whole for width in widths] == pytest.approx(
        [share for _, share, *_ in bar["segments"]], abs=0.01
    )
    assert len(widths) == 2


def test_keys_read_the_segments_of_a_row_and_leave_the_clock(counted):
    page, data = counted
    found = data["shares"]
    bars = [found["bars"][k] for k in found["frames"][STEP - 1]]
    row = found["now"][STEP - 1]
    page.locator(".picture[data-kind=shares]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    segments = bars[row]["segments"]
    comes_to(lambda: page.locator(".shares .note.strong").text_content(),
             segments[bars[row]["hit"]][3])  # fmt: skip
    page.keyboard.press("ArrowLeft")
    comes_to(lambda: page.locator(".shares .note.strong").text_content(), segments[0][3])
    assert segments[0][3] in said(page, "shares")
    assert page.evaluate(f"{STAGE}.clock.step") == STEP - 1
    page.locator(".stage").focus()
    page.keyboard.press("ArrowRight")
    comes_to(lambda: page.evaluate(f"{STAGE}.clock.step"), STEP)


def test_a_draw_stands_in_the_segment_that_it_chose(exported):
    made = line_written("en")
    page = exported(made, still=True)
    for step in range(made.clock.length):
        seek(page, step)
        path = page.locator(".shares .mark").get_attribute("d")
        mark = float(re.match(r"M([\d.]+)", path)[1])
        left, width = page.locator(".shares rect.hit").evaluate(
            "e => [e.x.baseVal.value, e.width.baseVal.value]"
        )
        assert left - 1 <= mark <= left + width + 1


def test_the_window_stands_on_the_history_and_a_pressed_tile_moves_it(counted):
    page, data = counted
    found = data["window"]

    def shown(is_):
        return page.locator(f".window .tile[data-is={is_}]").evaluate_all(
            "all => all.map(e => e.dataset.word)"
        )

    for step in (0, STEP, len(found["places"]) - 1):
        seek(page, step)
        place, n = found["places"][step], found["history"][step]
        words = [word for word, *_ in found["tiles"]]
        assert shown("next") == [words[place]]
        assert shown("history") == words[place - n : place]
    page.locator(".window .tile").nth(found["places"][2]).click()
    comes_to(lambda: page.evaluate(f"{STAGE}.clock.step"), 2)


def test_what_is_written_later_is_not_there_yet(exported):
    made = line_written("en")
    page = exported(made, still=True)
    for step in (0, made.clock.length - 1):
        seek(page, step)
        seen = page.locator(".window .tile").evaluate_all(f"all => ({SHOWN})(all).length")
        assert seen == step + 2  # and ⟨s⟩


def test_a_column_of_the_orders_is_picked_by_pointer_and_arrow_keys(exported):
    made = by_order("en")
    page = exported(made, still=True)
    columns = page.get_by_role("radio")
    assert columns.count() == made.views[0].data["length"]
    assert columns.nth(2).get_attribute("aria-checked") == "true"
    columns.nth(4).click()
    comes_to(lambda: columns.nth(4).get_attribute("aria-checked"), "true")
    page.keyboard.press("ArrowLeft")
    comes_to(lambda: page.evaluate(f"{STAGE}.picked.n"), 4)
    assert columns.nth(3).evaluate("e => e === e.getRootNode().activeElement")
    assert page.evaluate(f"{STAGE}.clock.step") == 0


def test_points_are_as_high_as_their_perplexity_and_the_best_is_ringed(exported):
    made = by_order("en")
    page = exported(made, still=True)
    held_out = made.views[0].data["curves"][1]
    dots = page.locator(".orders .dot[data-curve='held out']")
    values = dots.evaluate_all("all => all.map(e => Number(e.dataset.value))")
    heights = dots.evaluate_all("all => all.map(e => e.cy.baseVal.value)")
    assert values == held_out["values"]
    assert sorted(heights, reverse=True) == [heights[k] for k in rank(values)]
    ring = page.locator(".orders .best").evaluate("e => e.cy.baseVal.value")
    assert ring == heights[held_out["best"] - 1] == max(heights)


def rank(values):
    return sorted(range(len(values)), key=values.__getitem__)


def test_a_covered_curve_is_question_marks(exported):
    page = exported(by_order("en", covered=True), still=True)
    assert page.locator(".orders .dot[data-curve='held out']").count() == 0
    assert page.locator(".orders .best").count() == 0
    assert page.locator(".orders .asked").all_text_contents() == ["?"] * 6


def test_factors_appear_with_the_clock_as_high_as_their_bits(exported):
    made = line_as_product("en")
    page = exported(made, still=True)
    found = made.views[0].data["factors"]
    for step in (0, len(found) - 1):
        seek(page, step)
        bars = page.locator(".factors rect.bits")
        tall = bars.evaluate_all("all => all.map(e => e.height.baseVal.value)")
        unit = tall[0] / found[0]["bits"]
        shown = [factor["bits"] if k <= step else 0 for k, factor in enumerate(found)]
        assert [height / unit for height in tall] == pytest.approx(shown, abs=1e-3)
    counts = page.locator(".factors [data-fraction]")
    fractions = counts.evaluate_all("all => all.map(e => e.dataset.fraction)")
    assert fractions == [text for each in found for text in (each["fraction"], each["whole"])]
    assert found[-1]["fraction"] in said(page, "factors")
    assert page.locator(".factors .ring").count() == sum(each["differs"] for each in found)


def test_a_strip_says_bits_mean_and_perplexity_of_what_is_read(exported):
    made = strip_read("en")
    page = exported(made, still=True)
    found = made.views[0].data["tokens"]
    tiles = page.locator(".surprise .tile")
    bits = tiles.evaluate_all("all => all.map(e => Number(e.dataset.bits))")
    assert bits == [token["bits"] for token in found]
    height = page.locator(".surprise").bounding_box()["height"]
    for step in (40, len(found) - 1):
        seek(page, step)
        mean = sum(bits[: step + 1]) / (step + 1)
        told = page.locator(".surprise [data-fact=perplexity]").text_content()
        assert told == f"2{short(mean, 4)} = {short(2**mean, 3)}"
        assert page.locator(".surprise .tile.ahead").count() == len(found) - 1 - step
        assert f"{short(bits[step], 3)} bits" in said(page, "surprise")
        assert f"seen: {found[step]['seen']}" in said(page, "surprise")
        assert page.locator(".surprise").bounding_box()["height"] == height


def test_up_and_down_move_a_strip_by_a_line_and_a_pressed_tile_by_its_place(exported):
    made = strip_read("en")
    page = exported(made, still=True)
    tops = page.locator(".surprise .tile").evaluate_all("all => all.map(e => e.offsetTop)")
    lines = sorted(set(tops))
    page.locator(".surprise .tile").nth(5).click()
    comes_to(lambda: page.evaluate(f"{STAGE}.clock.step"), 5)
    page.locator(".picture[data-kind=surprise]").focus()
    for key, line in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1)):
        page.keyboard.press(key)
        comes_to(lambda: lines.index(tops[page.evaluate(f"{STAGE}.clock.step")]), line)
    now = page.evaluate(f"{STAGE}.clock.step")
    page.keyboard.press("ArrowRight")
    comes_to(lambda: page.evaluate(f"{STAGE}.clock.step"), now + 1)
