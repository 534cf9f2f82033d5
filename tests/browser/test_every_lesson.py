"""What every lesson promises, in a real browser. A new lesson gets its checks by a line in LESSONS.

Each test visits a page once and asks there all that can be asked without opening it again.
"""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from core.lessons.lstm_derivation.settings import STEPS
from tests.browser.checks import (
    accessible,
    change_theme,
    drawn,
    fits_a_projector,
    go_to_phone,
    go_to_projector,
    inside,
    plays,
    read,
    readable,
    settle,
    speak,
    tab_to,
)
from ui.text import load

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Lesson:
    """What the checks must know of a lesson."""

    stem: str
    covered: str  # CSS selector; the first such text says "?" before the answer shows
    hidden: str = ""  # CSS selector of what is not there at all before the answer shows
    sections: tuple[str, ...] = ("hood",)  # the folded sections, by their names in the link
    chart: str = ""  # CSS selector of the chart in a folded section that is drawn last
    states: tuple[str, ...] = ("",)  # parts of links: what the picture looks like in other states

    def link(self, state: str) -> str:
        """The address's end: the answer shows, the clock stands, in the first state all is open."""
        opened = [] if state else [f"{name}=true" for name in self.sections]
        return "&".join(["reveal=1", "t=7", state, *opened])


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
        sections=("find", "what_if", "compared", "hood"),
        chart='[data-testid="stVegaLiteChart"] svg',
        states=("", "show=units"),
    ),
    Lesson(
        "gru",
        covered='.gru [data-value="h"]',
        hidden=".ledger",
        sections=("conventions", "gates", "rival", "hood"),
        chart=".js-plotly-plot .scatterlayer .points",
        states=("", "task=text", "task=text&show=units"),
    ),
    Lesson(
        "lstm_derivation",
        covered=".chain .read",
        sections=("mistakes", "hood"),
        chart='[data-testid="stVegaLiteChart"] canvas, .vega-embed',
        states=("", *(f"step={step}" for step in STEPS[2:]), "step=output&way=forth"),
    ),
    Lesson(
        "your_model",
        covered=".chain .read",
        sections=("find", "hold", "memory", "hood"),
        chart=".js-plotly-plot .heatmaplayer image",
        states=("", "look=unit", "look=unit&example=gru", "look=units&source=text"),
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
    Lesson(
        "multi_head",
        covered=".switches .without",
        hidden=".switches .toggle",
        sections=("scores", "off_chart", "patching", "hood"),
        chart=".js-plotly-plot .barlayer .point",
        states=(
            "",
            "how=patch&off=22.24&upper=3",
            "model=random&text=one+two+buckle+my+shoe+three+four+knock+at+the+door+five+six",
        ),
    ),
    Lesson(
        "causal_mask",
        covered=".masks .hidden",
        sections=("needed", "one_pass", "cache", "hood"),
        chart=".js-plotly-plot .scatterlayer .points",
        states=("", "mask=window&model=unmasked&text=a%20class%20is%20an%20ob", "mask=padding&n=0"),
    ),
)
each_lesson = pytest.mark.parametrize("of", LESSONS, ids=lambda of: of.stem)
STATES = [(of, state) for of in LESSONS for state in of.states]
each_state = pytest.mark.parametrize(
    ("of", "state"), STATES, ids=lambda part: getattr(part, "stem", part)
)


@each_lesson
def test_it_opens_moving_and_covered_and_the_keyboard_reveals_it(lesson, of):
    page = lesson(stem=of.stem)
    plays(page)
    for lang, dark in (("en", False), ("en", True), ("zh", True), ("zh", False)):
        speak(page, of.stem, lang)
        change_theme(page, dark=dark)
        expect(page.locator(of.covered).first).to_contain_text("?")
        assert not of.hidden or page.locator(of.hidden).count() == 0
        fits_a_projector(page)
    tab_to(page, load("app", "zh")["show_me"])
    page.keyboard.press("Enter")
    expect(page.locator(of.covered).first).not_to_contain_text("?")
    fits_a_projector(page)


@each_lesson
def test_the_keyboard_moves_the_clock_and_link_and_file_say_the_same(
    lesson, of, page_factory, tmp_path
):
    page = lesson("reveal=1&t=7", stem=of.stem, lang="zh", dark=True)
    page.focus(".stage")
    for key in ("Home", "ArrowRight"):
        page.keyboard.press(key)
    page.focus(".slider")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"[?&]t=3\b"))
    settle(page)
    printed = page.locator(".address output")
    expect(printed).to_have_text(page.url)
    again = lesson(page.url.split("?")[1], stem=of.stem, lang="zh", dark=True)
    assert read(again) == read(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=load("app", "zh")["html"]).click()
    download.value.save_as(tmp_path / "lesson.html")
    offline = page_factory((tmp_path / "lesson.html").as_uri(), dark=True)
    drawn(offline.page)
    offline.page.focus(".stage")
    for key in ("Home", "ArrowRight", "ArrowRight"):
        offline.page.keyboard.press(key)
    drawn(offline.page)
    expect(offline.page.locator(".label")).to_have_text(page.locator(".label").text_content())
    assert read(offline.page) == read(page)
    assert offline.page.inner_text(".footer").startswith(page.url.split("?")[0] + "?")
    assert (offline.errors, offline.outside) == ([], [])


@each_state
def test_it_is_accessible_and_readable_on_projector_and_phone(lesson, of, state):
    page = lesson(of.link(state), stem=of.stem)
    for lang, themes in (("en", (False, True)), ("zh", (True, False))):
        speak(page, of.stem, lang)
        if of.chart and not state:
            page.wait_for_selector(of.chart)
        fits_a_projector(page)
        readable(page)
        for dark in themes[:1] if state else themes:
            change_theme(page, dark=dark)
            accessible(page)
        go_to_phone(page)
        readable(page)
        inside(page)
        go_to_projector(page)
    page.get_by_role("button", name=load("app", "zh")["guess_again"]).click()
    page.get_by_role("button", name=load("app", "zh")["show_me"]).wait_for()
    settle(page)
    fits_a_projector(page)
