"""The GRU lesson in a real browser, as the student, the teacher and the keyboard meet it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from core.gru_lesson import GRU, arranged, record_lesson, shipped
from ui.text import load

pytestmark = pytest.mark.browser
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
LOOKS = [(lang, dark) for lang in ("en", "zh") for dark in (False, True)]
OPEN = "&conventions=true&gates=true&rival=true&hood=true"


@pytest.fixture
def lesson(server, page_factory):
    """`lesson("reveal=1", lang=…, …)` opens the page; the end asks that nothing went wrong."""
    visits = []

    def open_page(link="", *, lang="en", **look):
        visit = page_factory(f"{server}/gru?lang={lang}&{link}", **look)
        visits.append(visit)
        visit.page.wait_for_selector(".gru .wire[stroke-width]", timeout=60_000)
        settle(visit.page)
        return visit.page

    yield open_page
    for visit in visits:
        assert visit.errors == []
        assert visit.outside == []


def settle(page) -> None:
    page.wait_for_selector(READY, timeout=60_000)


def read(page, name) -> str:
    """The number of a part of the cell, as a reader sees it."""
    text = page.locator(f'.gru [data-value="{name}"]')
    last = text.locator("tspan:last-child")
    return (last if last.count() else text).text_content().rsplit(maxsplit=1)[-1]


def written(value) -> str:
    return f"{value:.3f}".replace("-", "−")


@pytest.mark.parametrize(("lang", "dark"), LOOKS)
def test_it_opens_moving_and_covered(lesson, lang, dark):
    page = lesson(lang=lang, dark=dark)
    page.get_by_role("button", name=load("stage", lang)["pause"]).wait_for()
    expect(page.locator('.gru [data-value="h"]')).to_contain_text("?")
    assert page.locator(".ledger").count() == 0
    assert page.locator("h1").inner_text() == load("gru", lang).title


@pytest.mark.parametrize(("lang", "dark"), LOOKS)
def test_accessibility_rules_and_contrast(lesson, lang, dark):
    page = lesson(f"reveal=1&t=7{OPEN}", lang=lang, dark=dark)
    page.wait_for_selector(".js-plotly-plot .scatterlayer .points", timeout=60_000)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


def test_values_read_off_the_picture_are_the_recorded_ones(lesson):
    page = lesson("reveal=1&t=7")
    trace = shipped()
    for name in ("z", "r", "n", "kept", "new", "h", "before"):
        assert read(page, name) == written(getattr(trace, name)[6, 13]), name
    bar = page.locator('.ledger .bar.kept[data-t="7"]').get_attribute("data-value")
    assert float(bar) == pytest.approx(trace.kept[6, 13], abs=1e-6)
    slots = {slot: page.locator(f'.card [data-slot="{slot}"]') for slot in ("kept", "new", "h")}
    kept, new, h = (float(slot.text_content().strip("()")) for slot in slots.values())
    assert kept + new == pytest.approx(h, abs=1e-9)


def test_the_wires_are_as_thick_as_what_flows(lesson):
    page = lesson("reveal=1&t=7")
    trace = shipped()
    for name in ("z", "n", "kept", "new"):
        width = float(page.locator(f'.gru [data-wire="{name}"]').get_attribute("stroke-width"))
        assert width == pytest.approx(1.2 + 8.8 * abs(getattr(trace, name)[6, 13]), abs=0.006)


def test_a_unit_is_picked_in_the_maps_and_kept_in_the_link(lesson):
    page = lesson("reveal=1&t=7")
    box = page.locator(".units canvas").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 6.5 / 40, box["y"] + box["height"] * 30.5 / 32)
    unit = int(arranged(shipped(), "keep")[30])
    page.wait_for_url(re.compile(rf"unit={unit}\b"))
    settle(page)
    expect(page.locator('.gru [data-value="z"]')).to_have_text(f"z {written(shipped().z[6, unit])}")


def test_numbers_by_keyboard(lesson):
    page = lesson("reveal=1&t=7")
    cell = page.locator('.picture[data-kind="gru"]')
    cell.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    words, z = load("gru", "en"), written(shipped().z[6, 13])
    expect(cell.locator("[data-read]")).to_have_text(f"{words['part.z']}: {z}")
    page.keyboard.press("ArrowRight")  # still the clock's
    page.wait_for_url(re.compile(r"[?&]t=8\b"))
    assert read(page, "h") == written(shipped().h[7, 13])


def test_hovering_a_wire_says_what_flows(lesson):
    page = lesson("reveal=1&t=7")
    page.locator('.gru [data-value="kept"]').hover()
    kept = written(shipped().kept[6, 13])
    expect(page.locator('.gru [data-read="part"]')).to_have_text(f"kept: {kept}")


def test_the_other_convention_moves_the_picture(lesson):
    page = lesson("reveal=1&t=8&update=replace&reset=before")
    trace = record_lesson(GRU(update="replace", reset="before"))
    for name in ("kept", "new", "h"):
        assert read(page, name) == written(getattr(trace, name)[7, 13])


def test_the_whole_lesson_by_keyboard(lesson):
    page = lesson()
    app = load("app", "en")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == app["show_me"]:
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".ledger")
    page.focus(".stage")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"[?&]t=2\b"))
    assert read(page, "h") == written(shipped().h[1, 13])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_moving_picture_fits_a_projector(lesson, lang):
    for link in ("reveal=1", "", "reveal=1&task=text"):
        page = lesson(link, lang=lang, width=1280, height=720)
        box = page.locator(".stage").bounding_box()
        assert box["y"] + box["height"] <= 720


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_is_cut_off_on_a_phone(lesson, lang):
    page = lesson(f"reveal=1&t=7{OPEN}", lang=lang, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    card = page.locator(".card")
    assert card.evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_no_label_is_smaller_than_12_px(lesson, size):
    page = lesson("reveal=1&t=7", width=size[0], height=size[1])
    smallest = page.evaluate("""() => {
      const root = document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot;
      const texts = [...root.querySelectorAll('*')].filter(e =>
        [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) &&
        !e.closest('math') && e.getClientRects().length);
      return Math.min(...texts.map(e => parseFloat(getComputedStyle(e).fontSize)));
    }""")
    assert smallest >= 11.99


def test_the_file_to_take_along_plays_offline(lesson, page_factory, tmp_path):
    page = lesson("reveal=1&t=7")
    with page.expect_download() as download:
        page.get_by_role("button", name=load("app", "en")["html"]).click()
    file = tmp_path / "lesson.html"
    download.value.save_as(file)
    visit = page_factory(file.as_uri())
    visit.page.wait_for_selector(".gru .wire[stroke-width]")
    visit.page.focus(".stage")
    visit.page.keyboard.press("End")
    expect(visit.page.locator('.gru [data-value="h"]')).to_contain_text(
        written(shipped().h[39, 13])
    )
    assert visit.errors == []
    assert visit.outside == []
