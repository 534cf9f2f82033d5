"""Pictures of word vectors: bars move to what was taught, rows light up, leaves are picked."""

import numpy as np
import pytest

from tests.browser.checks import drawn
from tests.browser.word_vector_steps import WORDS, codes_grown, step_sampled, text_looked_up

pytestmark = pytest.mark.browser

SEEK = """(time) => {
  const stage = document.getElementById("root").unrolled;
  stage.clock.seek(time);
  stage.draw();
}"""
STEPS = "[...document.querySelectorAll('.stage .lit')].map((each) => Number(each.style.opacity))"
PRODUCT = "(all) => all.filter((cell) => cell.dataset.value).map((cell) => +cell.dataset.value)"
LEAVES = ".leaves [role=radio]"


def test_bars_move_from_before_to_after_and_then_the_next_step_is_there(exported):
    stage = step_sampled()
    page = exported(stage)
    steps = stage.views[0].data["steps"]
    assert all(abs(row[3] - row[2]) > 1e-3 for row in steps[5]["taught"])
    track = float(page.locator(".track").first.get_attribute("width"))

    def bars():
        found = page.locator(".sigma").evaluate_all(
            "all => all.map((bar) => +bar.attributes.width.value)"
        )
        return np.array(found) / track

    for time, step, column in ((5, 5, 2), (5.45, 5, 3), (5.55, 6, 2), (6, 6, 2)):
        page.evaluate(SEEK, time)
        expected = [row[column] for row in steps[step]["taught"]]
        np.testing.assert_allclose(bars(), expected, atol=0.02 / track)
        words = page.locator(".taught .word").all_text_contents()
        assert words == [row[0] for row in steps[step]["taught"]]


def test_between_two_tokens_the_product_is_between_two_rows(exported):
    stage = text_looked_up()
    page = exported(stage)
    data = stage.views[0].data
    first, second = (data["table"][data["at"][step]] for step in (0, 1))
    for time, share in ((0, 0), (0.5, 0.5), (1, 1)):
        page.evaluate(SEEK, time)
        lit = page.evaluate(STEPS)
        assert (lit[data["at"][0]], lit[data["at"][1]]) == (1 - share, share)
        assert sum(lit) == 1
        product = page.locator(".number").evaluate_all(PRODUCT)
        np.testing.assert_allclose(product, (1 - share) * first + share * second, rtol=1e-6)


def test_nodes_arise_one_by_one(exported):
    stage = codes_grown(leaves=6)
    page = exported(stage)
    for step in range(6):
        page.evaluate(SEEK, step)
        assert page.locator(".inner:visible").count() == step
        assert page.locator(".edge:visible").count() == 2 * step


def test_a_leaf_is_picked_by_keys_and_its_path_is_marked(exported):
    stage = codes_grown(turns=True)
    page = exported(stage)
    nodes = stage.views[0].data["nodes"]
    page.evaluate(SEEK, stage.clock.length - 1)
    assert page.locator(".caption").inner_text() != WORDS["en"]["huffman_hint"]  # the last join
    leaves = page.locator(LEAVES)
    assert page.locator(f"{LEAVES}[tabindex='0']").count() == 1
    page.locator(f"{LEAVES}[tabindex='0']").focus()
    for key, place in (("Enter", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1)):
        page.keyboard.press(key)
        drawn(page)
        chosen = page.locator(f"{LEAVES}[aria-checked=true]")
        assert chosen.count() == 1
        assert chosen.get_attribute("data-leaf") == leaves.nth(place).get_attribute("data-leaf")
        assert chosen.evaluate("(leaf) => leaf === document.activeElement")
        leaf = nodes[int(chosen.get_attribute("data-leaf"))]
        assert page.locator(".edge[data-on=true]").count() == leaf["depth"]
        turns = page.locator("text.bit:visible").all_text_contents()
        assert len(turns) == leaf["depth"]
        code = "".join(turn[0] for turn in turns)
        assert (
            f"{leaf['word']}, {leaf['count']:,} times: {code}."
            in page.locator(".caption").inner_text()
        )
        assert page.evaluate("document.getElementById('root').unrolled.clock.step") == 11
