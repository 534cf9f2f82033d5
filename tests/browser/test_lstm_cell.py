"""The lesson on the LSTM's cell in a real browser, as the student, teacher and keyboard meet it."""

import csv
import re
import time

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from core.lstm_cell import SENTENCE, UNIT, before, lstm, record_lesson, recorded
from ui.text import load
from viz.numbers import short

pytestmark = pytest.mark.browser
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
LOOKS = [(lang, dark) for lang in ("en", "zh") for dark in (False, True)]
OPEN = SENTENCE.index('"')  # from 0


@pytest.fixture
def lesson(server, page_factory):
    """`lesson("reveal=1", lang=…, …)` opens the page; the end asks that nothing went wrong."""
    visits = []

    def open_page(link="", *, lang="en", **look):
        visit = page_factory(f"{server}/lstm_cell?lang={lang}&{link}", **look)
        visits.append(visit)
        visit.page.wait_for_selector(".cell .letter.on", timeout=60_000)
        settle(visit.page)
        return visit.page

    yield open_page
    for visit in visits:
        assert visit.errors == []
        assert visit.outside == []


def settle(page) -> None:
    page.wait_for_selector(READY, timeout=60_000)


def gate(page, name) -> str:
    return page.locator(f'[data-node="{name}"] .value').text_content()


def expected(name, t, unit, text=SENTENCE):
    return short(float(getattr(lstm(record_lesson(text)), name)[t, unit]), 3)


@pytest.mark.parametrize(("lang", "dark"), LOOKS)
def test_it_opens_moving_and_covered(lesson, lang, dark):
    page = lesson(lang=lang, dark=dark)
    page.get_by_role("button", name=load("stage", lang)["pause"]).wait_for()
    assert [gate(page, name) for name in "figo"] == ["?"] * 4
    assert page.locator(".account .kept").count() == 0
    assert page.locator("h1").inner_text() == load("lstm_cell", lang).title


@pytest.mark.parametrize(("lang", "dark"), LOOKS)
@pytest.mark.parametrize("show", ["cell", "units"])
def test_accessibility_rules_and_contrast(lesson, lang, dark, show):
    link = f"reveal=1&t=10&show={show}&find=true&what_if=true&hood=true"
    page = lesson(link, lang=lang, dark=dark)
    page.wait_for_selector('[data-testid="stVegaLiteChart"] svg', timeout=60_000)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


@pytest.mark.parametrize("t", [OPEN, OPEN + 5, 56])
def test_values_read_off_the_picture_are_the_recorded_ones(lesson, t):
    page = lesson(f"reveal=1&t={t + 1}")
    for name in "figo":
        assert gate(page, name) == expected(name, t, UNIT)
    for name in ("c", "h"):
        assert page.locator(f'[data-end="{name}"]').text_content() == expected(name, t, UNIT)
    letter = page.locator(".letter").nth(t)
    assert float(letter.get_attribute("data-value")) == pytest.approx(lstm(recorded()).c[t, UNIT])


def test_the_bars_of_the_ledger_add_up(lesson):
    page = lesson("reveal=1&t=3&unit=31")
    layer = lstm(recorded())
    for name, value in (("kept", layer.f * before(layer)), ("written", layer.i * layer.g)):
        bars = page.locator(f".account .{name}")
        shown = [float(v) for v in bars.evaluate_all("bars => bars.map(b => b.dataset.value)")]
        np.testing.assert_allclose(shown, value[:, 31], atol=1e-6)


@pytest.mark.parametrize("unit", [UNIT, 0, 77])
def test_the_equation_adds_up_in_the_digits_shown(lesson, unit):
    page = lesson(f"reveal=1&t=1&unit={unit}")
    page.focus(".stage")
    for _ in range(12):
        shown = {
            name: number(page.locator(f'.formula mtext[data-slot="{name}"]').first.text_content())
            for name in ("f", "before", "i", "g", "kept", "written", "c")
        }
        assert shown["kept"] + shown["written"] == pytest.approx(shown["c"], abs=1e-9)
        assert shown["f"] * shown["before"] == pytest.approx(shown["kept"], abs=0.0016)
        assert shown["i"] * shown["g"] == pytest.approx(shown["written"], abs=0.0016)
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(60)


def number(text):
    return float(text.strip("()").replace("−", "-"))


def test_a_unit_is_picked_in_the_picture_and_the_link_keeps_it(lesson):
    page = lesson("reveal=1&t=10")
    box = page.locator('[data-vector="c"]').bounding_box()
    side = box["width"] / 16  # px of a cell
    column, row = 31 % 16, 31 // 16
    page.mouse.click(box["x"] + (column + 0.5) * side, box["y"] + (row + 0.5) * side)
    expect(page.locator('[data-node="f"] .value')).to_have_text(expected("f", 9, 31))
    page.wait_for_url(re.compile(r"[?&]unit=31"))
    settle(page)
    again = lesson(page.url.split("?")[1])
    assert gate(again, "f") == gate(page, "f")
    assert again.locator(".cell .unit").input_value() == "31"


def test_a_burst_of_units_ends_at_the_last_one(lesson):
    page = lesson("reveal=1&t=10&unit=20")
    later = page.get_by_role("button", name=load("lstm_cell", "en")["cell.next_unit"])
    for pause in (0, 200, 0, 160, 0, 0):
        later.click()
        page.wait_for_timeout(pause)
    page.wait_for_url(re.compile(r"[?&]unit=26"))
    settle(page)
    page.wait_for_timeout(600)
    assert page.locator(".cell .unit").input_value() == "26"
    assert gate(page, "f") == expected("f", 9, 26)


def test_all_units_sorted_like_the_chosen_one(lesson):
    page = lesson("reveal=1&t=10")
    words = load("lstm_cell", "en")
    page.get_by_role("button", name=words["cell.show.units"]).click()
    page.get_by_role("button", name=words["cell.sort.correlation"]).click()
    page.wait_for_url(re.compile(r"show=units"))
    page.wait_for_url(re.compile(r"sort=correlation"))
    settle(page)
    order = np.argsort(-np.corrcoef(lstm(recorded()).c.T)[UNIT])
    assert order[0] == UNIT
    page.locator('.map[data-map="c"] canvas').focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cell .unit")).to_have_value(str(order[1]))


def test_pointing_at_a_map_reads_a_value(lesson):
    page = lesson("reveal=1&t=10&show=units&sort=unit")
    box = page.locator('.map[data-map="g"] canvas').bounding_box()
    t, unit = 30, 64
    at = {"x": box["width"] * (t + 0.5) / len(SENTENCE), "y": box["height"] * (unit + 0.5) / 128}
    page.locator('.map[data-map="g"] canvas').hover(position=at)
    value = short(float(lstm(recorded()).g[t, unit]), 4)
    expect(page.locator(".cell p.reading")).to_contain_text(value)


def test_hover_and_focus_say_the_numbers(lesson):
    page = lesson("reveal=1&t=10")
    node = page.locator('[data-node="written"]')
    layer = lstm(recorded())
    value = short(float(layer.i[9, UNIT] * layer.g[9, UNIT]), 4)
    node.focus()
    expect(page.locator(".diagram .reading")).to_contain_text(value)
    assert value in node.get_attribute("aria-label")
    page.locator('[data-node="f"]').hover()
    value = short(float(layer.f[9, UNIT]), 4)
    expect(page.locator(".diagram .reading")).to_contain_text(value)


def test_candidates_mark_what_really_comes(lesson):
    page = lesson("reveal=1&t=10")
    shown = [
        float(v)
        for v in page.locator(".guess").evaluate_all("r => r.map(e => e.dataset.probability)")
    ]
    np.testing.assert_allclose(shown, recorded().prediction.top_probabilities[9], rtol=1e-6)
    assert page.locator(".guess.hit code").inner_text() == SENTENCE[10]


def test_pressing_a_character_goes_there(lesson):
    page = lesson("reveal=1&t=10")
    page.locator(".letter").nth(30).click()
    page.wait_for_url(re.compile(r"[?&]t=31"))
    assert gate(page, "i") == expected("i", 30, UNIT)


def test_the_readers_own_text(lesson):
    text = '说 "yes" twice'
    page = lesson("reveal=1&t=3")
    field = page.locator("textarea")
    field.fill(text)
    field.press("Control+Enter")
    expect(page.locator(".letter")).to_have_count(len(text))
    page.wait_for_url(re.compile(r"sentence="))
    settle(page)
    assert page.locator(".letter.unknown").all_inner_texts() == ["说"]
    assert gate(page, "f") == expected("f", 2, UNIT, text)


def test_the_whole_lesson_by_keyboard(lesson):
    page = lesson()
    app = load("app", "en")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == app["show_me"]:
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".formula math")
    page.focus(".stage")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"[?&]t=2\b"))
    assert gate(page, "f") == expected("f", 1, UNIT)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("link", ["", "reveal=1", "reveal=1&show=units"])
def test_the_moving_picture_fits_a_projector(lesson, lang, link):
    page = lesson(link, lang=lang, width=1280, height=720)
    box = page.locator(".stage").bounding_box()
    assert box["y"] + box["height"] <= 720


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("show", ["cell", "units"])
def test_nothing_is_cut_off_on_a_phone(lesson, lang, show):
    link = f"reveal=1&t=14&find=true&what_if=true&show={show}"
    page = lesson(link, lang=lang, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    stage = page.locator(".stage")
    assert stage.evaluate("e => e.scrollWidth <= e.clientWidth + 1")


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
@pytest.mark.parametrize("show", ["cell", "units"])
def test_no_label_is_smaller_than_12_px(lesson, size, show):
    page = lesson(f"reveal=1&t=14&show={show}", width=size[0], height=size[1])
    smallest = page.evaluate("""() => {
      const root = document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot;
      const texts = [...root.querySelectorAll('*')].filter(e =>
        [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) &&
        !e.closest('math') && e.getClientRects().length);
      const sized = texts.map(e => {
        const svg = e.ownerSVGElement;
        const scale = svg ? svg.getScreenCTM().a : 1;
        return parseFloat(getComputedStyle(e).fontSize) * scale;
      });
      return Math.min(...sized);
    }""")
    assert smallest >= 11.99


def test_the_file_to_take_along_plays_and_picks_offline(lesson, page_factory, tmp_path):
    page = lesson("reveal=1&t=10&unit=31")
    with page.expect_download() as download:
        page.get_by_role("button", name=load("app", "en")["html"]).click()
    file = tmp_path / "lesson.html"
    download.value.save_as(file)
    visit = page_factory(file.as_uri())
    visit.page.wait_for_selector(".letter.on")
    visit.page.focus(".stage")
    visit.page.keyboard.press("Home")
    expect(visit.page.locator('[data-node="i"] .value')).to_have_text(expected("i", 0, 31))
    visit.page.locator(".cell .small").last.click()
    expect(visit.page.locator('[data-node="i"] .value')).to_have_text(expected("i", 0, 32))
    assert visit.errors == []
    assert visit.outside == []


def test_the_numbers_to_take_along_are_the_recorded_ones(lesson, tmp_path):
    page = lesson("reveal=1")
    with page.expect_download() as download:
        page.get_by_role("button", name=load("app", "en")["csv"]).click()
    file = tmp_path / "lesson.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["quantity"] == "o"]
    found = [float(row["value"]) for row in rows if int(row["hidden"]) == UNIT]
    np.testing.assert_allclose(found, lstm(recorded()).o[:, UNIT], rtol=1e-5)


def test_400_characters_play_and_fit(lesson):
    text = ('The name "self" has no special meaning. ' * 10)[:400]
    page = lesson(f"reveal=1&t=399&sentence={text.replace(' ', '%20')}")
    assert page.locator(".letter").count() == 400
    page.focus(".stage")
    page.keyboard.press("End")
    seen = page.locator(".letter").last.bounding_box()
    around = page.locator(".letters").bounding_box()
    assert around["y"] <= seen["y"] <= around["y"] + around["height"]
    page.locator(".button.play").click()
    time.sleep(0.5)
    assert int(page.locator(".letter.on").get_attribute("data-t")) < 399


def test_a_deep_link_is_the_first_thing_a_fresh_server_sees(serve, page_factory):
    with serve("app.py") as url:
        visit = page_factory(f"{url}/lstm_cell?lang=zh&reveal=1&t=5&unit=9")
        visit.page.wait_for_selector(".letter.on", timeout=60_000)
        settle(visit.page)
        assert visit.page.locator("h1").inner_text() == load("lstm_cell", "zh").title
        assert visit.page.locator('[role="dialog"]').count() == 0
        assert gate(visit.page, "o") == expected("o", 4, 9)
        assert visit.errors == []
