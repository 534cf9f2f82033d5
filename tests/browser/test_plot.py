"""Points, curves and a field between two axes in a real browser, from an exported file."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.data import placed_points
from tests.browser.checks import broken_rules, drawn
from tests.browser.samples import (
    PATH,
    STEPS,
    SURFACE,
    WAY,
    X,
    Y,
    points_on_a_field,
    vectors_and_squares,
)

pytestmark = pytest.mark.browser

DRAGGED = '[data-name="data"]'
READING = '[data-read="plot"]'


@pytest.fixture
def show(exported):
    """`show(what is picked, look…)` opens the plot's file."""

    def open_file(picked: str = "", **look):
        return exported(points_on_a_field(picked=picked), **look)

    return open_file


def place(page, name="data", index=0) -> tuple[float, float]:
    """Where a point is, in values."""
    mark = page.locator(f'[data-name="{name}"][data-index="{index}"]')
    return float(mark.get_attribute("data-x")), float(mark.get_attribute("data-y"))


def picked(page) -> str:
    return page.evaluate("document.getElementById('root').unrolled.picked.points")


def between_axes(page) -> dict:
    return page.locator(".plot .border").bounding_box()


def at(page, x, y) -> tuple[float, float]:
    """The px of values, by the border that the axes have."""
    box = between_axes(page)
    return box["x"] + (x + 1) / 4 * box["width"], box["y"] + (1 - y / 2) * box["height"]


def drag(page, start, end) -> None:
    page.mouse.move(*at(page, *start))
    page.mouse.down()
    page.mouse.move(*at(page, *end), steps=3)
    page.mouse.up()
    drawn(page)


def test_a_point_that_is_dragged_is_read_told_and_stays(show):
    page = show()
    drag(page, (0, 0.5), (2, 1.2))
    assert place(page) == pytest.approx((2, 1.2), abs=0.02)
    assert place(page, index=1) == (1, 1.5)
    expect(page.locator(READING)).to_have_text(re.compile(r"^data: x \(cm\) (2.0|1.9).*, loss 1.2"))
    shares = placed_points.read(picked(page), 2)
    np.testing.assert_allclose(X.at(shares[:, 0]), [2, 1], atol=0.02)
    np.testing.assert_allclose(Y.at(shares[:, 1]), [1.2, 1.5], atol=0.02)
    again = show(picked(page))
    assert place(again) == pytest.approx(place(page), abs=0.005)


def test_a_point_that_is_only_pressed_stays(show):
    page = show()
    page.mouse.click(*at(page, 0, 0.5))
    drawn(page)
    assert place(page) == (0, 0.5)
    assert picked(page) == ""


def test_a_point_does_not_leave_the_axes(show):
    page = show()
    drag(page, (0, 0.5), (-2, 5))
    assert place(page) == (-1, 2)
    assert placed_points.read(picked(page), 2)[0].tolist() == [0, 1]


def test_a_point_is_moved_by_keys_and_the_clock_is_not(show):
    page = show()
    page.locator(f"{DRAGGED} >> nth=1").focus()
    expect(page.locator(READING)).to_have_text("data: x (cm) 1.00, loss 1.50")
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    drawn(page)
    assert place(page, index=1) == pytest.approx((1.16, 1.46))
    expect(page.locator(READING)).to_have_text("data: x (cm) 1.16, loss 1.46")
    assert page.locator(f"{DRAGGED} >> nth=1").get_attribute("aria-label").endswith("loss 1.46")
    assert picked(page) == placed_points.write(np.array([[0.25, 0.25], [0.54, 0.73]]))
    expect(page.locator(".label")).to_have_text("t = 1")


def test_a_point_keeps_the_keyboard_when_the_data_change(show):
    page = show()
    page.locator(f"{DRAGGED} >> nth=1").focus()
    page.evaluate("""() => {
      const { unrolled } = document.getElementById("root");
      const [view] = unrolled.data.views;
      unrolled.update({ ...unrolled.data, views: [{ ...view, id: "another" }] });
    }""")
    drawn(page)
    page.keyboard.press("ArrowLeft")
    drawn(page)
    assert place(page, index=1) == pytest.approx((0.92, 1.5))


def test_tab_leads_from_point_to_point(show):
    page = show()
    page.locator('.picture[data-kind="plot"]').focus()
    for index in ("0", "1"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.dataset.index") == index


def test_what_moves_is_where_the_clock_is(show):
    page = show()
    for t in range(STEPS):
        assert place(page, "weights") == pytest.approx(tuple(PATH[t, 0]))
        page.focus(".stage")
        page.keyboard.press("ArrowRight")
        drawn(page)


def test_the_field_and_the_points_are_read_by_pointer(show):
    page = show()
    page.focus(".stage")
    page.keyboard.press("ArrowRight")
    page.mouse.move(*at(page, -1 + 4 * 6.5 / 8, 2 * 0.5 / 5))  # the lowest row, the column 6
    expect(page.locator(READING)).to_have_text(f"height: {SURFACE[1, 0, 6]:.1f}")
    page.mouse.move(*at(page, 1, 1.5))
    expect(page.locator(READING)).to_have_text("data: x (cm) 1.00, loss 1.50")
    page.mouse.move(*at(page, 3, 1))
    expect(page.locator(READING)).to_have_text("fit: x (cm) 3.00, loss 1.00")


def test_the_colours_of_the_field_are_right_side_up(show):
    """The field grows to the right and upwards, so its canvas is dark at the right and the top."""
    page = show()
    pixels = page.locator("canvas.field").evaluate(
        "c => [...c.getContext('2d').getImageData(0, 0, c.width, c.height).data]"
    )
    red = np.array(pixels).reshape(5, 8, 4)[:, :, 0].astype(int)
    assert red[0, 7] < red[4, 0]
    assert (np.diff(red, axis=0) >= 0).all()
    assert (np.diff(red, axis=1) <= 0).all()


def test_it_is_accessible_and_fits_a_phone(show):
    for look in ({"width": 390}, {"dark": True}):
        page = show(**look)
        assert broken_rules(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator(f"{DRAGGED} >> nth=1").focus()
        reading, box = page.locator(READING).bounding_box(), between_axes(page)
        assert box["x"] <= reading["x"]
        assert reading["x"] + reading["width"] <= box["x"] + box["width"] + 1


def test_it_says_where_all_points_are(show):
    page = show()
    said = page.locator('.picture[data-kind="plot"]').get_attribute("aria-label")
    assert "data: (0, 0.500), (1.00, 1.50); weights: (0, 0)" in said


def listening(page) -> None:
    """As in the app, where Python hears what is picked; in a file nobody does."""
    page.evaluate(
        "Object.defineProperty(document.getElementById('root').unrolled, 'heard', {value: true})"
    )


def more(page) -> list[list[float]]:
    """The points of the group that grows, as they were told."""
    code = page.evaluate("document.getElementById('root').unrolled.picked.more")
    shares = placed_points.read_all(code)
    return np.stack([X.at(shares[:, 0]), Y.at(shares[:, 1])], axis=-1).round(1).tolist()


def test_a_press_adds_a_point_and_delete_takes_one_away(exported):
    page = exported(vectors_and_squares())
    page.mouse.click(*at(page, 2.5, 0.2))
    assert page.evaluate("document.getElementById('root').unrolled.picked.more") == ""
    listening(page)
    page.mouse.click(*at(page, 2.5, 0.2))
    assert more(page) == [[0.3, 0.8], [1.3, 1.8], [2.5, 0.2]]
    page.locator('[data-name="grows"][data-index="0"]').focus()
    page.keyboard.press("Delete")
    assert more(page) == [[1.3, 1.8]]
    page.keyboard.press("+")
    assert more(page) == [[0.3, 0.8], [1.3, 1.8], [1, 1]]


def test_points_of_two_groups_are_dragged_apart(exported):
    page = exported(vectors_and_squares())
    drag(page, (0.3, 0.8), (-0.5, 1.2))
    assert place(page, "grows") == pytest.approx((-0.5, 1.2), abs=0.02)
    assert place(page, "kept") == (0, 0.5)
    assert picked(page) == ""


def test_the_path_the_vector_and_the_squares_are_where_the_clock_is(exported):
    page = exported(vectors_and_squares())
    for t in range(STEPS):
        path = page.locator(".plot .curve").first.get_attribute("d")
        shown = [tuple(map(float, point.split(","))) for point in path[1:].split("L")]
        box = between_axes(page)
        ends = [at(page, *values) for values in WAY[: t + 1]]
        assert shown[-1] == pytest.approx(shown[t], abs=0.01)
        for (x, y), (wanted_x, wanted_y) in zip(shown, ends, strict=False):
            left = box["x"] - page.locator(".plot .picture > svg").bounding_box()["x"]
            top = box["y"] - page.locator(".plot .picture > svg").bounding_box()["y"]
            assert x - left == pytest.approx(wanted_x - box["x"], abs=1)
            assert y - top == pytest.approx(wanted_y - box["y"], abs=1)
        assert place(page, "now") == pytest.approx(tuple(WAY[t]))
        page.focus(".stage")
        page.keyboard.press("ArrowRight")
        drawn(page)
    boxes = [page.locator(".plot .error").nth(k).bounding_box() for k in (0, 1)]
    for box, (x, y), fitted in zip(boxes, ((0, 0.5), (1, 1.5)), (1.5, 0.5), strict=True):
        (left, point), (_, line) = at(page, x, y), at(page, x, fitted)
        assert box["height"] == pytest.approx(abs(line - point), abs=2)
        assert box["width"] == pytest.approx(box["height"], abs=0.1)
        side = left if point > line else left - box["width"]
        assert box["x"] == pytest.approx(side, abs=2)
