"""The lesson on heads in a real browser: arcs, switches and what is written are core's."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.lessons.multi_head.lesson import shipped
from core.lessons.multi_head.run import run
from core.lessons.multi_head.settings import MultiHead
from tests.browser.checks import go_to_phone, settle, steady
from viz.numbers import short

pytestmark = pytest.mark.browser
T = 12  # the link's t: the second "p" of "copyright copyright"
LEAST = 0.03  # weight of an arc that is drawn


def arcs(page, lane):
    """The weights of the arcs of a lane, by the place (from 0) they lead to."""
    found = page.locator(f".hops .arc.{lane}").all()
    pairs = [(arc.get_attribute("data-to"), arc.get_attribute("data-weight")) for arc in found]
    return {int(to): float(weight) for to, weight in pairs}


def drawn(weights):
    return {to: pytest.approx(float(w), abs=1e-3) for to, w in enumerate(weights) if w >= LEAST}


def test_hops_are_the_recorded_ones_also_after_switches_and_maps_were_pressed(lesson):
    page = lesson(f"reveal=1&t={T}")
    both_hops_and_what_is_expected_are_the_recorded_ones(page)
    switches_and_maps_change_the_picture_and_the_link(page)


def both_hops_and_what_is_expected_are_the_recorded_ones(page) -> None:
    made = shipped()
    upper, lower = (made.layers[n].weights[head] for n, head in ((1, 1), (0, 0)))
    source = int(upper[T - 1].argmax())
    assert arcs(page, "upper:not(.other)") == drawn(upper[T - 1])
    assert arcs(page, "other") == drawn(made.changed.weights[1, T - 1])
    assert arcs(page, "lower") == drawn(lower[source])
    assert page.locator("[data-role=source] text").text_content() == made.words[source] == "y"
    e = page.locator(".substep.upper [data-slot=e]")
    assert set(e.all_text_contents()) == {short(float(made.layers[1].scores[1, T - 1, source]), 3)}
    chips = page.locator(".hops .chip").all_text_contents()
    assert chips == [stream.likeliest(T - 1, 1)[0] for stream in (made.stream, made.stream_changed)]
    bits = page.locator(".substep.next [data-slot=bits]")
    expect(bits).to_have_text(f"{short(float(made.stream.loss[T - 1]))} bits")
    rows = page.locator(".hops .expected").nth(1).locator(".word")
    assert tuple(rows.all_text_contents()) == made.stream_changed.likeliest(T - 1, 3)
    dots = page.locator(".lines .dot")
    expect(dots.nth(1)).to_have_attribute("data-value", str(float(made.stream_changed.loss[T - 1])))


def switches_and_maps_change_the_picture_and_the_link(page) -> None:
    page.locator('.toggle[data-code="11"]').click()
    page.wait_for_url(re.compile(r"[?&]off=(&|$)"))
    expect(page.locator(".hops .arc.other")).to_have_count(0)
    page.locator('.toggle[data-code="22"]').focus()
    page.keyboard.press("Enter")
    page.locator('.toggle[data-code="24"]').click()
    page.locator('.head-map[data-head="7"]').click()
    page.wait_for_url(re.compile(r"(?=.*off=22\.24)(?=.*upper=3)"))
    settle(page)
    made = run(MultiHead(off="22.24"))
    legend = page.locator(".hops .lane.other")
    expect(legend).to_have_text("solid: all heads; dashed: without L2H2, L2H4")
    assert arcs(page, "upper:not(.off)") == drawn(made.layers[1].weights[3, T - 1])
    assert page.locator(".toggle[aria-pressed=true]").all_text_contents() == ["off", "off"]
    counts = page.locator(".switches .without").all_text_contents()
    expected = made.heads.copied_without.ravel()
    assert counts == [f"without: {n} of {made.heads.places}" for n in expected]
    signs = page.locator(".writing .line").nth(1).locator(".sign[data-there=true]")
    assert tuple(signs.all_text_contents()) == made.heads.changed[: T + 1 - made.heads.start]
    wrong = [a != b for a, b in zip(made.heads.changed, made.words[10:], strict=True)]
    assert page.locator(".writing .sign.wrong").count() == sum(wrong)


def test_a_weight_is_read_a_symbol_is_gone_to_and_the_readers_own_sequence_is_read(lesson):
    page = lesson(f"reveal=1&t={T}")
    a_weight_is_read_by_pointer_and_by_keyboard_and_a_symbol_is_gone_to(page)
    the_readers_own_sequence_is_read_or_refused_in_one_sentence(page)


def a_weight_is_read_by_pointer_and_by_keyboard_and_a_symbol_is_gone_to(page) -> None:
    made = shipped()
    says, picture = page.locator(".hops .says"), page.locator(".hops .picture")
    expect(says).to_contain_text("“p” was here before")
    expect(says).to_contain_text("With the change, it only guesses: “U”")
    picture.focus()
    for _ in range(8):
        page.keyboard.press("ArrowUp")
    weight = float(made.layers[1].weights[1, T - 1, 3])
    expect(says).to_contain_text(f"Symbol 4, “y”: weight {weight:.2f} from “p” in L2H2")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"[?&]t=4\b"))
    expect(says).to_contain_text("Symbol 4")
    page.locator('.token[data-t="9"]').click()
    page.wait_for_url(re.compile(r"[?&]t=10\b"))
    page.mouse.move(5, 5)
    expect(says).to_contain_text("“c” was here before")


def test_before_the_guess_heads_are_seen_and_after_it_the_guess_is_scored(lesson):
    page = lesson(f"t={T}")
    weights = shipped().layers[1].weights[:, T - 1]
    assert set(arcs(page, "upper")) == set(weights.argmax(axis=1).tolist())
    assert page.locator(".hops .arc.upper").count() == len(weights)
    assert page.locator(".hops .arc.other, .hops .arc.off, .toggle, .substep").count() == 0
    assert page.locator(".head-map[aria-pressed=true]").count() == 0
    whose_arcs_and_what_a_copy_would_be_is_said(page, weights)
    steady(page)
    page.locator('.head-map[data-head="5"]').click()
    settle(page)
    assert arcs(page, "upper") == drawn(weights[1])
    page.locator('.head-map[data-head="5"]').click()
    expect(page.locator(".head-map[aria-pressed=true]")).to_have_count(0)
    page.get_by_role("radio", name="L2H2", exact=True).click()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".outcome")).to_contain_text("It is L1H1")
    expect(page.locator(".outcome")).to_contain_text("L2H2 looks at the symbol to copy")
    expect(page.locator(".switches .mark")).to_have_text(["answer", "you"])
    steady(page)
    go_to_phone(page)
    steady(page)
    expect(page.locator(".switches .without").first).to_have_text("without: 0 of 8")
    expect(page.locator(".switches .role").first).to_have_text("previous 1.00")


def whose_arcs_and_what_a_copy_would_be_is_said(page, weights) -> None:
    words, best = shipped().words, weights.argmax(axis=1).tolist()
    heads = [f"H{head}" for head, to in enumerate(best, 1) if to == best[0]]
    expect(page.locator(".hops .whose.upper").first).to_have_text(" ".join(heads))
    said = [f"at “{words[to]}”: {row.max():.2f}" for to, row in zip(best, weights, strict=True)]
    assert page.locator(".switches .looks").all_text_contents()[4:] == said
    assert page.locator("[data-role=copy] text").text_content() == words[T] == "y"


def the_readers_own_sequence_is_read_or_refused_in_one_sentence(page) -> None:
    box = page.get_by_role("textbox", name="Your letters or words")
    box.fill("床前明月光疑是地上霜")
    box.press("Enter")
    expect(page.locator(".hops .token").first).to_have_text("床")
    expect(page.locator(".hops .token")).to_have_count(20)
    made = run(MultiHead(text="床前明月光疑是地上霜"))
    assert np.isclose(made.heads.copied, made.heads.places)
    copied = f"copy {made.heads.copied} of {made.heads.places} symbols"
    expect(page.get_by_text(copied)).to_be_visible()
    box.fill("x" * 25)
    box.press("Enter")
    expect(page.get_by_text("A sequence may have 2 to 48 symbols")).to_contain_text("50")
    expect(page.locator(".hops .token")).to_have_count(20)
