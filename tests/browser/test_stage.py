"""The stage in a real browser: from a file as a reader gets it, and mounted in a Streamlit page."""

import re
from io import BytesIO

import frontmatter
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.checks import drawn, stands
from viz.export import html
from viz.marks import Card, ChainRow, Line, Scale
from viz.numbers import short
from viz.view import Clock, Stage
from viz.views.cards import cards
from viz.views.chain import chain
from viz.views.heatmap import heatmap
from viz.views.lines import lines

pytestmark = pytest.mark.browser

LENGTH = 40
CODES = ("rnn", "gru", "lstm", "lstm_bias")
DECAY = (0.5, 0.62, 0.61, 1.01)
VALUES = {
    code: 5.27 * rate ** np.arange(LENGTH - 1, -1, -1.0)
    for code, rate in zip(CODES, DECAY, strict=True)
}
MAP = np.random.default_rng(0).normal(size=(LENGTH, 6, 9))
LABEL = "t = {t} · {back} {back|step|steps} back"


def stage(lang="en", cover=None, **clock) -> Stage:
    words = frontmatter.load(f"text/{lang}/stage.md").metadata["labels"]
    rows = [ChainRow(code.upper(), "default", code, "∂L/∂h", VALUES[code]) for code in CODES]
    series = [Line(code.upper(), code, VALUES[code]) for code in CODES]
    items = [
        Card(code.upper(), "", code, VALUES[code], "{now}", r"x=\text{now}", {"now": VALUES[code]})
        for code in CODES
    ]
    views = [
        chain(
            rows,
            scale=Scale("log", 1e-8, 10, "norm"),
            tokens=list("abcdefghij" * 4),
            words=words,
            cover=cover,
        ),
        lines(
            series,
            x_label=words["stage.time"],
            y_label="norm",
            bounds=(1e-12, 10),
            references=[(0.05, "1 %")],
            words=words,
            cover=cover,
        ),
        cards(items, words, cover=cover),
        heatmap(
            MAP,
            scale=Scale("diverging", -3, 3, "h"),
            row_labels=list("abcdef"),
            column_labels=list("123456789"),
            x_label="unit",
            y_label="layer",
            words=words,
        ),
    ]
    settings = {"length": LENGTH, "direction": -1, "label": LABEL, "autoplay": False, **clock}
    return Stage(name="test", clock=Clock(**settings), views=tuple(views), words=words)


@pytest.fixture
def show(exported):
    """`show(stage arguments…)` opens a standalone file."""

    def open_file(*, lang="en", cover=None, clock=None, **look):
        return exported(stage(lang, cover, **(clock or {})), lang=lang, **look)

    return open_file


def step(page) -> int:
    """The step that the player shows, from 1."""
    return int(re.match(r"t = (\d+)", page.inner_text(".label"))[1])


def wait_for_step(page, condition: str) -> None:
    page.wait_for_function(
        f"(() => {{ const t = parseInt(document.querySelector('.label').textContent.slice(4));"
        f" return {condition}; }})()"
    )


def test_it_opens_where_playing_begins(show):
    page = show()
    assert page.inner_text(".label") == "t = 40 · 0 steps back"
    assert page.get_attribute(".slider", "aria-valuetext") == "t = 40 · 0 steps back"


def test_play_goes_back_in_time_and_pause_stays(show):
    page = show(clock={"speed": 32})
    page.click("button.play")
    wait_for_step(page, "t < 36")
    page.click("button.play")
    stands(page)
    assert 1 < step(page) < 36
    assert page.get_attribute("button.play", "aria-label") == "Play"


def test_it_plays_by_itself_unless_motion_is_unwanted(show):
    wait_for_step(show(clock={"autoplay": True}), "t < 39")
    page = show(clock={"autoplay": True}, still=True)
    stands(page)
    assert step(page) == 40


def test_with_reduced_motion_playing_steps(show):
    page = show(still=True, clock={"speed": 16})
    places = page.evaluate("""async () => {
      const seen = new Set();
      document.querySelector('button.play').click();
      while (seen.size < 4) {
        await new Promise(requestAnimationFrame);
        seen.add(document.querySelector('.slider').value);
      }
      return [...seen];
    }""")
    assert all(float(place).is_integer() for place in places)


def test_keyboard(show):
    page = show(clock={"start": 13})
    page.focus(".stage")
    for key, expected in [
        ("ArrowLeft", 13),
        ("ArrowRight", 14),
        ("ArrowRight", 15),
        ("Home", 1),
        ("ArrowLeft", 1),
        ("End", 40),
        ("ArrowRight", 40),
    ]:
        page.keyboard.press(key)
        wait_for_step(page, f"t === {expected}")
    page.keyboard.press(" ")
    page.wait_for_selector("button.play[aria-label=Pause]")
    page.keyboard.press(" ")
    page.wait_for_selector("button.play[aria-label=Play]")


def test_space_on_a_button_presses_that_button_only(show):
    page = show()
    page.focus("button.previous")
    page.keyboard.press(" ")
    wait_for_step(page, "t === 39")
    assert page.get_attribute("button.play", "aria-label") == "Play"


def test_one_step_back_is_said_in_the_singular(show):
    page = show()
    page.click("button.previous")
    wait_for_step(page, "t === 39")
    assert page.inner_text(".label") == "t = 39 · 1 step back"


def test_the_slider_scrubs_all_views(show):
    page = show()
    page.evaluate("""() => {
      const slider = document.querySelector('.slider');
      slider.value = 9.2;
      slider.dispatchEvent(new Event('input'));
      slider.dispatchEvent(new Event('change'));
    }""")
    wait_for_step(page, "t === 10")
    expected = [short(VALUES[code][9]) for code in CODES]
    assert page.locator(".chain .read").all_text_contents() == expected
    assert page.locator(".cards .big").all_text_contents() == expected


def test_dragging_on_the_picture_scrubs(show):
    page = show()
    cell = page.locator(".chain .cell[data-row='0'][data-t='7']").bounding_box()
    page.mouse.move(cell["x"] + 400, cell["y"] + 5)
    page.mouse.down()
    page.mouse.move(cell["x"] + cell["width"] / 2, cell["y"] + 5, steps=4)
    page.mouse.up()
    wait_for_step(page, "t === 7")


def test_what_is_read_off_the_picture_is_the_data(show):
    page = show(clock={"start": 20})
    for row, code in enumerate(CODES):
        cells = page.locator(f".chain .cell[data-row='{row}']").evaluate_all(
            "cells => cells.map(cell => Number(cell.dataset.value))"
        )
        np.testing.assert_array_equal(cells, VALUES[code])
        dot = page.get_attribute(f".lines .dot[data-series='{row}']", "data-value")
        assert float(dot) == VALUES[code][20]
    slots = page.locator(".cards mtext[data-slot=now]").all_text_contents()
    assert slots == [short(VALUES[code][20], 3) for code in CODES]


def test_cells_fill_as_the_gradient_reaches_them(show):
    page = show(clock={"start": 20})
    reached = "cells => cells.map(cell => cell.classList.contains('reached'))"
    cells = page.locator(".chain .cell[data-row='0']").evaluate_all(reached)
    assert cells == [t >= 20 for t in range(LENGTH)]


def test_a_dot_lies_where_the_axis_says(show):
    """The dot's height, read back through the axis' own ticks, is the value."""
    page = show(clock={"start": 25})
    ticks = page.evaluate("""() => [...document.querySelectorAll('.lines .rule')]
      .map(rule => Number(rule.getAttribute('y1')))""")
    powers = np.linspace(-11, 1, len(ticks))
    for row, code in enumerate(CODES):
        y = float(page.get_attribute(f".lines .dot[data-series='{row}']", "cy"))
        power = np.polyval(np.polyfit(ticks, powers, 1), y)
        assert power == pytest.approx(np.log10(VALUES[code][25]), abs=0.01)


def test_loop_rests_and_begins_again(show):
    page = show(clock={"speed": 32, "start": 3})
    page.evaluate("""() => {
      const label = document.querySelector('.label');
      globalThis.seen = [];
      const look = () => seen.push(parseInt(label.textContent.slice(4)));
      const parts = { childList: true, characterData: true, subtree: true };
      new MutationObserver(look).observe(label, parts);
    }""")
    page.click("button.play")
    page.wait_for_function("seen.includes(1) && seen.slice(seen.indexOf(1)).some((t) => t > 1)")


def test_without_loop_it_stops_at_the_end(show):
    page = show(clock={"speed": 32, "start": 3})
    page.click("button.loop")
    page.click("button.play")
    wait_for_step(page, "t === 1")
    page.wait_for_selector("button.play[aria-label=Play]")
    assert page.get_attribute("button.loop", "aria-pressed") == "false"


def test_the_direction_turns(show):
    page = show(clock={"start": 10, "speed": 32})
    page.click("button.turn")
    page.click("button.play")
    wait_for_step(page, "t > 14")


def test_a_cover_hides_every_value_and_still_plays(show):
    page = show(cover=36, clock={"speed": 32})
    page.click("button.play")
    wait_for_step(page, "t < 30")
    page.click("button.play")
    stands(page)
    assert set(page.locator(".chain .read").all_text_contents()) == {"?"}
    assert set(page.locator(".cards .big").all_text_contents()) == {"?"}
    assert page.locator(".chain .cell[data-value]").count() == 4 * (LENGTH - 36)
    assert page.locator(".lines .dot:visible").count() == 0
    assert page.locator(".chain .cell.covered").count() > 0


def test_the_theme_changes_live(show):
    page = show(clock={"start": 30})
    look = "() => [document.querySelector('.stage').dataset.theme, getComputedStyle(document"
    look += ".querySelector(\".cell[data-t='40']\")).fill]"
    light = page.evaluate(look)
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector(".stage[data-theme=dark] .head[d]")
    drawn(page)
    dark = page.evaluate(look)
    assert (light[0], dark[0]) == ("light", "dark")
    assert light[1] != dark[1]
    assert step(page) == 31


def test_a_heatmap_is_read_by_keyboard(show):
    page = show(clock={"start": 12})
    page.focus(".heatmap .picture")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expected = f"layer b · unit 2: {short(float(np.float32(MAP[12, 1, 1])), 3)}"
    expect(page.locator(".heatmap .read")).to_have_text(expected)
    expect(page.locator(".heatmap .picture")).to_have_attribute("aria-label", expected)
    assert step(page) == 13


def test_a_heatmap_is_read_by_pointer_and_painted_true(show):
    page = show(clock={"start": 12})
    page.locator(".heatmap .cells").scroll_into_view_if_needed()
    box = page.locator(".heatmap .cells").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 8.5 / 9, box["y"] + box["height"] * 5.5 / 6)
    expected = f"layer f · unit 9: {short(float(np.float32(MAP[12, 5, 8])), 3)}"
    expect(page.locator(".heatmap .read")).to_have_text(expected)
    red, _, blue = page.evaluate("""() => {
      const canvas = document.querySelector('.heatmap .cells');
      const [x, y] = [canvas.width * 8.5 / 9, canvas.height * 5.5 / 6];
      return [...canvas.getContext('2d').getImageData(x, y, 1, 1).data].slice(0, 3);
    }""")
    assert (red > blue) == (MAP[12, 5, 8] > 0)


def test_every_picture_names_its_values(show):
    page = show(clock={"start": 20})
    label = page.get_attribute(".chain .picture", "aria-label")
    assert label.startswith("t = 21.")
    for code in CODES:
        assert f"{code.upper()} default ∂L/∂h: {short(VALUES[code][20])}" in label
    assert page.locator(".unseen").count() == 4


TOO_SMALL = """() => {
  const small = [];
  for (const node of document.querySelectorAll('.stage *')) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (own && !node.closest('.unseen') && parseFloat(getComputedStyle(node).fontSize) < 12)
      small.push(node.outerHTML);
  }
  return small;
}"""

OUTSIDE = """() => [...document.querySelectorAll('.stage :is(text, button, h4, p, select)')]
  .filter((node) => !node.closest('.unseen'))
  .filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width && (box.left < -0.5 || box.right > innerWidth + 0.5);
  }).map((node) => node.outerHTML)"""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_all_is_large_enough_and_inside(show, lang):
    page = show(lang=lang, width=320, height=844, clock={"start": 5})
    for width in (320, 390, 820, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_function("width => innerWidth === width", arg=width)
        drawn(page)
        assert page.evaluate(TOO_SMALL) == []
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_labels_of_lines_do_not_overlap(show):
    for width in (1280, 390):
        boxes = show(width=width).evaluate("""() =>
          [...document.querySelectorAll('.lines .direct')].map((text) => {
            const { left, right, top, bottom } = text.getBoundingClientRect();
            return [left, right, top, bottom];
          })""")
        assert len(boxes) == len(CODES)
        for index, (left, right, top, bottom) in enumerate(boxes):
            for other in boxes[:index]:
                apart = right <= other[0] or left >= other[1] or bottom <= other[2]
                assert apart or top >= other[3]


def test_the_picture_fits_beside_its_player(show):
    """On a projector of 1280 × 720, player, chain and curves take 400 px."""
    page = show()
    player = page.locator(".player").bounding_box()
    picture = page.locator(".chain .picture").bounding_box()
    curves = page.locator(".lines .picture").bounding_box()
    assert max(picture["y"] + picture["height"], curves["y"] + curves["height"]) - player["y"] < 384
    assert curves["x"] > picture["x"] + picture["width"]


def test_a_paused_stage_draws_nothing(show):
    page = show()
    stands(page)
    changed = page.evaluate("""async () => {
      const changes = [];
      const observer = new MutationObserver((list) => changes.push(...list));
      observer.observe(document.querySelector('.stage'),
        { attributes: true, childList: true, characterData: true, subtree: true });
      for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame);
      return changes.length;
    }""")
    assert changed == 0


def test_a_stage_that_has_no_width_yet_draws_when_it_gets_one(page_factory, tmp_path):
    """As in a notebook, whose frame is opened before it has a size."""
    page = html(stage(), title="Test", lang="en").replace("<main>", '<main style="display:none">')
    file = tmp_path / "hidden.html"
    file.write_text(page, encoding="utf-8")
    visit = page_factory(file.as_uri())
    visit.page.wait_for_selector(".stage", state="attached")
    stands(visit.page)
    assert visit.page.locator(".chain .head[d]").count() == 0
    visit.page.evaluate("() => { document.querySelector('main').style.display = '' }")
    visit.page.wait_for_selector(".chain .head[d]")
    assert visit.errors == []


def test_a_picture_is_saved_as_it_stands(show, tmp_path):
    page = show(dark=True)
    page.focus(".stage")
    page.keyboard.press("Home")
    with page.expect_download() as download:
        page.click("button.save")
    assert download.value.suggested_filename == "test-1.png"
    download.value.save_as(tmp_path / "saved.png")
    box = page.locator(".stage").bounding_box()
    place = page.locator(".view.chain").bounding_box()
    shown = Image.open(BytesIO(page.screenshot(clip=place))).convert("L")
    saved = Image.open(tmp_path / "saved.png").convert("L")
    left, top = 16 + place["x"] - box["x"], 16 + place["y"] - box["y"]
    corners = [2 * round(x) for x in (left, top, left + place["width"], top + place["height"])]
    pixels = [np.asarray(x).ravel() for x in (shown, saved.crop(corners).resize(shown.size))]
    assert np.corrcoef(*pixels)[0, 1] > 0.9
