"""How far back can it learn, in a browser: numbers, a control, a fresh server, the home page."""

import csv
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.lessons.vanishing_gradient.lesson import record_lesson, shipped
from core.lessons.vanishing_gradient.settings import VanishingGradient
from core.measures.fading import main_path
from tests.browser.checks import settle, speak
from ui.text import load
from viz.numbers import short

pytestmark = pytest.mark.browser


def heads(page) -> list[str]:
    """The numbers at the heads of the chain, as a reader sees them."""
    return page.locator(".chain .read").all_text_contents()


def test_numbers_on_the_picture_in_the_file_and_after_a_control_was_dragged(lesson, tmp_path):
    page = lesson("reveal=1&t=14")
    assert heads(page) == [short(main_path(g)[13]) for g in shipped().gradients.values()]
    with page.expect_download() as download:
        page.get_by_role("button", name=load("app", "en")["csv"]).click()
    download.value.save_as(tmp_path / "lesson.csv")
    with (tmp_path / "lesson.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["network"] == "gru"]
    found = [float(row["value"]) for row in rows if row["quantity"] == "dh"]
    np.testing.assert_allclose(found, shipped().gradients["gru"].dh)

    slider = page.get_by_role("slider", name=load("vanishing_gradient", "en")["forget_bias"])
    slider.focus()
    for _ in range(4):
        slider.press("ArrowLeft")
    page.wait_for_url(re.compile("forget_bias=2"))
    settle(page)
    trace = record_lesson(VanishingGradient(forget_bias=2.0)).gradients["lstm_bias"]
    expect(page.locator(".chain .read").nth(3)).to_have_text(short(main_path(trace)[13]))


def test_a_deep_link_is_the_first_thing_a_fresh_server_sees(serve, page_factory):
    with serve("app.py") as url:
        visit = page_factory(f"{url}/vanishing_gradient?lang=zh&reveal=1&t=5&length=60")
        visit.page.wait_for_selector(".cards")
        settle(visit.page)
        assert visit.page.locator("h1").inner_text() == load("vanishing_gradient", "zh").title
        assert visit.page.locator('[role="dialog"]:visible').count() == 0
        assert "t = 5" in visit.page.inner_text(".label")
        assert visit.errors == []


def test_home_leads_to_the_lesson_and_keeps_the_language(server, page_factory):
    visit = page_factory(f"{server}/?lang=zh")
    title = load("vanishing_gradient", "zh").title
    visit.page.locator('[data-testid="stMain"]').get_by_role("link", name=title).click()
    settle(visit.page)
    expect(visit.page.locator("h1")).to_have_text(title)
    assert "lang=zh" in visit.page.url
    assert visit.errors == []
    assert visit.outside == []


def test_a_step_that_is_still_on_its_way_survives_a_change_of_language(lesson):
    page = lesson("reveal=1&t=7")
    for t, key, lang in (("40", "End", "zh"), ("1", "Home", "en"), ("40", "End", "zh")):
        page.focus(".stage")
        page.keyboard.press(key)
        speak(page, "vanishing_gradient", lang)
        page.wait_for_url(re.compile(rf"[?&]t={t}\b"))
        settle(page)
        expect(page.locator(".stage .label")).to_contain_text(f"t = {t}")


def test_a_guess_and_the_answer_are_marked_on_the_chain(lesson):
    page = lesson("guess_rnn=7&guess_lstm_bias=never")
    expect(page.locator(".chain text.mark")).to_have_count(0)
    page.locator(".st-key-check_guess button").click()
    page.wait_for_selector(".outcome:not([hidden])")
    words = load("stage", "en")
    you, answer = words["stage.mark_you"], words["stage.mark_answer"]
    never = words["stage.mark_never"].format(who=f"{answer} · {you} ✓")
    expect(page.locator(".chain text.mark")).to_have_text(
        [f"{answer} · {you} ✓", answer, answer, never]
    )
    expect(page.locator(".chain text.mark").first).to_have_attribute("data-mark", "33")


def test_the_input_shows_every_marked_number_of_the_adding_problem_at_its_step(lesson):
    page = lesson("reveal=1&source=adding&t=20")
    tokens = record_lesson(VanishingGradient(source="adding")).gradients["rnn"].tokens
    marked = {str(t): said.replace("-", "−") for t, said in enumerate(tokens, 1) if said != "·"}
    shown = page.locator(".chain .token[data-t]").evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.dataset.t, one.textContent]))"
    )
    assert shown == marked
    assert len(marked) == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_picture_and_verdict_are_seen_together_on_a_small_laptop(lesson, lang):
    page = lesson("reveal=1&t=1", lang=lang, width=1280, height=720)
    box = page.locator(".outcome").bounding_box()
    assert box["y"] + box["height"] <= 720
