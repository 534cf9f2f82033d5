"""What is asked of every page: that it is at rest, readable, and inside its window."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from ui.text import LANGUAGES, load

DRAWN = ".stage .label:not(:empty)"  # the player and all views are drawn in one frame
AT_REST = '[data-testid="stApp"][data-test-script-state="notRunning"]'
SMALLEST = 12  # px
PATIENCE = 60_000  # ms; a busy machine is slow, not wrong

_SMALLEST_LABEL = """() => {
  const root = document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot;
  const texts = [...root.querySelectorAll('*')].filter(e =>
    [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) &&
    (!e.closest('math') || e.matches('mtext')) && e.getClientRects().length);
  return Math.min(...texts.map(e => {
    const scale = e.ownerSVGElement ? e.ownerSVGElement.getScreenCTM().a : 1;
    return parseFloat(getComputedStyle(e).fontSize) * scale;
  }));
}"""

_HAS_LEFT_ITS_BEGINNING = """() => {
  const root = document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot;
  const { value, max } = root.querySelector('.slider');
  const back = root.querySelector('.turn').dataset.direction === '-1';
  return back ? Number(value) < Number(max) : Number(value) > 0;
}"""

_WIDER_THAN_ITS_PLACE = """async () => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const root = document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot;
  const places = [document.documentElement, document.querySelector('[data-testid="stMain"]'),
    root.querySelector('.stage'), ...root.querySelectorAll('.card, .card .equation')];
  const cut = [...root.querySelectorAll('.card math')].filter(e =>
    e.getBoundingClientRect().right > e.closest('.card').getBoundingClientRect().right);
  return [...places.filter(e => e.scrollWidth > e.clientWidth + 1), ...cut]
    .map(e => e.outerHTML.slice(0, 120));
}"""


def settle(page: Page) -> None:
    """Wait until the moving picture is drawn and no script runs."""
    page.wait_for_selector(DRAWN)
    page.wait_for_selector(AT_REST)


def drawn(page: Page) -> None:
    """Wait until the picture is drawn as the last key left it: it is drawn once a frame."""
    page.evaluate("() => new Promise(f => requestAnimationFrame(() => requestAnimationFrame(f)))")


def plays(page: Page) -> None:
    """Wait until the clock has left its beginning by itself; it may have come to its end since."""
    page.wait_for_function(_HAS_LEFT_ITS_BEGINNING)


def go_to_phone(page: Page) -> None:
    """Make the window as narrow as a phone, and wait until the stage has followed."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_selector(".stage[data-narrow=true]")


def go_to_projector(page: Page) -> None:
    """Make the window as wide as a projector, and wait until the stage has followed."""
    page.set_viewport_size({"width": 1280, "height": 720})
    page.wait_for_selector(".stage[data-narrow=false]")


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
    found = Axe().run(page).response["violations"]
    broken = [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]
    assert broken == [], broken


def readable(page: Page) -> None:
    """No label of the moving picture is smaller than 12 px."""
    assert page.evaluate(_SMALLEST_LABEL) >= SMALLEST - 0.01


def inside(page: Page) -> None:
    """Nothing is cut off or must be scrolled sideways, whatever numbers the clock shows."""
    page.focus(".stage")
    for key in ("Home", "End"):
        page.keyboard.press(key)
        cut_off = page.evaluate(_WIDER_THAN_ITS_PLACE)
        assert cut_off == [], cut_off


def fits_a_projector(page: Page) -> None:
    """The whole moving picture, the page's first, is seen without scrolling at 1280 × 720."""
    bottoms = (
        page.locator(".stage")
        .first.locator(".view")
        .evaluate_all("all => all.map(e => e.getBoundingClientRect().bottom + scrollY)")
    )
    assert max(bottoms) <= 720, bottoms


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
