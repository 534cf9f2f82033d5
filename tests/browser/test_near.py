"""A sublayer opened, in a real browser: its heads and words by pointer and by keyboard."""

import numpy as np
import pytest

from tests.browser.checks import comes_to, drawn
from tests.browser.samples import sublayer_opened
from viz.numbers import short

pytestmark = pytest.mark.browser

STEP = 5 + 7 * 8 + 2  # the first cross-attention of word 8
PICKED = "document.getElementById('root').unrolled.picked"


@pytest.fixture
def opened(exported):
    made = sublayer_opened("en")
    page = exported(made, still=True)
    page.evaluate(f"document.getElementById('root').unrolled.clock.seek({STEP})")
    drawn(page)
    return page, np.asarray(made.views[0].data["scores"]["d1c"])[:, 7].astype(float)


def picked(page):
    found = page.evaluate(PICKED)
    return found["head"], found["key"]


def equation(page):
    """The scaled score and the weight that the equation ends in."""
    slots = ("e", "alpha")
    shown = '.near .equation math:not([style*="none"]) [data-slot="{}"]'
    return tuple(page.locator(shown.format(slot)).text_content() for slot in slots)


def expected(scores, head, key):
    raised = np.exp(scores[head])
    return short(scores[head, key], 3), short(raised[key] / raised.sum(), 3)


def test_a_pressed_cell_shows_its_own_numbers_and_pressed_again_the_largest(opened):
    page, scores = opened
    assert picked(page) == (0, -1)
    assert equation(page) == expected(scores, 0, scores[0].argmax())
    cell = page.locator('.near .cell[data-head="2"][data-key="3"]')
    cell.click()
    comes_to(lambda: picked(page), (2, 3))
    drawn(page)
    assert equation(page) == expected(scores, 2, 3)
    cell.click()
    comes_to(lambda: picked(page), (2, -1))
    drawn(page)
    assert equation(page) == expected(scores, 2, scores[2].argmax())


def test_keys_lead_through_heads_and_words_and_the_clock_keeps_its_own(opened):
    page, scores = opened
    picture = page.locator('.picture[data-kind="near"]')
    picture.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("PageUp")
    best = int(scores[1].argmax())
    comes_to(lambda: picked(page), (1, max(0, best - 1)))
    drawn(page)
    assert equation(page) == expected(scores, 1, max(0, best - 1))
    assert "head 2" in picture.get_attribute("aria-label")
    page.keyboard.press("ArrowRight")
    drawn(page)
    assert page.locator(".slider").input_value() == str(STEP + 1)


def test_the_ledger_grows_to_the_sum_that_is_the_logit(opened):
    page, _ = opened
    last, values = ".near [data-part=sum] .value", ".near .part:not([data-state=ahead])"
    assert page.locator(values).count() == 2 + 2 + 1  # word, position, two sublayers, their sum
    page.evaluate(f"document.getElementById('root').unrolled.clock.seek({STEP + 5})")
    drawn(page)
    assert page.locator(values).count() == 10
    total = sublayer_opened("en").views[0].data["ledger"]["total"][7]
    assert page.locator(last).inner_text() == short(float(total), 3)
