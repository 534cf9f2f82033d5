"""What every lesson promises, in a real browser. A new lesson gets its checks by a line in LESSONS.

Each test visits a page once and asks there all that can be asked without opening it again.
"""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.checks import (
    accessible,
    change_theme,
    fits_a_projector,
    go_to_phone,
    go_to_projector,
    inside,
    read,
    readable,
    settle,
    tab_to,
)
from ui.text import load

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Lesson:
    """What the checks must know of a lesson."""

    stem: str
    covered: str  # CSS selector of the first such text says "?" before the answer shows
    hidden: str = ""  # CSS selector of what is not there at all before the answer shows
    sections: tuple[str, ...] = ("hood",)  # the folded sections, by their names in the link
    chart: str = ""  # CSS selector of the chart in a folded section that is drawn last
    states: tuple[str, ...] = ("",)  # parts of links: what the picture looks like in other states

    def link(self, state: str = "") -> str:
        """The address's end: the answer shows, all sections are open, the clock stands."""
        return "&".join(["reveal=1", "t=7", state, *(f"{name}=true" for name in self.sections)])


LESSONS = (
    Lesson(
        "vanishing_gradient",
        covered=".chain .read",
        hidden=".cards",
        sections=("memory", "race", "hood"),
        chart=".js-plotly-plot .heatmaplayer image",
    ),
    Lesson(
        "lstm_cell",
        covered='[data-node="f"] .value',
        hidden=".account .kept",
        sections=("find", "what_if", "hood"),
        chart='[data-testid="stVegaLiteChart"] svg',
        states=("", "show=units"),
    ),
    Lesson(
        "gru",
        covered='.gru [data-value="h"]',
        hidden=".ledger",
        sections=("conventions", "gates", "rival", "hood"),
        chart=".js-plotly-plot .scatterlayer .points",
    ),
    Lesson(
        "your_model",
        covered=".chain .read",
        sections=("memory", "hood"),
        chart=".js-plotly-plot .heatmaplayer image",
        states=("", "look=unit&example=gru"),
    ),
    Lesson(
        "positional_encoding",
        covered=".fingerprints .difference",
        sections=("matters", "distance", "bug", "hood"),
        chart=".js-plotly-plot .scatterlayer .points",
        states=("", "picture=sinusoids&d=32", "picture=rope"),
    ),
    Lesson(
        "encoder_decoder",
        covered=".verdict .held",
        sections=("exposure", "hood"),
        chart='[data-testid="stVegaLiteChart"] svg',
        states=("", "parts=time.place.companion.relative.because.clause", "origin=held_out"),
    ),
    Lesson(
        "attention",
        covered=".attend .links .written:last-of-type",
        hidden=".attend .toolbar",
        sections=("sharp", "hood"),
        chart='[data-testid="stVegaLiteChart"] svg',
        states=(
            "",
            "show=scorings",
            "show=compare",
            "show=beam&width=6",
            "attend=10-5&prefix=the&press=force",
        ),
    ),
    Lesson(
        "self_attention",
        covered=".asks .hidden",
        sections=("scaling", "parallel", "hood"),
        chart=".js-plotly-plot .scatterlayer .points",
        states=("", "head=2", "scale=none"),
    ),
)
each_lesson = pytest.mark.parametrize("of", LESSONS, ids=lambda of: of.stem)
STATES = [(of, state) for of in LESSONS for state in of.states]
each_state = pytest.mark.parametrize(
    ("of", "state"), STATES, ids=lambda part: getattr(part, "stem", part)
)
each_language = pytest.mark.parametrize(("lang", "dark"), [("en", False), ("zh", True)])


@each_language
@each_lesson
def test_it_opens_moving_and_covered_and_the_keyboard_reveals_it(lesson, of, lang, dark):
    page = lesson(stem=of.stem, lang=lang, dark=dark)
    assert page.locator("h1").inner_text() == load(of.stem, lang).title
    for theme in (dark, not dark):
        change_theme(page, dark=theme)
        page.get_by_role("button", name=load("stage", lang)["pause"]).wait_for()
        expect(page.locator(of.covered).first).to_contain_text("?")
        assert not of.hidden or page.locator(of.hidden).count() == 0
    fits_a_projector(page)
    tab_to(page, load("app", lang)["show_me"])
    page.keyboard.press("Enter")
    expect(page.locator(of.covered).first).not_to_contain_text("?")
    fits_a_projector(page)


@each_lesson
def test_the_keyboard_moves_the_clock_and_the_link_brings_it_back(lesson, of):
    page = lesson("reveal=1&t=7", stem=of.stem)
    page.focus(".stage")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"[?&]t=2\b"))
    settle(page)
    again = lesson(page.url.split("?")[1], stem=of.stem)
    assert read(again) == read(page)


@each_language
@each_state
def test_it_is_accessible_and_readable_on_projector_and_phone(lesson, of, state, lang, dark):
    page = lesson(of.link(state), stem=of.stem, lang=lang, dark=dark)
    if of.chart:
        page.wait_for_selector(of.chart, timeout=60_000)
    fits_a_projector(page)
    readable(page)
    for theme in (dark, not dark):
        change_theme(page, dark=theme)
        accessible(page)
    go_to_phone(page)
    readable(page)
    inside(page)
    go_to_projector(page)
    fits_a_projector(page)


@each_lesson
def test_the_file_to_take_along_says_the_same_offline(lesson, of, page_factory, tmp_path):
    page = lesson("reveal=1&t=7", stem=of.stem)
    with page.expect_download() as download:
        page.get_by_role("button", name=load("app", "en")["html"]).click()
    file = tmp_path / "lesson.html"
    download.value.save_as(file)
    visit = page_factory(file.as_uri())
    visit.page.wait_for_selector(".stage .label:not(:empty)")
    for reader in (page, visit.page):
        reader.focus(".stage")
        reader.keyboard.press("Home")
        reader.keyboard.press("ArrowRight")
    expect(visit.page.locator(".label")).to_have_text(page.locator(".label").text_content())
    assert read(visit.page) == read(page)
    assert visit.errors == []
    assert visit.outside == []
