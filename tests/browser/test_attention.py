"""The lesson on attention in a real browser: presses in the picture, numbers against the record."""

import json
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.data.chinese_english.glosses import gloss
from core.lessons.attention.lesson import asked, shipped
from core.lessons.attention.run import every_scoring, search
from core.lessons.attention.settings import Attention
from tests.browser import gallery
from tests.browser.checks import apart, comes_to, drawn, go_to_phone, settle, stands
from ui.text import load

pytestmark = pytest.mark.browser
TEXT = load("attention", "en")


def weights(page) -> np.ndarray:
    """The weights of all cells of the map, (target, source)."""
    cells = page.locator(".attend .map .cell")
    shown = cells.evaluate_all("cells => cells.map(c => Number(c.dataset.weight))")
    return np.reshape(shown, (-1, len(shipped().own.source)))


def cell(page, word: int, source: int):
    return page.locator(f'.attend .map .cell[data-t="{word}"][data-j="{source}"]')


def rings(page) -> int:
    """How many gold rings can be seen."""
    shown = "rings => rings.filter(r => r.style.opacity > 0).length"
    return page.locator(".attend .map g .ring").evaluate_all(shown)


def end(page) -> None:
    """Go to the end of the clock."""
    page.focus(".stage")
    page.keyboard.press("End")
    drawn(page)


def test_source_words_pressed_in_the_picture_are_the_guess(lesson):
    page, own = lesson("t=51"), shipped().own
    assert page.locator(".attend .toolbar").count() == 0
    place = own.source.index("昨天")
    page.locator(".attend .token.source").nth(place).click()
    page.wait_for_url(re.compile(rf"[?&]guess={place + 1}\b"))
    settle(page)
    page.locator(".attend .token.source").nth(0).click()
    page.wait_for_url(re.compile(rf"[?&]guess=1\.{place + 1}\b"))
    settle(page)
    check = page.get_by_role("button", name=load("app", "en")["check_guess"])
    expect(check).to_be_enabled()
    check.click()
    expect(page.locator(".outcome")).to_contain_text("昨天 (yesterday)")
    expect(page.locator(".outcome")).to_have_attribute("data-mark", "partly")
    expect(page.locator(".attend .links .written")).to_have_count(len(own.target))
    stands(page)
    guess_and_answer_are_marked_at_their_words(page, place)


def guess_and_answer_are_marked_at_their_words(page, place) -> None:
    words = page.locator(".attend .token.source")
    expect(words.nth(0)).to_have_attribute("data-mark", "you")
    expect(words.nth(place)).to_have_attribute("data-mark", "both")
    marks = page.locator(".attend .links text.mark")
    expect(marks).to_have_text([TEXT["attend.mark.you"], TEXT["attend.mark.both"]])
    expect(marks.first).to_be_visible()
    page.focus(".stage")
    page.keyboard.press("Home")
    expect(marks.first).to_be_hidden()
    expect(words.nth(place)).to_have_attribute("data-mark", "")
    apart(page)


def test_the_picture_says_what_was_recorded_and_grows_with_the_clock(lesson):
    own = shipped().own
    t = asked(own)
    page = lesson(f"reveal=1&t={5 * t + 5}")
    np.testing.assert_allclose(weights(page), own.weights, atol=1e-6)
    best = int(own.weights[t].argmax())
    said = page.locator(".attend .says")
    expect(said).to_contain_text(f"“{own.target[t]}”")
    expect(said).to_contain_text(own.source[best])
    alpha = page.locator('.attend .softmax mtext[data-slot="alpha"]').text_content()
    assert float(alpha) == pytest.approx(float(own.weights[t, best]), abs=0.006)
    chance = page.locator('.attend .substep.word .option[data-word="yesterday"]')
    shown = float(chance.get_attribute("data-probability"))
    assert shown == pytest.approx(float(own.chosen[t]), rel=1e-5)
    gold = shipped().reading.pair.sure
    comes_to(lambda: rings(page), sum(len(links) for links in gold[: t + 1]))
    page.focus(".stage")
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    expect(page.locator(".attend .links .token.now")).to_have_text(own.target[t - 1])
    expect(page.locator(".attend .links .written").nth(t)).to_be_hidden()
    comes_to(lambda: rings(page), sum(len(links) for links in gold[:t]))


HEIGHTS = """async () => {
  const roots = [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')];
  const stage = roots.map((root) => root.shadowRoot?.querySelector('.stage')).find(Boolean);
  const { clock, host } = stage.parentNode.unrolled;
  const found = new Set();
  for (let step = 0; step < clock.length; step += 1) {
    clock.scrub(step);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    found.add(host.getBoundingClientRect().height);
  }
  return [...found];
}"""


def test_nothing_moves_while_the_clock_goes_and_every_word_has_its_gloss(lesson):
    page, own = lesson("reveal=1&t=3"), shipped().own
    glosses = page.locator(".attend .token.source small")
    expect(glosses).to_have_text([gloss(word) for word in own.source if gloss(word)])
    expect(glosses.first).to_be_visible()
    assert len(page.evaluate(HEIGHTS)) == 1
    go_to_phone(page)
    assert len(page.evaluate(HEIGHTS)) == 1


def test_a_pressed_cell_forces_attention_and_a_second_press_frees_it(lesson):
    page, own = lesson("reveal=1&t=80"), shipped().own
    tree, child = own.target.index("tree"), own.source.index("孩子")
    page.locator('.attend .toolbar [data-code="force"]').click()
    cell(page, tree + 1, child).click()
    page.wait_for_url(re.compile(rf"[?&]attend={tree + 1}-{child + 1}\b"))
    expect(page.locator(".attend .links .written").nth(tree)).to_have_text("child")
    settle(page)
    assert weights(page)[tree].tolist() == np.eye(len(own.source))[child].tolist()
    expect(page.locator(".attend .substep.softmax")).to_have_class(re.compile(r"\bstruck\b"))
    expect(page.locator("del", has_text="tree")).to_be_visible()
    page.goto(page.url)
    settle(page)
    expect(page.locator(".attend .links .written").nth(tree)).to_have_text("child")
    cell(page, tree + 1, child).click()
    expect(page.locator(".attend .links .written").nth(tree)).to_have_text("tree")


def test_the_tree_of_a_beam_search_holds_every_probability(exported):
    found = search(Attention(width=3))
    page = exported(gallery.beam("en", width=3), still=True)
    end(page)
    shown = page.locator(".beam .node.kept").evaluate_all(
        """nodes => JSON.stringify(nodes.map(n => [n.querySelector(".name").textContent,
            Number(n.dataset.p), Number(n.dataset.total), n.classList.contains("finished")]))"""
    )
    words, p, total, finished = zip(*json.loads(shown), strict=True)
    kept = np.flatnonzero(found.kept)
    assert list(words) == [found.word[node] for node in kept]
    np.testing.assert_allclose(p, np.exp(found.log_p[kept]), rtol=1e-6)
    np.testing.assert_allclose(total, found.total[kept], rtol=1e-6)
    assert list(finished) == found.finished[kept].tolist()
    results = page.locator(".beam .results li")
    assert results.count() == len(found.results) > 1
    for row, node in zip(results.all(), found.results, strict=True):
        expect(row.locator(".text")).to_have_text(" ".join(found.words(node)))
        shown = float(row.get_attribute("data-probability"))
        assert shown == pytest.approx(np.exp(found.total[node]), rel=1e-6)
        expect(row).to_be_visible()


def test_four_models_each_show_their_own_map(exported):
    page, found = exported(gallery.four_models("en"), still=True), every_scoring(Attention())
    end(page)
    maps = page.locator(".view.attend")
    assert maps.count() == len(found)
    for view, (scoring, trace) in zip(maps.all(), found.items(), strict=True):
        expect(view.locator(".title")).to_have_text(TEXT[f"scoring.{scoring}"])
        expect(view.locator(".map .row-word")).to_have_text(list(trace.target))
        cells = view.locator(".map .cell").evaluate_all(
            "cells => cells.map(c => Number(c.dataset.weight))"
        )
        if trace.weights is not None:
            np.testing.assert_allclose(cells, trace.weights.ravel(), atol=1e-6)
    additive, dot = (found[scoring].weights for scoring in ("additive", "dot"))
    assert not np.allclose(additive, dot)


def test_without_attention_nothing_is_said_to_be_scored(exported):
    page = exported(gallery.attention("en", scoring="none"), still=True)
    page.focus(".stage")
    for key in ("Home", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    text = page.locator(".attend .substep.scores .line")
    expect(text).to_have_text(TEXT["attend.line.scores_none"])
    expect(page.locator(".attend .says")).to_have_text(TEXT["attend.say.none2"])
    expect(page.locator(".attend .map")).to_have_count(0)


def test_the_map_by_keyboard_and_a_candidate_as_forced_word(lesson):
    page, own = lesson("reveal=1&t=10"), shipped().own
    page.locator(".attend .map").focus()
    best = int(own.weights[1].argmax())
    expect(page.locator(".attend .reading")).to_contain_text(own.source[best])
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".attend .reading")).to_contain_text(f"“{own.target[0]}”")
    page.focus(".stage")
    page.keyboard.press("End")
    chosen = page.locator(".attend .substep.word .option.chosen .word")
    expect(chosen).to_have_text(own.target[-1])
    other = page.locator(".attend .substep.word .option:not(.chosen):not(.rest)").first
    word = other.get_attribute("data-word")
    other.click()
    page.wait_for_url(re.compile(r"[?&]prefix="))
    last = len(own.target) - 1
    expect(page.locator(".attend .links .written").nth(last)).to_have_text(word)


def test_a_file_offers_nothing_that_only_python_can_answer(exported):
    page = exported(gallery.attention("en"), still=True)
    assert page.locator(".attend").count() == 1
    assert page.locator(".attend .toolbar").count() == 0
