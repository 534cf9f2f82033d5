"""What every lesson promises, in a real browser: two visits to each, found by its page.

The first is covered, the second opens the link of the first with all sections unfolded.

What every kind of view promises is asked of files, without a server: see test_gallery.py. What the
picture was given, and what the file to take along holds: tests/pages/test_moving_pictures.py.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.checks import (
    accessible,
    apart,
    change_theme,
    charts_are_drawn,
    comes_to,
    drawn,
    fits_a_projector,
    go_to_phone,
    go_to_projector,
    open_sections,
    plays,
    questions,
    read,
    readable,
    settle,
    speak,
    stands,
    steady,
    tab_to,
)
from tests.browser.conftest import ROOT
from ui.text import load

pytestmark = pytest.mark.browser
STEMS = sorted(page.stem for page in ROOT.glob("pages/*/*.py"))
each_lesson = pytest.mark.parametrize("stem", STEMS)
ENDS = ("Home", "End")  # keys to the clock's first moment and to its last
LOOKS = (("en", False), ("zh", True))  # each language in one theme: colours know no language


@each_lesson
def test_it_opens_moving_and_covered_the_keyboard_reveals_it_and_a_link_unfolds_it(lesson, stem):
    page = lesson(stem=stem)
    plays(page)
    for lang, dark in LOOKS:
        speak(page, stem, lang)
        change_theme(page, dark=dark)
        covered = next(filter(None, (questions_at(page, end) for end in ENDS)), 0)
        assert covered, "nothing is left to guess"
        fits_a_projector(page)
        steady(page)
    tab_to(page, load("app", "zh")["show_me"])
    page.keyboard.press("Enter")
    comes_to(lambda: questions(page) < covered, True)
    the_answer_is_played_and_the_keyboard_is_brought_to_it(page, lang)
    fits_a_projector(page)
    the_keyboard_moves_the_clock(page)
    said = read(page)
    open_sections(page)
    assert read(page) == said
    for lang, dark in reversed(LOOKS):
        speak(page, stem, lang)
        change_theme(page, dark=dark)
        all_of_it_is_accessible_and_readable_on_projector_and_phone(page)
    page.get_by_role("button", name=load("app", "en")["guess_again"]).click()
    page.get_by_role("button", name=load("app", "en")["show_me"]).wait_for()
    settle(page)
    fits_a_projector(page)
    assert any(questions_at(page, end) for end in ENDS)


def the_answer_is_played_and_the_keyboard_is_brought_to_it(page, lang: str) -> None:
    stands(page)
    settle(page)
    (outcome,) = page.locator(".stage .outcome").all()
    assert outcome.inner_text().startswith(load("stage", lang)["stage.verdict_shown"])
    assert outcome.evaluate("e => e === e.getRootNode().activeElement")
    expect(outcome).to_be_in_viewport(ratio=1)


def the_keyboard_moves_the_clock(page) -> None:
    page.focus(".stage")
    for key in ("Home", "ArrowRight"):
        page.keyboard.press(key)
    page.focus(".slider")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"[?&]t=3\b"))
    settle(page)
    expect(page.locator(".address output")).to_have_text(page.url)


def all_of_it_is_accessible_and_readable_on_projector_and_phone(page) -> None:
    charts_are_drawn(page)
    fits_a_projector(page)
    readable(page)
    apart(page)
    steady(page)
    accessible(page)
    go_to_phone(page)
    readable(page)
    apart(page)
    steady(page)
    go_to_projector(page)


def questions_at(page, end: str) -> int:
    """How much is covered where this key leads to."""
    page.focus(".stage")
    page.keyboard.press(end)
    drawn(page)
    return questions(page)
