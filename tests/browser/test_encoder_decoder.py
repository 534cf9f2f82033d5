"""What is particular to the lesson on encoder and decoder, in a real browser."""

import re
from zlib import crc32

import numpy as np
import pytest
from playwright.sync_api import expect

from core.data.growing import PARTS, grown
from core.lessons.encoder_decoder.lesson import divergence, shipped
from core.lessons.encoder_decoder.run import run
from core.lessons.encoder_decoder.settings import EncoderDecoder, held_out
from core.measures.bottleneck import LENGTHS, half_length
from core.measures.verdict import judge
from tests.browser.checks import accessible, apart, drawn, go_to_phone, settle
from ui.text import load
from viz.numbers import short

pytestmark = pytest.mark.browser
TEXT = load("encoder_decoder", "en")


def words(page, kind) -> list[str]:
    return page.locator(f".hourglass {kind}").all_text_contents()


def test_what_is_read_and_written_is_what_was_recorded_and_the_equations_show_it(lesson):
    step = 2
    page = lesson(f"t={len(shipped().free.source) + 2 + step}")
    what_is_read_and_written_is_what_was_recorded(page, step)
    a_word_that_is_pressed_is_where_it_is_read(page)
    the_equations_show_the_recorded_numbers_of_the_step(page)


def what_is_read_and_written_is_what_was_recorded(page, step) -> None:
    free = shipped().free
    assert words(page, "text.word[data-read]") == list(free.source)
    shown = page.locator(".candidates .option[data-probability]")
    values = [float(v) for v in shown.evaluate_all("e => e.map(o => o.dataset.probability)")]
    expected = [p for _, p in free.candidates(step)]
    np.testing.assert_allclose(values, [*expected, 1 - sum(expected)], atol=1e-6)
    assert page.locator(".candidates .chosen .word").text_content() == free.target[step]
    written = page.locator(".hourglass .written:visible text.word")
    assert written.all_text_contents() == list(free.target[: step + 1])


def a_word_that_is_pressed_is_where_it_is_read(page) -> None:
    free = shipped().free
    page.locator('.hourglass [data-read="2"]').click()
    page.wait_for_url(re.compile(r"[?&]t=2\b"))
    settle(page)
    assert page.locator(".hourglass .written:visible").count() == 0
    aria = page.locator(".picture[data-kind=hourglass]").get_attribute("aria-label")
    assert free.source[1] in aria
    assert free.source[-2] in aria


def slots(page) -> dict[str, str]:
    """What the equations show at the clock, by slot."""
    shown = page.locator(".equations [data-slot]")
    pairs = shown.evaluate_all("all => all.map(e => [e.dataset.slot, e.textContent])")
    return dict(pairs)


def the_equations_show_the_recorded_numbers_of_the_step(page) -> None:
    free = shipped().free
    reads, half = len(free.source), free.values.shape[1] // 2
    assert slots(page) == {
        "forward": short(float(free.values[1, 0])),
        "reverse": short(float(free.values[reads - 2, half])),
        **dict.fromkeys(("z", "n", "before", "after"), "…"),
    }
    assert page.locator(".hourglass rect.unit:visible").count() == 0
    page.focus(".stage")
    page.keyboard.press("End")
    drawn(page)
    last = len(free.target) - 1
    unit = int(np.abs(free.state[last] - free.query[last]).argmax())
    rows = {"z": free.z, "n": free.n, "before": free.query, "after": free.state}
    expected = {name: short(float(row[last, unit])) for name, row in rows.items()}
    expected |= {"forward": short(float(free.context[0][0]))}
    expected |= {"reverse": short(float(free.context[0][half]))}
    assert slots(page) == expected
    name = page.locator(".equations .name").nth(1)
    expect(name).to_have_text(TEXT["eq_unit"].format(unit=unit + 1))
    assert page.locator(".hourglass rect.unit:visible").count() == 2
    go_to_phone(page)
    apart(page)
    right = "all => Math.max(...all.map(e => e.getBoundingClientRect().right))"
    assert page.locator(".equations .part").evaluate_all(right) <= 390 - 12


def test_lengthening_by_keyboard_until_it_breaks(lesson):
    page = lesson("reveal=1&parts=")
    assert words(page, "text.word[data-read]") == list(grown(()).source)
    for size, part in enumerate(PARTS, start=1):
        page.get_by_role("button", name=TEXT[f"parts.{part}"], exact=True).focus()
        page.keyboard.press("Enter")
        settle(page)
        shown = page.locator(".hourglass text.word[data-read]")
        expect(shown).to_have_text(list(grown(PARTS[:size]).source))
    told = run(EncoderDecoder(parts=".".join(PARTS)))
    found = judge(told.free.target, told.right)
    assert not found.exact
    page.focus(".stage")
    page.keyboard.press("End")
    drawn(page)
    key = "verdict_mistake" if found.mistakes == 1 else "verdict_mistakes"
    expect(page.locator(".verdict p.score")).to_have_text(TEXT[key].format(n=found.mistakes))
    struck = page.locator(".hourglass .written.wrong text.word").all_text_contents()
    assert struck == [w for w, x in zip(told.free.target, found.wrong, strict=True) if x]


def test_the_right_translation_waits_for_the_last_step_where_only_english_is_to_be_read(lesson):
    page = lesson("reveal=1&origin=held_out&length=27-30&right=last&t=53")
    right, later = page.locator(".verdict .right"), page.locator(".verdict .wait")
    expect(right).to_be_hidden()
    expect(later).to_be_visible()
    assert page.locator(".hourglass .written.wrong").count() == 0
    page.focus(".stage")
    page.keyboard.press("End")
    expect(right).to_be_visible()
    expect(later).to_be_hidden()
    assert page.locator(".hourglass .written.wrong").count() > 0


def test_guess_and_answer_stand_on_the_curve_in_the_card(lesson):
    page = lesson(f"guess_half=9&reveal={crc32(repr('half').encode()):08x}")
    said = [TEXT["half_you"].format(n="9"), TEXT["half_answer"].format(n=f"{half_length():.0f}")]
    expect(page.locator(".verdict .half text.mark")).to_have_text(said)
    expect(page.locator(".outcome")).to_have_attribute("data-mark", "wrong")
    apart(page)
    go_to_phone(page)
    apart(page)


def test_a_point_of_the_curve_opens_such_a_sentence(lesson):
    page = lesson("reveal=1")
    points = page.locator('[data-testid="stVegaLiteChart"] .mark-symbol path')
    expect(points.nth(2 * len(LENGTHS) - 1)).to_be_attached()
    points.nth(1).click()
    page.wait_for_url(re.compile(rf"length={LENGTHS[1]}|origin=held_out"))
    settle(page)
    shown = page.locator(".hourglass text.word[data-read]")
    expect(shown).to_have_text(list(held_out(LENGTHS[1], "1").source))


def test_both_runs_side_by_side_on_a_clock_of_their_own(lesson):
    settings = EncoderDecoder(parts=".".join(PARTS))
    told = run(settings)
    parting = divergence(told)
    page = lesson(f"reveal=1&t=7&parts={settings.parts}&forcing=true")
    page.wait_for_selector(".gloss .column")
    marked = page.locator(".gloss .marked")
    assert marked.get_attribute("data-column") == str(parting + 1)
    assert marked.locator("span").all_text_contents()[1:] == [
        told.right[parting],
        told.taught.own[parting],
        told.free.target[parting],
    ]
    marked.click()
    page.wait_for_url(re.compile(rf"[?&]forced={parting + 1}\b"))
    settle(page)
    assert re.search(r"[?&]t=7\b", page.url)
    assert page.locator(".gloss .reached").count() == parting + 1
    accessible(page)
    go_to_phone(page)
    apart(page)


def test_the_readers_own_sentence(lesson):
    page = lesson("reveal=1&origin=own")
    field = page.locator('[data-testid="stTextInput"] input')
    field.fill("我喜欢量子。")
    field.press("Enter")
    expect(page.locator('[data-testid="stAlert"]')).to_contain_text("量子")
    field.fill("我喜欢猫。")
    field.press("Enter")
    read = page.locator(".hourglass text.word[data-read]")
    expect(read).to_have_text(["我", "喜欢", "猫", "。"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_words_on_the_curve_keep_apart(lesson, language):
    page = lesson("reveal=1&t=10&parts=", lang=language)
    words = page.locator(".verdict .half :is(text.mark, text.here)")
    expect(words).to_have_count(2)
    answer, here = (word.bounding_box() for word in words.all())
    assert here["x"] + here["width"] <= answer["x"] or here["y"] >= answer["y"] + answer["height"]
