"""The five steps in a real browser: read off the picture, walked by keyboard, taken along."""

import csv
import re

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from core.lstm_derivation import STEPS, Derivation, default, record_lesson
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
        visit = page_factory(f"{server}/lstm_derivation?lang={lang}&{link}", **look)
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


def tab_to(page, text: str) -> None:
    """Press Tab until what has the focus says this."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == text:
            return
    raise AssertionError(f"no Tab leads to {text}")


def number_under(page, card: int, slot: str) -> str:
    """The live number under a letter of a card's equation."""
    return page.locator(".card").nth(card).locator(f'[data-slot="{slot}"]').first.text_content()


@pytest.mark.parametrize(("lang", "dark"), LOOKS)
def test_it_opens_moving_and_covered(lesson, lang, dark):
    page = lesson(lang=lang, dark=dark)
    page.get_by_role("button", name=load("stage", lang)["pause"]).wait_for()
    expect(page.locator(".chain .read").first).to_have_text("?")
    expect(page.locator(".card .big").last).to_have_text("?")
    assert page.locator("h1").inner_text() == load("lstm_derivation", lang).title


@pytest.mark.parametrize(("lang", "dark"), LOOKS)
def test_accessibility_rules_and_contrast(lesson, lang, dark):
    page = lesson("reveal=1&t=14&step=output&mistakes=true&hood=true", lang=lang, dark=dark)
    page.wait_for_selector('[data-testid="stVegaLiteChart"] canvas, .vega-embed', timeout=60_000)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


@pytest.mark.parametrize("step", STEPS)
def test_values_read_off_the_picture_are_the_recorded_ones(lesson, step):
    page = lesson(f"reveal=1&t=14&step={step}")
    compared = STEPS[: STEPS.index(step) + 1][-2:]
    traces = [default()[code] for code in compared]
    assert heads(page) == [short(float(trace.delta[13])) for trace in traces]
    shares = [short(float(trace.delta[13] / trace.delta[-1])) for trace in traces]
    assert page.locator(".card .big").all_text_contents() == shares
    assert number_under(page, len(compared) - 1, "h") == short(float(traces[-1].h[13]), 3)


def test_the_new_term_is_seen_to_be_new(lesson):
    page = lesson("reveal=1&t=14&step=input")
    colours = page.locator(".card mstyle[mathcolor]").evaluate_all(
        "all => all.map(e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor])"
    )
    assert len(colours) == 1  # in this step's equation, not in the one before
    assert colours[0][0] == "rgb(136, 107, 45)"
    assert colours[0][1] not in ("rgba(0, 0, 0, 0)", colours[0][0])


def test_walking_to_the_next_step_and_turning_round(lesson):
    page, words = lesson("reveal=1&t=14"), load("lstm_derivation", "en").labels
    page.get_by_role("radio", name=words["name.forget"]).click()
    page.wait_for_url(re.compile("step=forget"))
    settle(page)
    expect(page.locator(".chain .read").last).to_have_text(short(default()["forget"].delta[13]))
    page.get_by_role("radio", name=words["way.forth"]).click()
    page.wait_for_url(re.compile("way=forth"))
    settle(page)
    expect(page.locator(".chain .read").last).to_have_text(short(default()["forget"].state[13]))


def test_the_same_after_a_control_was_moved(lesson):
    page = lesson("reveal=1&t=14&step=forget&forget_bias=1")
    trace = record_lesson(Derivation(forget_bias=1.0))["forget"]
    assert heads(page)[1] == short(float(trace.delta[13]))


def test_scrubbing_writes_the_link_and_the_link_brings_it_back(lesson):
    page = lesson("reveal=1&t=14&step=input")
    page.focus(".slider")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile(r"[?&]t=13"))
    again = lesson(page.url.split("?")[1])
    assert heads(again) == heads(page)


def test_the_whole_lesson_by_keyboard(lesson):
    page = lesson()
    tab_to(page, "?")
    for _ in range(3):  # past "it vanishes" and "nothing breaks"
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("guess_add=explodes"))
    settle(page)
    tab_to(page, load("app", "en")["check_guess"])
    page.keyboard.press("Enter")
    start = load("lstm_derivation", "en").sections["right"][2:8]
    page.get_by_text(start, exact=False).first.wait_for()
    page.focus(".stage")
    page.keyboard.press("Home")
    page.wait_for_url(re.compile(r"[?&]t=1\b"))
    assert heads(page) == [short(float(default()[code].delta[0])) for code in STEPS[:2]]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("step", ["add", "output"])
@pytest.mark.parametrize("link", ["", "reveal=1", "reveal=1&way=forth"])
def test_the_moving_picture_fits_a_projector(lesson, link, step, lang):
    page = lesson(f"{link}&step={step}", lang=lang, width=1280, height=720)
    box = page.locator(".stage").bounding_box()
    assert box["y"] + box["height"] <= 720


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_cut_off_on_a_phone(lesson, step, lang):
    page = lesson(f"reveal=1&t=14&mistakes=true&step={step}", lang=lang, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    for t in ("Home", "End"):
        page.focus(".stage")
        page.keyboard.press(t)
        inside = page.locator(".card").evaluate_all(
            "all => all.every(e => e.querySelector('math').getBoundingClientRect().right"
            " <= e.getBoundingClientRect().right)"
        )
        assert inside


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_no_label_is_smaller_than_12_px(lesson, size):
    page = lesson("reveal=1&t=14&step=output", width=size[0], height=size[1])
    smallest = page.evaluate("""() => {
      const root = document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot;
      const texts = [...root.querySelectorAll('*')].filter(e =>
        [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) &&
        e.getClientRects().length);
      const sized = texts.filter(e => !e.closest('math') || e.matches('mtext')).map(e => {
        const svg = e.ownerSVGElement;
        const scale = svg ? svg.getScreenCTM().a : 1;
        return parseFloat(getComputedStyle(e).fontSize) * scale;
      });
      return Math.min(...sized);
    }""")
    assert smallest >= 11.99


def test_the_file_to_take_along_plays_offline(lesson, page_factory, tmp_path):
    page = lesson("reveal=1&t=14&step=output")
    with page.expect_download() as download:
        page.get_by_role("button", name=load("app", "en")["html"]).click()
    file = tmp_path / "lesson.html"
    download.value.save_as(file)
    visit = page_factory(file.as_uri())
    visit.page.wait_for_selector(".chain .head[d]")
    visit.page.focus(".stage")
    visit.page.keyboard.press("Home")
    expected = [short(float(default()[code].delta[0])) for code in ("input", "output")]
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
        rows = [row for row in csv.DictReader(stream) if row["network"] == "add"]
    found = [float(row["value"]) for row in rows if row["quantity"] == "state"]
    np.testing.assert_allclose(found, default()["add"].state)
