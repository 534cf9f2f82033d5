"""The stage mounted in a Streamlit page: the link, reruns, the wire."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.checks import settle

pytestmark = pytest.mark.browser

PAGE = """
import numpy as np
import streamlit as st

from ui import link
from ui.stage import mount
from ui.text import load
from viz.view import Clock, Stage
from viz.marks import ChainRow, Scale
from viz.views.chain import chain

if st.button("five"):
    link.write("t", "5")
words = load("stage", "en").labels
length = st.number_input("length", 5, 200, 40)
values = np.geomspace(1e-6, 1, length)
row = ChainRow("RNN", "", "rnn", "h", values)
view = chain([row], scale=Scale("log", 1e-8, 10), tokens=["x"] * length, words=words)
clock = Clock(length=length, label="t = {t}", direction=-1)
t = mount(Stage(name="test", clock=clock, views=(view,), words=words))
st.markdown(f"python: {t + 1}")
"""

# A key that is held down repeats within the page, however busy the machine is.
HELD = """(stage, times) => {
  for (let time = 0; time < times; time += 1)
    stage.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", composed: true }));
}"""


@pytest.fixture(scope="module")
def mounted(tmp_path_factory, serve):
    script = tmp_path_factory.mktemp("mounted") / "page.py"
    script.write_text(PAGE, encoding="utf-8")
    with serve(str(script)) as url:
        yield url


@pytest.fixture
def show(mounted, page_factory):
    visits = []

    def open_page(query="", **look):
        visits.append(page_factory(mounted + query, **look))
        page = visits[-1].page
        page.wait_for_selector(".chain .head[d]")
        return page

    open_page.visits = visits
    yield open_page
    for visit in visits:
        assert visit.errors == []
        assert visit.outside == []


def shows(page, t: int) -> None:
    expect(page.locator(".label")).to_have_text(f"t = {t}")


def test_without_a_link_it_plays_by_itself_and_a_rerun_leaves_it_playing(show):
    page = show()
    page.wait_for_selector("button.play[aria-label=Pause]")
    assert "t=" not in page.url
    page.get_by_label("length").fill("200")
    page.keyboard.press("Enter")
    page.wait_for_selector(".slider[max='199']")
    assert page.get_attribute("button.play", "aria-label") == "Pause"


def test_a_link_opens_paused_at_its_step(show):
    page = show("/?t=400")
    page.wait_for_selector("text=python: 40")
    shows(page, 40)
    assert page.get_attribute("button.play", "aria-label") == "Play"


def test_letting_go_writes_the_link_and_a_change_of_theme_changes_nothing(show):
    page = show("/?t=14")
    page.click("button.next")
    page.wait_for_selector("text=python: 15")
    page.wait_for_url(re.compile(r"[?&]t=15"))
    shows(page, 15)
    assert page.get_attribute(".stage", "data-theme") == "light"
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector(".stage[data-theme=dark]")
    shows(page, 15)


def test_a_rerun_keeps_the_position_and_a_shorter_length_clamps_it(show):
    page = show("/?t=30")
    page.wait_for_selector("text=python: 30")
    for length, shown in ((60, 30), (20, 20)):
        page.get_by_label("length").fill(str(length))
        page.keyboard.press("Enter")
        page.wait_for_selector(f"text=python: {shown}")
        page.wait_for_selector(f".slider[max='{length - 1}']")
        shows(page, shown)


def test_a_link_set_by_the_page_moves_the_clock_as_often_as_it_is_set(show):
    page = show("/?t=14")
    for _ in range(2):
        page.click("text=five")
        page.wait_for_selector("text=python: 5")
        shows(page, 5)
        page.click("button.next")
        page.wait_for_selector("text=python: 6")
        page.wait_for_url(re.compile(r"[?&]t=6"))


def test_a_held_key_playing_and_dragging_are_told_once(show):
    page = show("/?t=40")
    page.wait_for_selector("text=python: 40")
    settle(page)
    page.focus(".stage")
    sent = show.visits[-1].sent
    before = len(sent)
    page.locator(".stage").evaluate(HELD, 12)
    page.wait_for_selector("text=python: 28")
    page.wait_for_url(re.compile(r"[?&]t=28"))
    settle(page)
    shows(page, 28)  # nothing jumps back
    assert len(sent) - before <= 2
    before = len(sent)
    page.click("button.play")
    box = page.locator(".slider").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20, steps=10)
    assert len(sent) == before
    page.mouse.up()
    page.wait_for_url(re.compile(r"[?&]t=(?!28)"))
    assert len(sent) > before
