"""What a symbol means, in a file: under the pointer, a finger or the focus, and in the list."""

import pytest
from playwright.sync_api import expect

from core.lessons.attention import lesson as attention_lesson
from core.lessons.attention.settings import Attention
from tests.browser.checks import accessible, drawn, emulate_theme, resize
from ui.glossary import entries, explained
from ui.text import load
from viz.lessons import attention as pictures

pytestmark = pytest.mark.browser

BOX = """(element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height];
}"""


@pytest.fixture
def show(exported):
    """`show(lang="zh", width=390, …)` opens the attention lesson's picture as a file."""

    def open_file(lang="en", **look):
        made, text = Attention(), load("attention", lang)
        recorded = attention_lesson.record_lesson(made)
        stage = pictures.stage(recorded, made, words=text.labels, covered=False)
        return exported(explained(stage, text), lang=lang, still=True, **look)

    return open_file


def inside_the_window(page, selector: str) -> None:
    x, y, width, height = page.locator(selector).evaluate(BOX)
    size = page.viewport_size
    assert x >= 0
    assert y >= 0
    assert x + width <= size["width"]
    assert y + height <= size["height"]


def test_hovering_a_symbol_says_what_it_means_and_nothing_moves(show):
    page = show()
    tip, label = page.locator(".tip"), page.inner_text(".label")
    height = page.locator(".stage").evaluate(BOX)
    state = page.locator(".substep math mi", has_text="s").first
    state.hover()
    expect(tip).to_be_visible()
    expect(tip).to_contain_text(entries("en")["decoder_state"].meaning)
    expect(tip).to_contain_text(entries("zh")["decoder_state"].name)
    inside_the_window(page, ".tip")
    page.locator(".substep math mi", has_text="α").first.hover()
    expect(tip).to_contain_text(entries("en")["attention_weight"].meaning)
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()
    assert page.locator(".stage").evaluate(BOX) == height
    assert page.inner_text(".label") == label


def test_a_press_in_the_picture_does_what_it_did(show):
    page = show()
    page.focus(".stage")
    page.keyboard.press("End")
    drawn(page)
    before = page.inner_text(".label")
    page.locator("button.token.written").nth(3).click()
    drawn(page)
    assert page.inner_text(".label") != before
    expect(page.locator(".tip")).to_be_hidden()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_keyboard_opens_the_list_scrolls_and_leaves_it(show, lang):
    page = show(lang)
    label = page.inner_text(".label")
    button, listed = page.locator(".button.symbols"), page.locator(".glossary")
    button.focus()
    page.keyboard.press("Enter")
    expect(listed).to_be_focused()
    for code in load("attention", lang).symbols:
        expect(listed).to_contain_text(entries(lang)[code].name)
    expect(listed.locator('[aria-current="true"]')).to_contain_text(
        load("attention", lang)["here.4"].strip("*")
    )
    inside_the_window(page, ".glossary")
    for key in ("End", "ArrowLeft", " "):
        page.keyboard.press(key)
    page.wait_for_function("document.querySelector('.glossary').scrollTop > 100")
    assert page.inner_text(".label") == label  # the clock has heard nothing
    for dark in (False, True):
        emulate_theme(page, dark=dark)
        accessible(page)
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    expect(button).to_be_focused()


def test_on_a_phone_the_list_fills_the_width_and_a_tap_says_what_a_symbol_means(show):
    page = show()
    resize(page, 390)
    page.locator(".button.symbols").click()
    x, _, width, _ = page.locator(".glossary").evaluate(BOX)
    assert (x, width) == (8, 374)
    page.keyboard.press("Escape")
    symbol = page.locator(".substep math mi", has_text="α").first
    symbol.scroll_into_view_if_needed()
    x, y, *_ = symbol.evaluate(BOX)
    touch = {"pointerType": "touch", "bubbles": True, "clientX": x + 2, "clientY": y + 2}
    for event in ("pointerdown", "pointerup"):
        symbol.evaluate(
            "(e, [name, touch]) => e.dispatchEvent(new PointerEvent(name, touch))", [event, touch]
        )
    expect(page.locator(".tip")).to_contain_text(entries("en")["attention_weight"].meaning)
    inside_the_window(page, ".tip")


def test_in_a_page_a_symbol_explains_itself_and_the_focus_comes_back_from_the_list(lesson):
    page = lesson(stem="attention")
    page.locator(".stage svg text[data-known]", has_text="attention weight").hover()
    expect(page.locator(".tip")).to_contain_text(entries("en")["attention_weight"].meaning)
    page.locator(".button.symbols").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".glossary")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".button.symbols")).to_be_focused()


def test_the_page_of_the_glossary_filters_in_both_languages_and_a_link_restores_it(
    server, page_factory
):
    visit = page_factory(f"{server}/glossary?lang=en")
    page = visit.page
    page.locator("input[type=text]").fill("遗忘门")
    page.keyboard.press("Enter")
    expect(page.locator("td", has_text="forget bias")).to_have_count(1)
    page.wait_for_url("**find=*")
    for lang, dark in (("en", False), ("zh", True)):
        link = page.url.replace("lang=en", f"lang={lang}")
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.goto(link)
        expect(page.locator("tbody tr")).to_have_count(2)
        accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name=load("lstm_cell", "zh").title).first.wait_for()
    assert visit.errors == []
