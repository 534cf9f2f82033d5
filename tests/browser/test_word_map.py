"""A map of words and the list of the nearest ones in a real browser, from an exported file."""

import pytest
from playwright.sync_api import expect

from tests.browser.checks import apart, drawn
from tests.browser.word_vectors import words_moving, words_taught

pytestmark = pytest.mark.browser

READING = ".word_map .reading"
PICKED = "document.getElementById('root').unrolled.picked.word"
# As in a page, where what is picked is sent to Python.
LISTEN = "document.getElementById('root').unrolled.news.send = () => {}"
SEEK = """(time) => {
  const { clock } = document.getElementById("root").unrolled;
  clock.seek(time);
}"""


def point_at(page, word) -> None:
    box = page.locator(".word_map .tag", has_text=word).first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    drawn(page)


def seek(page, time) -> None:
    page.evaluate(SEEK, time)
    drawn(page)


def last(page) -> int:
    return int(page.locator(".slider").get_attribute("max"))


def rows(page) -> list[str]:
    """The words of the list that are seen, from top to bottom."""
    return page.evaluate("""[...document.querySelectorAll('.closest svg > g')]
      .filter((row) => row.style.visibility !== 'hidden')
      .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
      .map((row) => row.querySelector('.name').textContent)""")


def test_what_is_pointed_at_is_read_and_a_press_picks_it(exported):
    page = exported(words_moving(), still=True)
    page.evaluate(LISTEN)
    seek(page, last(page))
    point_at(page, "false")
    expect(page.locator(READING)).to_contain_text("false and true: cosine 0.77")
    page.mouse.down()
    page.mouse.up()
    drawn(page)
    assert page.evaluate(PICKED) == 2
    expect(page.locator(READING)).to_contain_text("false is picked")
    page.mouse.move(0, 0)


def test_a_file_picks_nothing_and_says_what_is_picked(exported):
    page = exported(words_moving(), still=True)
    expect(page.locator(READING)).to_contain_text("true is picked")
    seek(page, last(page))
    point_at(page, "false")
    page.mouse.down()
    page.mouse.up()
    assert page.evaluate(PICKED) == 0


def test_one_tab_stop_leads_into_the_map_and_arrow_keys_through_it(exported):
    page = exported(words_moving(), still=True)
    page.evaluate(LISTEN)
    seek(page, last(page))
    assert page.locator('.word_map [tabindex="0"]').count() == 1
    page.locator('.word_map [tabindex="0"]').focus()
    expect(page.locator(READING)).to_contain_text("true is picked")
    step = page.locator(".slider").input_value()
    page.keyboard.press("ArrowRight")
    drawn(page)
    word = page.evaluate("document.activeElement.dataset.k")
    assert word not in (None, "0")
    expect(page.locator(READING)).to_contain_text(" and true: cosine")
    assert page.locator(f'.word_map .tag[data-k="{word}"]').is_visible()
    assert page.locator('.word_map [tabindex="0"]').count() == 1
    assert page.locator(".slider").input_value() == step
    page.keyboard.press("Enter")
    drawn(page)
    assert page.evaluate(PICKED) == int(word)


def test_a_covered_word_is_neither_drawn_nor_reached(exported):
    page = exported(words_moving(covered=True), still=True)
    seek(page, last(page))
    assert page.locator('.word_map .word[data-k="1"]').count() == 1
    assert page.locator('.word_map [data-k="2"]').count() == 0
    assert page.evaluate("!document.documentElement.outerHTML.includes('>false<')")
    assert page.locator(".closest svg").count() == 0
    expect(page.locator(".closest .cover")).to_contain_text("?")


def test_the_list_is_in_order_and_between_two_steps_words_pass_each_other(exported):
    stage = words_moving()
    names = stage.views[1].data["names"]
    page = exported(stage)
    seek(page, 20)
    assert rows(page) == names[20]
    seek(page, 20.5)
    assert set(rows(page)) == {*names[20], *names[21]}
    seek(page, 21)
    assert rows(page) == names[21]


def test_a_word_without_a_name_says_it_while_a_step_draws_it(exported):
    stage = words_taught()
    page = exported(stage, still=True)
    seek(page, 20)
    data = stage.views[0].data
    lit = [
        place - len(data["named"]) for place, _ in data["roles"][20] if place >= len(data["named"])
    ]
    assert lit
    shown = page.locator(".word_map .tag:is(.asked, .true, .drawn)")
    seen = [each.text_content() for each in shown.all() if each.is_visible()]
    assert {data["others"][place] for place in lit} <= set(seen)


@pytest.mark.parametrize("pointed", range(3))
def test_the_label_of_what_is_pointed_at_covers_no_other(exported, pointed):
    page = exported(words_taught(), still=True)
    seek(page, 12)  # where all words are close together
    hidden = page.evaluate("""[...document.querySelectorAll('.word_map .word')]
      .map(({ dataset }) => dataset.k).filter((k) =>
        document.querySelector(`.word_map .tag[data-k="${k}"]`).style.visibility === 'hidden')""")
    page.locator(f'.word_map .word[data-k="{hidden[pointed]}"]').focus()
    drawn(page)
    assert page.locator(f'.word_map .tag[data-k="{hidden[pointed]}"]').is_visible()
    apart(page)
