"""The lesson on the LSTM's cell in a real browser: what is read, pressed and picked on it."""

import csv
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.lessons.lstm_cell.lesson import before, lstm, record_lesson, shipped
from core.lessons.lstm_cell.settings import SENTENCE, UNIT, LSTMCell
from core.measures.find_cells import find_units
from tests.browser.checks import comes_to, drawn, settle, told
from ui.text import load
from viz.export import html
from viz.lessons.lstm_cell import stage
from viz.numbers import short

pytestmark = pytest.mark.browser
OPEN = SENTENCE.index('"')  # from 0
WORDS = load("lstm_cell", "en")

# Every message of the server comes late.
SLOW_LINE = """
const Native = WebSocket;
globalThis.WebSocket = class extends Native {
  addEventListener(kind, hear) {
    const late = (event) => setTimeout(() => hear(event), 700);
    super.addEventListener(kind, kind === "message" ? late : hear);
  }
};
"""


def gate(page, name) -> str:
    return page.locator(f'[data-node="{name}"] .value').text_content()


def shows(page, name, t, unit, text=SENTENCE) -> None:
    """The gate's number is the recorded one."""
    expect(page.locator(f'[data-node="{name}"] .value')).to_have_text(value(name, t, unit, text))


def value(name, t, unit, text=SENTENCE) -> str:
    return short(float(getattr(lstm(record_lesson(LSTMCell(sentence=text))), name)[t, unit]), 3)


def number(text) -> float:
    return float(text.strip("()").replace("−", "-"))


def test_numbers_are_the_recorded_ones_and_a_unit_that_is_picked_is_in_the_link(lesson, tmp_path):
    page = lesson("reveal=1&t=10")
    candidates_and_what_hover_and_focus_say(page)
    pressing_a_character_shows_what_was_recorded_there(page, tmp_path)
    a_unit_is_picked_in_the_picture(page)
    kept = gate(page, "f")
    page.goto(page.url)
    settle(page)
    assert gate(page, "f") == kept
    assert page.locator(".cell .unit").input_value() == "31"


def pressing_a_character_shows_what_was_recorded_there(page, tmp_path) -> None:
    layer = lstm(shipped())
    for t in (OPEN, OPEN + 5, 56):
        page.locator(".letter").nth(t).click()
        for name in "figo":
            shows(page, name, t, UNIT)
        for name in ("c", "h"):
            expect(page.locator(f'[data-end="{name}"]')).to_have_text(value(name, t, UNIT))
        said = page.locator(".letter").nth(t).get_attribute("data-value")
        assert float(said) == pytest.approx(layer.c[t, UNIT])
    page.wait_for_url(re.compile(r"[?&]t=57"))
    with page.expect_download() as download:
        page.get_by_role("button", name=load("app", "en")["csv"]).click()
    download.value.save_as(tmp_path / "lesson.csv")
    with (tmp_path / "lesson.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["quantity"] == "o"]
    found = [float(row["value"]) for row in rows if int(row["hidden"]) == UNIT]
    np.testing.assert_allclose(found, layer.o[:, UNIT], rtol=1e-5)


def candidates_and_what_hover_and_focus_say(page) -> None:
    layer = lstm(shipped())
    bars = page.locator(".guess").evaluate_all("r => r.map(e => e.dataset.probability)")
    shown = [float(bar) for bar in bars]
    np.testing.assert_allclose(shown, shipped().prediction.top_probabilities[9], rtol=1e-6)
    assert page.locator(".guess.hit code").inner_text() == SENTENCE[10]
    node = page.locator('[data-node="written"]')
    product = short(float(layer.i[9, UNIT] * layer.g[9, UNIT]), 4)
    node.focus()
    expect(page.locator(".diagram .reading")).to_contain_text(product)
    assert product in node.get_attribute("aria-label")
    page.locator('[data-node="f"]').hover()
    kept = short(float(layer.f[9, UNIT]), 4)
    expect(page.locator(".diagram .reading")).to_contain_text(kept)


def test_ledger_and_equation_add_up_in_several_units(lesson):
    page, layer = lesson("reveal=1&t=1"), lstm(shipped())
    for unit in (UNIT, 0, 77, 31):
        page.locator(".cell .unit").fill(str(unit))
        page.locator(".cell .unit").press("Enter")
        page.focus(".stage")
        page.keyboard.press("Home")
        for t in range(12):
            expect(page.locator(".label")).to_have_text(f"character {t + 1} of {len(SENTENCE)}")
            the_equation_adds_up(page)
            page.keyboard.press("ArrowRight")
        for name, values in (("kept", layer.f * before(layer)), ("written", layer.i * layer.g)):
            bars = page.locator(f".account .{name}")
            shown = [float(v) for v in bars.evaluate_all("bars => bars.map(b => b.dataset.value)")]
            np.testing.assert_allclose(shown, values[:, unit], atol=1e-6)


def the_equation_adds_up(page) -> None:
    slots = page.locator(".formula mtext[data-slot]").evaluate_all(
        "all => all.map(e => [e.dataset.slot, e.textContent])"
    )
    shown = {name: number(text) for name, text in slots}
    assert shown["kept"] + shown["written"] == pytest.approx(shown["c"], abs=1e-9)
    assert shown["f"] * shown["before"] == pytest.approx(shown["kept"], abs=0.0016)
    assert shown["i"] * shown["g"] == pytest.approx(shown["written"], abs=0.0016)


def a_unit_is_picked_in_the_picture(page) -> None:
    vector = page.locator('[data-vector="c"]')
    vector.scroll_into_view_if_needed()
    box = vector.bounding_box()
    side = box["width"] / 16  # px of a cell
    column, row = 31 % 16, 31 // 16
    page.mouse.click(box["x"] + (column + 0.5) * side, box["y"] + (row + 0.5) * side)
    shows(page, "f", 56, 31)
    page.wait_for_url(re.compile(r"[?&]unit=31"))
    settle(page)


def test_on_a_slow_line_the_last_of_many_picks_wins(lesson):
    page = lesson("reveal=1&t=10&unit=20", first=SLOW_LINE)
    later = page.get_by_role("button", name=WORDS["cell.next_unit"])
    for unit in range(21, 27):
        later.click()
        expect(page.locator(".cell .unit")).to_have_value(str(unit))
        told(page)  # each by itself, and the answers come meanwhile
    page.focus(".stage")
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name=WORDS["preset.code"]).click()  # before the answer
    page.wait_for_url(re.compile(r"sentence="))
    page.wait_for_url(re.compile(r"[?&]unit=26"))
    page.wait_for_url(re.compile(r"[?&]t=11"))
    settle(page)
    expect(page.locator(".cell .unit")).to_have_value("26")
    expect(page.locator(".label")).to_have_text(re.compile("^character 11 "))


def test_all_units_sorted_like_the_chosen_one_and_a_value_that_is_pointed_at(lesson):
    page = lesson("reveal=1&t=10")
    for name in ("show.units", "sort.unit"):
        page.get_by_role("button", name=WORDS[f"cell.{name}"]).click()
    canvas = page.locator('.map[data-map="g"] canvas')
    box = canvas.bounding_box()
    t, unit = 30, 64
    at = {"x": box["width"] * (t + 0.5) / len(SENTENCE), "y": box["height"] * (unit + 0.5) / 128}
    canvas.hover(position=at)
    pointed = short(float(lstm(shipped()).g[t, unit]), 4)
    expect(page.locator(".cell p.reading")).to_contain_text(pointed)
    page.get_by_role("button", name=WORDS["cell.sort.correlation"]).click()
    page.wait_for_url(re.compile(r"show=units"))
    page.wait_for_url(re.compile(r"sort=correlation"))
    settle(page)
    order = np.argsort(-np.corrcoef(lstm(shipped()).c.T)[UNIT])
    assert order[0] == UNIT
    page.locator('.map[data-map="c"] canvas').focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cell .unit")).to_have_value(str(order[1]))


def test_the_readers_own_text(lesson):
    text = '说 "yes" twice'
    page = lesson("reveal=1&t=3")
    field = page.locator("textarea")
    field.fill(text)
    field.press("Control+Enter")
    expect(page.locator(".letter")).to_have_count(len(text))
    page.wait_for_url(re.compile(r"sentence="))
    settle(page)
    expect(page.locator(".letter.unknown")).to_have_text(["说"])
    shows(page, "f", 2, UNIT, text)


def test_with_unknown_characters_guess_again_stays_in_the_box_of_the_answer(lesson):
    page = lesson("reveal=1&t=3&sentence=说%20%22yes%22")
    assert is_inside(page.locator(".st-key-guess_again button"), page.locator(".outcome"))


def test_what_is_said_of_a_gate_does_not_cover_the_character_that_is_read(lesson):
    page = lesson("reveal=1&t=12")
    page.locator('[data-node="f"]').hover()
    said, read = (page.locator(f".diagram {part}") for part in (".reading", '[data-node="x"]'))
    read, said = read.bounding_box(), said.bounding_box()
    assert said["x"] >= read["x"] + read["width"] or said["y"] >= read["y"] + read["height"]


def is_inside(part, whole) -> bool:
    """Whether the part begins within the height of the whole."""
    seen, around = part.bounding_box(), whole.bounding_box()
    return around["y"] <= seen["y"] <= around["y"] + around["height"]


def test_400_characters_play_and_fit(lesson):
    text = ('The name "self" has no special meaning. ' * 10)[:400]
    page = lesson(f"reveal=1&t=399&sentence={text.replace(' ', '%20')}")
    assert page.locator(".letter").count() == 400
    page.focus(".stage")
    page.keyboard.press("End")
    expect(page.locator(".letter.on")).to_have_attribute("data-t", "400")
    comes_to(lambda: is_inside(page.locator(".letter").last, page.locator(".letters")), True)
    page.locator(".button.play").click()
    expect(page.locator(".letter.on")).not_to_have_attribute("data-t", "400")


def test_in_the_file_to_take_along_a_unit_can_be_picked(page_factory, tmp_path):
    settings = LSTMCell(unit=31)
    made = stage(shipped(), settings, words=WORDS.labels, covered=False)
    (tmp_path / "lesson.html").write_text(html(made, title="", lang="en"), encoding="utf-8")
    visit = page_factory((tmp_path / "lesson.html").as_uri())
    drawn(visit.page)
    visit.page.focus(".stage")
    visit.page.keyboard.press("Home")
    shows(visit.page, "i", 0, 31)
    visit.page.locator(".cell .small").last.click()
    shows(visit.page, "i", 0, 32)
    assert (visit.errors, visit.outside) == ([], [])


def letter(page, t):
    """The middle of a letter, t counted from 1."""
    box = page.locator(".letter").nth(t - 1).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_span_that_is_brushed_finds_at_once_the_units_that_core_finds(lesson):
    page = lesson("t=1")
    page.mouse.move(*letter(page, 12))
    page.mouse.down()
    for t in (13, 15):
        page.mouse.move(*letter(page, t), steps=3)
    shown = found(page)  # before the server hears of it
    page.mouse.up()
    units = find_units(lstm(shipped()).c, 11, 15, 0.5)
    assert shown == [f"{one.unit} ({'+' if one.sign > 0 else '−'})" for one in units][:5]
    assert shown
    assert page.locator(".letter.brushed").count() == 4
    page.wait_for_url(re.compile(r"span=12-15"))
    page.locator(".found button").last.click()
    page.wait_for_url(re.compile(rf"unit={units[min(len(units), 5) - 1].unit}"))
    box = page.locator(".letters")
    box.focus()
    page.keyboard.down("Shift")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.up("Shift")
    page.wait_for_url(re.compile(r"span=12-14"))


def found(page) -> list[str]:
    return page.locator(".found button").all_text_contents()


def test_a_gate_is_held_from_the_picture_with_the_keyboard_and_is_let_go(lesson):
    page = lesson("reveal=1&t=11")
    node = page.locator('[data-node="f"]')
    for code, pressed in (("held=f0", "true"), ("held=f1", "true")):
        node.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(code))
        expect(page.locator(".lines")).to_be_visible()
        settle(page)
        expect(node).to_be_focused()
        expect(node).to_have_attribute("aria-pressed", pressed)
    page.keyboard.press("Enter")
    expect(page.locator(".lines")).to_have_count(0)
    assert "held" not in page.url


def test_nothing_below_trembles_while_it_plays(lesson):
    page = lesson("reveal=1&t=1")
    page.focus(".stage")
    page.keyboard.press("Home")
    heights = set()
    for t in range(len(SENTENCE)):
        expect(page.locator(".letter.on")).to_have_attribute("data-t", str(t + 1))
        heights.add(page.locator(".stage").bounding_box()["height"])
        page.keyboard.press("ArrowRight")
    assert len(heights) == 1
