"""What is asked of every page: that it is at rest, readable, and inside its window."""

import re
import time
from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from ui.text import LANGUAGES, load

DRAWN = ".stage .label:not(:empty)"  # the player and all views are drawn in one frame
SMALLEST = 12  # px
PATIENCE = 60_000  # ms; a busy machine is slow, not wrong

_TOO_SMALL = """(smallest) => {
  const root = document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot;
  const texts = [...root.querySelectorAll('*')].filter(e =>
    [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) &&
    (!e.closest('math') || e.matches('mtext')) && e.getClientRects().length);
  const size = (e) => parseFloat(getComputedStyle(e).fontSize) *
    (e.ownerSVGElement ? e.ownerSVGElement.getScreenCTM().a : 1);
  return texts.filter(e => size(e) < smallest - 0.01).map(e => e.outerHTML.slice(0, 120));
}"""

_STAGES = """[document, ...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')]
  .flatMap((root) => [...(root.shadowRoot ?? root).querySelectorAll('.stage')])
  .map((host) => host.parentNode.unrolled)"""

# Each is drawn at its present width, and no frame is still to come but those of a film.
_DRAWN = f"""{_STAGES}.every(({{ clock, host, width }}) =>
  (clock.playing || clock.pending === undefined) && [0, width].includes(host.clientWidth))"""

# No script runs, and Python has answered whatever was done on a stage. What has arrived is shown
# by the next frame, so it is asked again behind that.
_SETTLED = f"""async () => {{
  const app = document.querySelector('[data-testid=stApp]');
  const settled = () => app.dataset.testScriptState === 'notRunning' &&
    {_STAGES}.every(({{ news }}) => news.told.size === 0) && {_DRAWN};
  if (!settled()) return false;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return settled();
}}"""

_BELOW_A_PROJECTOR = """(all) => all
  .filter((e) => e.getBoundingClientRect().bottom + scrollY > 720).map((e) => e.className)"""

_HAS_LEFT_ITS_BEGINNING = f"{_STAGES}[0].clock.time !== {_STAGES}[0].clock.beginning()"

_WIDER_THAN_ITS_PLACE = """() => {
  const root = document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot;
  const places = [document.documentElement, document.querySelector('[data-testid="stMain"]'),
    root.querySelector('.stage'), ...root.querySelectorAll('.card, .card .equation')];
  const cut = [...root.querySelectorAll('.card math')].filter(e =>
    e.getBoundingClientRect().right > e.closest('.card').getBoundingClientRect().right);
  return [...places.filter(e => e.scrollWidth > e.clientWidth + 1), ...cut]
    .map(e => e.outerHTML.slice(0, 120));
}"""


def settle(page: Page) -> None:
    """Wait until the moving picture is drawn, no script runs, and all that was done is answered."""
    page.wait_for_selector(DRAWN)
    page.wait_for_function(_SETTLED)


def drawn(page: Page) -> None:
    """Wait until the picture is drawn as the last key left it, in a page or in a file."""
    page.wait_for_selector(DRAWN)
    page.wait_for_function(_DRAWN)


def stands(page: Page) -> None:
    """Wait until nothing moves any more: no film runs, and no frame is still to come."""
    page.wait_for_function(f"!{_STAGES}.some(({{ clock }}) => clock.playing) && {_DRAWN}")


def told(page: Page) -> None:
    """Wait until what was done on a stage is on its way to Python, answered or not."""
    sent = "[...news.told.values()].every(Number.isFinite)"
    page.wait_for_function(f"{_STAGES}.every(({{ news }}) => {sent})")


def comes_to(look: Callable[[], Any], expected: Any) -> None:
    """Look until this is what is seen; where it never is, say what was seen at last."""
    end = time.monotonic() + PATIENCE / 1000
    while (seen := look()) != expected and time.monotonic() < end:
        time.sleep(0.05)
    assert seen == expected


def plays(page: Page) -> None:
    """Wait until the clock has left its beginning by itself; it may have come to its end since."""
    page.wait_for_function(_HAS_LEFT_ITS_BEGINNING)


def go_to_phone(page: Page) -> None:
    """Make the window as narrow as a phone, and wait until the stage has followed."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_selector(".stage[data-narrow=true]")
    settle(page)


def go_to_projector(page: Page) -> None:
    """Make the window as wide as a projector, and wait until the stage has followed."""
    page.set_viewport_size({"width": 1280, "height": 720})
    page.wait_for_selector(".stage[data-narrow=false]")
    settle(page)


def change_theme(page: Page, *, dark: bool) -> None:
    """Change the system's theme, and wait until page and stage have followed."""
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.wait_for_selector(f".stage[data-theme={'dark' if dark else 'light'}]")
    settle(page)


def speak(page: Page, stem: str, lang: str) -> None:
    """Choose the page's language, and wait until the whole page speaks it."""
    title = page.locator("h1")
    if title.inner_text() != load(stem, lang).title:
        page.locator(".st-key-language").get_by_text(LANGUAGES[lang], exact=True).click()
    expect(title).to_have_text(load(stem, lang).title)
    settle(page)


def accessible(page: Page) -> None:
    """Ask axe for what breaks a rule of accessibility, contrast included."""
    comes_to(lambda: broken_rules(page), [])


def broken_rules(page: Page) -> list[tuple[str, str]]:
    """The rules that axe finds broken, each with the place where."""
    found = Axe().run(page).response["violations"]
    return [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]


def readable(page: Page) -> None:
    """No label of the moving picture is smaller than 12 px."""
    comes_to(lambda: page.evaluate(_TOO_SMALL, SMALLEST), [])


def inside(page: Page) -> None:
    """Nothing is cut off or must be scrolled sideways, whatever numbers the clock shows."""
    page.focus(".stage")
    for key in ("Home", "End"):
        page.keyboard.press(key)
        drawn(page)
        comes_to(lambda: page.evaluate(_WIDER_THAN_ITS_PLACE), [])


def fits_a_projector(page: Page) -> None:
    """The whole moving picture, the page's first, is seen without scrolling at 1280 × 720."""
    views = page.locator(".stage").first.locator(".view")
    assert views.count()
    comes_to(lambda: views.evaluate_all(_BELOW_A_PROJECTOR), [])


def tab_to(page: Page, text: str) -> None:
    """Press Tab until what has the focus says this."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == text:
            return
    raise AssertionError(f"no Tab leads to {text}")


def read(page: Page) -> list[str]:
    """What the moving picture says: its clock, every picture's values, every card's text."""
    label = page.locator(".stage .label").text_content()
    pictures = page.locator('.stage .picture[role="img"]')
    said = pictures.evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    cards = page.locator(".stage .cards .card").all_text_contents()
    return [label, *said, *(re.sub(r"\s+", " ", card) for card in cards)]
