"""The lesson in a real browser, as the student, the teacher and the keyboard meet it."""

import csv
import re

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from core.vanishing_gradient import VanishingGradient, main_path, record_lesson, shipped
from ui.text import load
from viz.numbers import short

pytestmark = pytest.mark.browser
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
LOOKS = [(lang, dark) for lang in ("en", "zh") for dark in (False, True)]


@pytest.fixture
def lesson(server, page_factory):
    """`lesson("reveal=1", lang=…, …)` opens the page; the end asks that nothing went wrong."""
    visits = []

    def open_page(link="", *, lang="en", **look):
        visit = page_factory(f"{server}/vanishing_gradient?lang={lang}&{link}", **look)
        visits.append(visit)
        visit.page.wait_for_selector(".chain .head[d]", timeout=60_000)
        settle(visit.page)
        return visit.page

    yield open_page
    for visit in visits:
        assert visit.errors == []
        assert visit.outside == []


def settle(page) -> None:
    page.wait_for_selector(READY, timeout=60_000)


def heads(page) -> list[str]:
    """The numbers at the heads of the chain, as a reader sees them."""
    return page.locator(".chain .read").all_text_contents()


@pytest.mark.parametrize(("lang", "dark"), LOOKS)
def test_it_opens_moving_and_covered(lesson, lang, dark):
    page = lesson(lang=lang, dark=dark)
    page.get_by_role("button", name=load("stage", lang)["pause"]).wait_for()
    expect(page.locator(".chain .read").first).to_have_text("?")
    assert page.locator("h1").inner_text() == load("vanishing_gradient", lang).title


@pytest.mark.parametrize(("lang", "dark"), LOOKS)
def test_accessibility_rules_and_contrast(lesson, lang, dark):
    page = lesson("reveal=1&t=14&memory=true&race=true&hood=true", lang=lang, dark=dark)
    page.wait_for_selector(".js-plotly-plot .heatmaplayer image", timeout=60_000)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


def test_a_value_read_off_the_picture_is_the_recorded_one(lesson):
    page = lesson("reveal=1&t=14")
    expected = [short(main_path(trace)[13]) for trace in shipped().gradients.values()]
    assert heads(page) == expected


def test_the_same_after_a_control_was_dragged(lesson):
    page = lesson("reveal=1&t=14")
    slider = page.get_by_role("slider", name=load("vanishing_gradient", "en")["forget_bias"])
    slider.focus()
    for _ in range(4):
        slider.press("ArrowLeft")
    page.wait_for_url(re.compile("forget_bias=2"))
    settle(page)
    trace = record_lesson(VanishingGradient(forget_bias=2.0)).gradients["lstm_bias"]
    expect(page.locator(".chain .read").nth(3)).to_have_text(short(main_path(trace)[13]))


def test_scrubbing_writes_the_link_and_the_link_brings_it_back(lesson):
    page = lesson("reveal=1&t=14")
    page.focus(".slider")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile(r"[?&]t=13"))
    again = lesson(page.url.split("?")[1])
    assert heads(again) == heads(page)
    assert again.inner_text(".label") == page.inner_text(".label")


def test_the_whole_lesson_by_keyboard(lesson):
    page = lesson()
    app = load("app", "en")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == app["show_me"]:
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".cards")
    page.focus(".stage")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"[?&]t=2\b"))
    assert heads(page)[0] == short(shipped().gradients["rnn"].dh[1])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_moving_picture_fits_a_projector(lesson, lang):
    for link, last in (("reveal=1", ".cards"), ("", ".chain")):
        page = lesson(link, lang=lang, width=1280, height=720)
        box = page.locator(last).bounding_box()
        assert box["y"] + box["height"] <= 720


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_is_cut_off_on_a_phone(lesson, lang):
    page = lesson("reveal=1&t=14&memory=true&race=true", lang=lang, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_no_label_is_smaller_than_12_px(lesson, size):
    page = lesson("reveal=1&t=14", width=size[0], height=size[1])
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


def test_the_file_to_take_along_plays_offline(lesson, page_factory, tmp_path):
    page = lesson("reveal=1&t=14")
    with page.expect_download() as download:
        page.get_by_role("button", name=load("app", "en")["html"]).click()
    file = tmp_path / "lesson.html"
    download.value.save_as(file)
    visit = page_factory(file.as_uri())
    visit.page.wait_for_selector(".chain .head[d]")
    visit.page.focus(".stage")
    visit.page.keyboard.press("Home")
    expected = [short(main_path(trace)[0]) for trace in shipped().gradients.values()]
    expect(visit.page.locator(".chain .read").first).to_have_text(expected[0])
    assert heads(visit.page) == expected
    assert visit.errors == []
    assert visit.outside == []


def test_the_numbers_to_take_along_are_the_recorded_ones(lesson, tmp_path):
    page = lesson("reveal=1")
    with page.expect_download() as download:
        page.get_by_role("button", name=load("app", "en")["csv"]).click()
    file = tmp_path / "lesson.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["network"] == "gru"]
    found = [float(row["value"]) for row in rows if row["quantity"] == "dh"]
    np.testing.assert_allclose(found, shipped().gradients["gru"].dh)


def test_a_deep_link_is_the_first_thing_a_fresh_server_sees(serve, page_factory):
    with serve("app.py") as url:
        visit = page_factory(f"{url}/vanishing_gradient?lang=zh&reveal=1&t=5&length=60")
        visit.page.wait_for_selector(".cards", timeout=60_000)
        assert visit.page.locator("h1").inner_text() == load("vanishing_gradient", "zh").title
        assert visit.page.locator('[role="dialog"]').count() == 0
        assert "t = 5" in visit.page.inner_text(".label")
        assert visit.errors == []


def test_home_leads_to_the_lesson_and_keeps_the_language(server, page_factory):
    visit = page_factory(f"{server}/?lang=zh")
    settle(visit.page)
    title = load("vanishing_gradient", "zh").title
    visit.page.locator('[data-testid="stMain"]').get_by_role("link", name=title).click()
    visit.page.wait_for_selector(".chain .head[d]", timeout=60_000)
    assert visit.page.locator("h1").inner_text() == title
    assert "lang=zh" in visit.page.url
    assert visit.errors == []
    assert visit.outside == []
