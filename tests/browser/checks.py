"""What is asked of every page: that it is at rest, readable, and inside its window."""

import re
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from ui.text import LANGUAGES, load

LABEL = ".label:not(:empty)"  # the player and all views are drawn in one frame
SECTION = '[data-testid="stExpander"]'
END_OF_PAGE = ".address output"  # the link to take along
SMALLEST = 12  # px
HEAD = 138  # px of a lesson above its picture, at least
PATIENCE = 60_000  # ms; a busy machine is slow, not wrong

_STAGES = """[document, ...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')]
  .flatMap((root) => [...(root.shadowRoot ?? root).querySelectorAll('.stage')])
  .map((host) => host.parentNode.unrolled)"""

_TOO_SMALL = f"""(smallest) => {{
  const texts = {_STAGES}.flatMap(({{ host }}) => [...host.querySelectorAll('*')]).filter(e =>
    [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) &&
    (!e.closest('math') || e.matches('mtext')) && e.getClientRects().length);
  const size = (e) => parseFloat(getComputedStyle(e).fontSize) *
    (e.ownerSVGElement ? e.ownerSVGElement.getScreenCTM().a : 1);
  return texts.filter(e => size(e) < smallest - 0.01).map(e => e.outerHTML.slice(0, 120));
}}"""

# Each is drawn at its present width, and no frame is still to come but those of a film.
_UP_TO_DATE = f"""{_STAGES}.every(({{ clock, host, width }}) =>
  (clock.playing || clock.pending === undefined) && [0, width].includes(host.clientWidth))"""
_DRAWN = f"""({_STAGES}.some(({{ host }}) => host.querySelector('{LABEL}')) && {_UP_TO_DATE})"""

# No script runs, and Python has answered whatever was done on a stage. What has arrived is shown
# by the next frame, so it must be so in two of them: what asks has a number of its own.
_SETTLED = f"""(question) => {{
  const app = document.querySelector('[data-testid=stApp]');
  const settled = app?.dataset.testScriptState === 'notRunning' && {_DRAWN} &&
    {_STAGES}.every(({{ news }}) => news.told.size === 0);
  const before = globalThis.settled;
  globalThis.settled = settled && question;
  return settled && before === question;
}}"""
_questions = count(1)

_BELOW_A_PROJECTOR = """(all) => all
  .filter((e) => e.getBoundingClientRect().bottom + scrollY > 720).map((e) => e.className)"""

_HEIGHT = f"""() => {{
  const [{{ host }}] = {_STAGES};
  const bottoms = [...host.querySelectorAll('.view')].map((e) => e.getBoundingClientRect().bottom);
  return Math.max(...bottoms) - host.getBoundingClientRect().top;
}}"""

# Every height that the first stage has, step by step; the clock ends where it was.
_HEIGHTS = f"""() => {{
  const [stage] = {_STAGES};
  const {{ clock, host }} = stage;
  clock.pause();
  const heights = [...Array(clock.length).keys(), clock.step].map((step) => {{
    clock.seek(step);
    stage.draw();
    return host.offsetHeight;
  }});
  return [...new Set(heights)];
}}"""

_HAS_LEFT_ITS_BEGINNING = f"{_STAGES}[0].clock.time !== {_STAGES}[0].clock.beginning()"

_WIDER_THAN_ITS_PLACE = f"""() => {{
  const [{{ host }}] = {_STAGES};
  const page = [document.documentElement, document.querySelector('[data-testid="stMain"]')];
  const places = [...page, host, ...host.querySelectorAll('.card, .card .equation')];
  const cut = [...host.querySelectorAll('.card math')].filter(e =>
    e.getBoundingClientRect().right > e.closest('.card').getBoundingClientRect().right);
  return [...places.filter(e => e && e.scrollWidth > e.clientWidth + 1), ...cut]
    .map(e => e.outerHTML.slice(0, 120));
}}"""

# How many words of a moving picture are a question mark, or end in one that stands alone.
_QUESTIONS = f"""() => {{
  const alone = /(^|[^\\p{{L}}\\p{{N}}…”」』])[?？]/u;
  const says = (node) => [...node.childNodes].some((n) => n.nodeType === 3 && alone.test(n.data));
  const seen = {{ opacityProperty: true, visibilityProperty: true }};
  return [...{_STAGES}[0].host.querySelectorAll('.view *')]
    .filter((node) => says(node) && node.checkVisibility(seen)).length;
}}"""

# What sections are called in the link.
_NAMES = """(all) => all.map((section) =>
  /st-key-(\\w+)/.exec(section.closest('[class*=st-key-]').className)[1])"""

_FILLED = f'{SECTION}:has([data-testid="stMarkdown"], [data-testid="stCode"])'
_SECTIONS_ARE_FILLED = f"(count) => count === document.querySelectorAll('{_FILLED}').length"

_CHARTS = '[data-testid="stPlotlyChart"], [data-testid="stVegaLiteChart"]'
_CHARTS_ARE_DRAWN = f"""[...document.querySelectorAll('{_CHARTS}')]
  .every((chart) => chart.querySelector('.main-svg :is(.trace, image), .marks'))"""

# What is wrong with the words of the first stage, each fault a sentence.
_FAULTY = Path(__file__).with_name("words.js").read_text("utf-8").replace("export default ", "")
_FAULTS = f"(moments) => ({_FAULTY})({_STAGES}[0], moments, {_WIDER_THAN_ITS_PLACE})"
MOMENTS = 5  # of the clock at which a picture is looked at


def settle(page: Page) -> None:
    """Wait until the moving picture is drawn, no script runs, and all that was done is answered."""
    page.wait_for_function(_SETTLED, arg=next(_questions))


def drawn(page: Page) -> None:
    """Wait until the picture is drawn as the last key left it, in a page or in a file."""
    page.wait_for_function(_DRAWN)


def stands(page: Page) -> None:
    """Wait until nothing moves any more: no film runs, and no frame is still to come."""
    page.wait_for_function(f"!{_STAGES}.some(({{ clock }}) => clock.playing) && {_UP_TO_DATE}")


def told(page: Page) -> None:
    """Wait until what was done on a stage is on its way to Python, answered or not."""
    sent = "[...news.told.values()].every(Number.isFinite)"
    page.wait_for_function(f"{_STAGES}.every(({{ news }}) => {sent})")


def comes_to(look: Callable[[], Any], expected: Any) -> None:
    """Look until this is what is seen; where it never is, say what was seen at last."""
    end = time.monotonic() + PATIENCE / 1000
    while (seen := look()) != expected and time.monotonic() < end:
        time.sleep(0.05)
    assert seen == expected, seen


def plays(page: Page) -> None:
    """Wait until the clock has left its beginning by itself; it may have come to its end since."""
    page.wait_for_function(_HAS_LEFT_ITS_BEGINNING)


def resize(page: Page, width: int) -> None:
    """Give the window another width, and wait until the stage has followed."""
    page.set_viewport_size({"width": width, "height": 844})
    page.wait_for_function("width => innerWidth === width", arg=width)
    drawn(page)


def go_to_phone(page: Page) -> None:
    """Make the window as narrow as a phone, and wait until the stage has followed."""
    page.set_viewport_size({"width": 390, "height": 844})
    _stage_has(page, "narrow", "true")
    settle(page)


def go_to_projector(page: Page) -> None:
    """Make the window as wide as a projector, and wait until the stage has followed."""
    page.set_viewport_size({"width": 1280, "height": 720})
    _stage_has(page, "narrow", "false")
    settle(page)


def change_theme(page: Page, *, dark: bool) -> None:
    """Change the system's theme, and wait until page and stage have followed."""
    emulate_theme(page, dark=dark)
    settle(page)


def emulate_theme(page: Page, *, dark: bool) -> None:
    """Change the system's theme, and wait until the stage has followed, in a page or in a file."""
    theme = "dark" if dark else "light"
    page.emulate_media(color_scheme=theme)
    _stage_has(page, "theme", theme)


def _stage_has(page: Page, name: str, value: str) -> None:
    page.wait_for_function(f"{_STAGES}.some(({{ host }}) => host.dataset.{name} === '{value}')")


def speak(page: Page, stem: str, lang: str) -> None:
    """Choose the page's language, and wait until the whole page speaks it."""
    title = page.locator("h1")
    if title.inner_text() != load(stem, lang).title:
        page.locator(".st-key-language").get_by_text(LANGUAGES[lang], exact=True).click()
    comes_to(title.inner_text, load(stem, lang).title)
    settle(page)


def open_sections(page: Page) -> None:
    """Go to the link that unfolds every section of the page, and wait until each is filled."""
    page.wait_for_selector(END_OF_PAGE)
    names = page.locator(SECTION).evaluate_all(_NAMES)
    assert names
    page.goto("&".join([page.url, *(f"{name}=true" for name in names)]))
    page.wait_for_function(_SECTIONS_ARE_FILLED, arg=len(names))
    settle(page)


def charts_are_drawn(page: Page) -> None:
    """Wait until every still chart shows its data."""
    page.wait_for_function(_CHARTS_ARE_DRAWN)


def questions(page: Page) -> int:
    """How many question marks stand in the moving picture for what is not told yet."""
    return page.evaluate(_QUESTIONS)


def accessible(page: Page) -> None:
    """Ask axe for what breaks a rule of accessibility, contrast included."""
    comes_to(lambda: broken_rules(page), [])


def broken_rules(page: Page) -> list[tuple[str, str]]:
    """The rules that axe finds broken, each with the place where; Streamlit's uploader has one."""
    found = Axe().run(page).response["violations"]
    broken = [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]
    return [each for each in broken if "stFileUploaderDropzone" not in each[1]]


def readable(page: Page) -> None:
    """No label of the moving picture is smaller than 12 px."""
    comes_to(lambda: page.evaluate(_TOO_SMALL, SMALLEST), [])


def apart(page: Page) -> None:
    """No words of the moving picture run into others or out of their box, wherever its clock is.

    Nor is anything cut off there, or must be scrolled sideways.
    """
    comes_to(lambda: page.evaluate(_FAULTS, MOMENTS), [])


def fits_a_projector(page: Page) -> None:
    """The whole moving picture, the page's first, is seen without scrolling at 1280 × 720.

    So is what is asked about it, with all that can be answered.
    """
    views = page.locator(".stage").first.locator(".view")
    assert views.count()
    task = page.locator(".st-key-guess_row :is(p, button, [role=slider])")
    comes_to(lambda: [each.evaluate_all(_BELOW_A_PROJECTOR) for each in (views, task)], [[], []])


def steady(page: Page) -> None:
    """Nothing below the moving picture moves while its film runs, from first step to last."""
    comes_to(lambda: len(page.evaluate(_HEIGHTS)), 1)


def fits_below_a_head(page: Page) -> None:
    """The picture is no taller than what a lesson's title and question leave on a projector."""
    height = page.evaluate(_HEIGHT)
    assert height <= 720 - HEAD, height


def is_asked_on_the_first_screen(page: Page) -> None:
    """On a projector, what checks a guess is seen below the picture without scrolling."""
    found = page.locator(".st-key-check_guess").bounding_box()
    assert found and found["y"] + found["height"] <= 720, found


def tab_to(page: Page, text: str) -> None:
    """Press Tab until what has the focus says this."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == text:
            return
    raise AssertionError(f"no Tab leads to {text}")


def read(page: Page) -> list[str]:
    """What the first moving picture says: its clock, every picture's values, every card's text."""
    stage = page.locator(".stage").first
    pictures = stage.locator('.picture[role="img"]')
    said = pictures.evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    cards = stage.locator(".cards .card").all_text_contents()
    label = stage.locator(".label").text_content()
    return [label, *said, *(re.sub(r"\s+", " ", card) for card in cards)]
