"""The frame around every lesson: keyboard, phone, Back, and words that are no markup."""

import re
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from core.lessons.lstm_derivation.settings import STEPS, Derivation
from tests.browser.checks import go_to_projector, settle
from ui.text import lessons, load

pytestmark = pytest.mark.browser
DRAWER = '[data-testid="stSidebar"]'
OPEN = '[data-testid="stExpandSidebarButton"]'
SWITCH = ".st-key-language"
ROW = ".st-key-guess_row"  # a question with its choices and buttons
MARGIN = 16  # px around a saved picture
ALIKE = 0.9  # correlation of what is shown with what is saved
NARROW = (390, 640)  # px: a phone, and a small window at 200 %

# How far left of the window what has the focus ends, and whether it is the page's end.
_FOCUS = """() => {
  const { activeElement: at } = document;
  return { end: at === document.body, right: at.getBoundingClientRect().right };
}"""

# Of the drawer, which comes first: the navigation or the settings below their heading.
_ORDER = """(drawer) => {
  const [nav, head] = ['nav', 'h2'].map((name) => drawer.querySelector(name));
  return !head || Boolean(nav.compareDocumentPosition(head) & Node.DOCUMENT_POSITION_FOLLOWING);
}"""

# From now on a button remembers all that is written on it, one after the other.
_LISTENED_TO = """(button) => {
  button.said = [button.textContent];
  const write = () => button.said.push(button.textContent);
  new MutationObserver(write).observe(button, { childList: true });
}"""

WORDS = (
    "**zq** $x^2$ [zq](http://zq.example) `zq` <b>zq</b>", "http://zq.example/a", "www.zq.example",
    "zq@zq.example", ":material/home: :red[zq] :smile:", "a -> b <- c -- d >= e <= f ~= g <-> h",
    "&lt;b&gt; &#60; &amp;", "# zq", "- zq", "1. zq", "> zq", "~~zq~~", "| zq | zq |", r"\\(zq\\)",
)  # fmt: skip

PAGE = f"""
import streamlit as st

from ui.markdown import plain

for place, words in enumerate({WORDS!r}):
    with st.container(key=f"said_{{place}}"):
        st.error(plain(words))
"""


def stops(page) -> list[float]:
    """Where each stop of the Tab key ends, from the top of the page to its end."""
    found = []
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate(_FOCUS)
        if here["end"]:
            return found
        found.append(here["right"])
    raise AssertionError("the Tab key never leaves the page")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_closed_drawer_takes_no_focus(lesson, width):
    page = lesson(stem="vanishing_gradient", width=width)
    found = stops(page)
    assert len(found) > 10
    assert [right for right in found if right <= 0] == []


# A lesson without settings, and one with.
@pytest.mark.parametrize(("stem", "lang"), [("lstm_cell", "zh"), ("your_model", "en")])
def test_on_a_phone_the_menu_leads_to_every_lesson_and_covers_nothing(lesson, stem, lang):
    page, words = lesson(stem=stem, lang=lang, width=NARROW[0]), load("app", lang)
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 844})
        page.get_by_role("button", name=words["menu"], exact=True).click()
        drawer = page.locator(f"{DRAWER}[data-collapsed=false]")
        for lesson_there in lessons(lang):
            expect(drawer.get_by_role("link", name=lesson_there.title)).to_be_visible()
        assert drawer.evaluate(_ORDER)
        expect(page.locator(SWITCH)).to_be_hidden()
        drawer.get_by_role("button", name=words["close"], exact=True).click()
        expect(page.locator(SWITCH)).to_be_visible()
        corner, switch = (page.locator(each).bounding_box() for each in (OPEN, SWITCH))
        assert corner["x"] + corner["width"] <= switch["x"]
    expect(page.locator(".button.save")).to_be_visible()
    page.locator(OPEN).click()
    page.reload()
    settle(page)
    expect(page.locator(DRAWER)).to_have_attribute("data-collapsed", "true")


@pytest.mark.parametrize(("stem", "lang"), [("attention", "en"), ("gru", "zh")])
def test_on_a_phone_the_question_comes_before_the_picture(lesson, stem, lang):
    page = lesson(stem=stem, lang=lang, width=NARROW[0], height=844)
    row, check, stage = (page.locator(each) for each in (ROW, ".st-key-check_guess", ".stage"))
    assert bottom(row) <= stage.bounding_box()["y"]
    assert bottom(check) <= 844
    go_to_projector(page)
    assert bottom(stage) <= row.bounding_box()["y"]


def test_in_a_small_window_the_player_stands_on_one_line(lesson):
    page = lesson(stem="attention", lang="zh", width=NARROW[1], height=844)
    button = page.locator(".button.symbols")
    height = page.locator(".player").bounding_box()["height"]
    assert height == button.bounding_box()["height"]
    expect(button).to_have_accessible_name(load("stage", "zh")["stage.symbols"])
    expect(button.locator("span")).to_be_hidden()


def bottom(part) -> float:
    box = part.bounding_box()
    return box["y"] + box["height"]


def test_back_returns_to_the_default(lesson):
    page = lesson(stem="lstm_derivation")
    steps = page.locator('[class*="st-key-step"]').get_by_role("radio")
    opens = [STEPS.index(code) for code in (Derivation.step, "forget", "input")]
    for place in opens[1:]:
        steps.nth(place).click()
        page.wait_for_url(re.compile(f"step={STEPS[place]}"))
        settle(page)
    for place in reversed(opens[:-1]):
        page.go_back()
        expect(steps.nth(place)).to_be_checked()
    settle(page)
    assert "step=" not in page.url


def test_one_press_of_back_undoes_all_that_show_this_has_set(lesson):
    page = lesson("reveal=1&t=3", stem="gru")
    before = page.url
    button = page.locator(".st-key-notice_copies button")
    button.click()
    expect(button).to_have_text(load("app", "en")["shown_above"])
    settle(page)
    shown = page.url
    assert len(set(shown.split("&")) - set(before.split("&"))) > 3
    page.go_back()
    expect(button).to_have_text(load("app", "en")["show_this"])
    settle(page)
    assert page.url == before
    page.go_forward()
    expect(button).to_have_text(load("app", "en")["shown_above"])
    settle(page)
    assert page.url == shown


def copies(page, name: str, then: str) -> str:
    """Press the button ``name``: for a while it says ``then``. What the clipboard has after it."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name=name, exact=True).element_handle()
    button.evaluate(_LISTENED_TO)  # what is said for two seconds may come between two looks
    button.click()
    page.wait_for_function("(button) => button.said.length === 3", arg=button)
    assert button.evaluate("(button) => button.said") == [name, then, name]
    return page.evaluate("navigator.clipboard.readText()")


def test_copying_says_that_it_is_done(lesson):
    page, words = lesson("t=3", stem="gru"), load("app", "en")
    taken = copies(page, words["copy"], f"✓ {words['copied']}")
    assert taken == page.locator(".address output").inner_text() == page.url


def test_a_teacher_takes_the_question_without_guess_and_answer(lesson):
    page, words = lesson("guess_needs=r&reveal=1&unit=3", stem="gru"), load("app", "en")
    taken = copies(page, words["copy_question"], f"✓ {words['copied']}")
    assert taken == page.locator(".address output").inner_text()
    assert set(parse_qs(urlsplit(page.url).query)) > {"guess_needs", "reveal"}
    assert set(parse_qs(urlsplit(taken).query)) == {"lang", "unit"}
    page.goto(taken)
    page.get_by_role("button", name=words["show_me"]).wait_for()
    expect(page.get_by_role("button", name=words["copy_question"])).to_be_hidden()


def test_a_lessons_picture_is_saved_as_it_stands(lesson, tmp_path):
    page = lesson("reveal=1&t=10", stem="lstm_cell", height=1000)
    stage, view = (page.locator(each).bounding_box() for each in (".stage", ".view >> nth=-1"))
    shown = Image.open(BytesIO(page.screenshot(clip=view))).convert("L")
    with page.expect_download() as download:
        page.click("button.save")
    download.value.save_as(tmp_path / "saved.png")
    left, top = MARGIN + view["x"] - stage["x"], MARGIN + view["y"] - stage["y"]
    corners = [2 * round(x) for x in (left, top, left + view["width"], top + view["height"])]
    saved = Image.open(tmp_path / "saved.png").convert("L").crop(corners).resize(shown.size)
    assert np.corrcoef(*(np.asarray(each).ravel() for each in (shown, saved)))[0, 1] > ALIKE


def test_plain_words_are_shown_as_written(serve, tmp_path, page_factory):
    script = tmp_path / "page.py"
    script.write_text(PAGE, encoding="utf-8")
    with serve(str(script)) as url:
        page = page_factory(url).page
        for place, words in enumerate(WORDS):
            said = page.locator(f".st-key-said_{place} [data-testid=stMarkdownContainer]")
            expect(said).to_have_text(re.compile(r"\S"))
            assert said.inner_text().replace("\u2060", "") == words
            assert said.locator(":not(p)").count() == 0


@pytest.mark.parametrize("stem", ["vanishing_gradient", "positional_encoding"])
def test_on_a_phone_every_choice_of_a_guess_is_seen_whole(lesson, stem):
    page = lesson(stem=stem, width=390)
    choices = page.locator(f'{ROW} :is([role="radio"], [data-testid="stSliderTickBar"])')
    boxes = [choice.bounding_box() for choice in choices.all()]
    check = page.locator(".st-key-check_guess").bounding_box()
    assert len(boxes) >= 4
    for box in boxes:
        assert box["x"] + box["width"] <= 390 - 12, "it ends outside the card"
        assert box["y"] + box["height"] <= check["y"], "a button covers it"


@pytest.mark.parametrize("stem", ["rnn", "gru"])  # sliders, and one of a few
def test_who_guesses_again_by_keyboard_is_brought_to_the_first_choice(lesson, stem):
    page = lesson("reveal=1", stem=stem)
    page.locator(".st-key-guess_again button").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.activeElement.closest('{ROW}')")
    settle(page)
    assert page.evaluate("document.activeElement.matches('input, [role=radio]')")
