"""A graph in layers in a real browser, from an exported file: what flows in it, and is read."""

from functools import partial
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.checks import broken_rules, drawn
from tests.browser.samples import LAYERS, NAMES, SERIES, graph_in_layers
from viz.numbers import short

pytestmark = pytest.mark.browser

READING = '[data-read="part"]'


@pytest.fixture
def show(exported):
    """`show(look…)` opens the graph's file."""
    return partial(exported, graph_in_layers())


def wire(page, name):
    return page.locator(f'[data-wire="{name}"]')


def test_wires_are_as_thick_pale_and_coloured_as_what_flows(show):
    page = show()
    looks = []
    for t in range(3):
        path = wire(page, "x1-h1")
        width = float(path.get_attribute("stroke-width"))
        assert width == pytest.approx(1.2 + 4.4 * abs(SERIES["x1-h1"][t]), abs=0.01)
        opacity = float(path.locator("..").get_attribute("opacity"))
        assert opacity == pytest.approx(0.2 + 0.4 * abs(SERIES["x1-h1"][t]), abs=0.01)
        looks.append(path.evaluate("path => getComputedStyle(path).stroke"))
        page.focus(".stage")
        page.keyboard.press("ArrowRight")
        drawn(page)
    assert len(set(looks)) == 3


def test_an_arrow_ends_where_its_node_begins(show):
    page = show()
    tip = wire(page, "h2-y").locator("..").locator(".tip")
    x = tip.evaluate("tip => tip.getBoundingClientRect().right")
    box = page.locator('[data-node="y"] rect').bounding_box()
    assert x == pytest.approx(box["x"], abs=2)


def test_nodes_and_wires_are_read_by_pointer_and_by_keys(show):
    page = show()
    page.locator('[data-node="h2"]').hover()
    expect(page.locator(READING)).to_have_text(f"value of h2: {said('h2')}")
    box = wire(page, "h2-y").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"])
    expect(page.locator(READING)).to_have_text(f"value of h2-y: {said('h2-y')}")
    page.mouse.move(0, 0)
    page.locator('.picture[data-kind="graph"]').focus()
    for name in NAMES[:3]:
        page.keyboard.press("ArrowDown")
        expect(page.locator(READING)).to_have_text(f"value of {name}: {said(name)}")
    expect(page.locator(".node.at")).to_have_attribute("data-node", NAMES[2])


def said(name: str) -> str:
    return short(float(SERIES[name][0]), 3)


def test_boxes_stay_apart_on_a_phone_and_all_is_accessible(show):
    page = show(width=390)
    boxes = page.locator(".node rect").evaluate_all(
        "all => all.map(e => { const b = e.getBoundingClientRect(); return [b.left, b.right]; })"
    )
    columns = sorted({tuple(map(round, box)) for box in boxes})
    assert len(columns) == len(LAYERS)
    assert all(a[1] < b[0] for a, b in pairwise(columns))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert broken_rules(page) == []
