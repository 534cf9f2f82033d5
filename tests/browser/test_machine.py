"""The map of a whole Transformer in a real browser: what it draws, and which switches it tells."""

import pytest
from playwright.sync_api import expect

from core.data.chinese_english import example
from core.recorders.stack import record_machine
from core.shipped.seq2seq_transformer import load_seq2seq_transformer
from tests.browser.checks import broken_rules, drawn
from tests.browser.samples import whole_machine
from viz.views.machine_clock import Moment, moments

pytestmark = pytest.mark.browser

STAGE = "document.getElementById('root').unrolled"
LEAST = 0.05  # weight of an arc that is drawn

# As a page does that hears what is picked; another id, so that the picture is built anew.
HEARD = f"""() => {{
  const data = structuredClone({STAGE}.data);
  data.views[0].id += " heard";
  {STAGE}.update(data, () => {{}});
}}"""


@pytest.fixture(scope="module")
def found():
    return record_machine(
        load_seq2seq_transformer(), example(("time", "place", "relative"), 95).source
    )


@pytest.fixture
def show(exported):
    """`show(state…)` opens the file of the map, at its beginning."""

    def open_file(**state):
        return exported(whole_machine(**state), still=True)

    return open_file


def go(page, found, moment) -> None:
    step = moments(words=len(found.decoder.target)).index(moment)
    page.evaluate(f"(step) => {STAGE}.clock.go(step)", step)
    drawn(page)


def picked(page, name):
    return page.evaluate(f"(name) => {STAGE}.picked[name]", name)


def test_arcs_and_tiles_are_what_is_recorded(show, found):
    page, row = show(), 6
    go(page, found, Moment("decoder", row, 2))
    weights = found.look("d1c").weights.mean(axis=0)[row]
    arcs = page.locator(".look").evaluate_all(
        "all => all.map(e => [Number(e.dataset.j), Number(e.dataset.weight)])"
    )
    assert dict(arcs) == pytest.approx(
        {j: weight for j, weight in enumerate(weights) if weight >= LEAST}, abs=1e-4
    )
    rows = page.locator(".stack.decoder .row")
    tile = rows.nth(row).locator(".tile").nth(2)
    assert tile.locator("title").text_content().startswith(found.decoder.lens_word(2, row))
    assert rows.nth(row).locator(".tile:visible").count() == 3
    written = rows.nth(row - 1).locator(".written")
    assert written.text_content() == found.decoder.target[row - 1]
    expect(page.locator(".box.works")).to_have_count(1)


def test_taught_nobody_looks_ahead(show):
    page = show(mode="teach")
    page.evaluate(f"{STAGE}.clock.go(6)")  # the decoder's first self-attention
    drawn(page)
    pairs = page.locator(".look").evaluate_all(
        "all => all.map(e => [Number(e.dataset.row), Number(e.dataset.j)])"
    )
    assert pairs
    assert all(key <= row for row, key in pairs)
    masked = page.locator(".stack.decoder .row.masked").count()
    assert masked == page.locator(".stack.decoder .row").count() - picked(page, "row") - 1


def test_boxes_and_lines_are_switches_in_a_page_that_hears(show):
    page = show()
    assert page.locator(".machine button").count() == 0  # in a file nothing can be computed anew
    page.evaluate(HEARD)
    drawn(page)
    assert page.locator(".machine button").count() == 20
    page.locator('[data-switch="cut"][data-code="d1c"]').click()
    for code in ("d2f", "e1f"):
        page.focus(f'[data-switch="off"][data-code="{code}"]')
        page.keyboard.press("Enter")
    drawn(page)
    assert picked(page, "cut") == "d1c"
    assert picked(page, "off") == "e1f.d2f"
    pressed = page.locator('.machine button[aria-pressed="true"]')
    assert pressed.evaluate_all("all => all.map(e => e.dataset.code).sort()") == [
        "d1c",
        "d2f",
        "e1f",
    ]
    assert broken_rules(page) == []


def test_up_and_down_lead_from_word_to_word(show, found):
    page = show()
    page.focus(".machine .picture")
    before = picked(page, "row")
    page.keyboard.press("ArrowDown")
    assert picked(page, "row") == before + 1
    go(page, found, Moment("decoder", 3, 2))
    page.keyboard.press("ArrowUp")
    drawn(page)
    there = moments(words=len(found.decoder.target))[page.evaluate(f"{STAGE}.clock.step")]
    assert there == Moment("decoder", 2, 2)
