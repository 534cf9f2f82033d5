"""A stage and a Python that answers late: the test plays Python, so that the order is exact."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from ui.text import load
from viz.marks import ChainRow, Scale
from viz.stage import script, style
from viz.view import Clock, Stage
from viz.views.chain import chain
from viz.views.units import UnitMap, units

pytestmark = pytest.mark.browser
LENGTH, UNITS = 20, 8
WORDS = load("stage", "en").labels | {"unit": "unit", "units_summary": "{names} {units} {steps}"}
SCALE = Scale("sequential", 0, 1, "share")
MAPS = ".units .picture"

# The stage loses its patience for an answer when the test says so, and not after seconds that a
# busy machine needs for the test itself.
PATIENT = """
const [wait, forget, waiting] = [setTimeout, clearTimeout, []];
globalThis.setTimeout = (call, ms) => (ms < 4000 ? wait(call, ms) : -waiting.push(call));
globalThis.clearTimeout = (timer) => (timer < 0 ? delete waiting[-timer - 1] : forget(timer));
globalThis.losePatience = () => waiting.splice(0).forEach((call) => call());
"""

# The entry's default export, called as Components v2 calls it; what it tells is kept in `told`.
PAGE = """<!doctype html><style>{style}</style><div id="root"></div><script type="module">
{script}
globalThis.told = [];
globalThis.answer = (data) => entry({{
  data: [data], parentElement: document.getElementById("root"),
  setTriggerValue: (name, value) => told.push(JSON.parse(JSON.stringify(value))),
}});
</script>"""


class Python:
    """What the server says and hears."""

    def __init__(self, page) -> None:
        self.page, self.link, self.calls = page, {"step": None, "unit": 0}, 0

    def answer(self, heard: int = 0, *, value: float = 0.5, **link) -> None:
        """Answer the message ``heard`` with what the link says now; ``value`` is drawn."""
        self.link |= link
        self.page.evaluate(
            "answer",
            {
                **stage(self.link["unit"], value).payload(),
                "seek": self.link["step"],
                "heard": heard,
                "call": self.calls,
            },
        )

    def hears(self, count: int) -> dict:
        """Wait for the message of this number, and return it."""
        self.page.wait_for_function("count => told.length >= count", arg=count)
        told = self.page.evaluate("told")
        assert [one["message"] for one in told] == list(range(1, count + 1))
        return told[-1]


def stage(unit: int, value: float) -> Stage:
    share, tokens = np.full((LENGTH, UNITS), value), ["x"] * LENGTH
    row, one = ChainRow("R", "", "rnn", "h", share[:, 0]), UnitMap("z", "gate", "z", SCALE, share)
    views = (
        chain([row], scale=SCALE, tokens=tokens, words=WORDS),
        units([one], tokens=tokens, order=range(UNITS), words=WORDS),
    )
    clock = Clock(length=LENGTH, label="t = {t}", autoplay=False)
    return Stage(name="test", clock=clock, views=views, words=WORDS, picked={"unit": unit})


@pytest.fixture
def page(page_factory, tmp_path):
    file = tmp_path / "stage.html"
    joined = script().replace("export default ", "const entry = ")
    file.write_text(PAGE.format(style=style(), script=joined), encoding="utf-8")
    visit = page_factory(file.as_uri(), first=PATIENT)
    yield visit.page
    assert visit.errors == []


@pytest.fixture
def python(page):
    python = Python(page)
    python.answer()
    page.focus(MAPS)
    return python


def press(page, *keys) -> None:
    for key in keys:
        page.keyboard.press(key)


def shows(page, *, unit=None, t=None) -> None:
    if unit is not None:
        expect(page.locator(MAPS)).to_have_attribute("aria-label", re.compile(f"unit {unit}: z 0"))
    if t is not None:
        expect(page.locator(".label")).to_have_text(f"t = {t}")


@pytest.mark.parametrize("value", [0.5, 0.7])  # the picture stays, or is built anew
def test_answers_in_the_middle_of_a_burst_take_nothing_back(page, python, value):
    for unit in (1, 2):
        press(page, "ArrowDown", "Enter")
        assert python.hears(unit)["picks"] == {"unit": unit}
    python.answer(1, unit=1, value=value)
    shows(page, unit=2)
    press(page, "ArrowDown", "Enter")
    python.answer(2, unit=2)
    shows(page, unit=3)
    assert python.hears(3)["picks"] == {"unit": 3}
    python.answer(3, unit=3, value=value)
    shows(page, unit=3)
    press(page, "ArrowDown")  # the keyboard is where it was
    shows(page, unit=4)


def test_a_message_holds_all_that_is_unanswered(page, python):
    press(page, "ArrowDown", "Enter")
    assert python.hears(1) == {"message": 1, "picks": {"unit": 1}}
    press(page, "ArrowRight")
    assert python.hears(2) == {"message": 2, "step": 1, "picks": {"unit": 1}}
    python.answer(2, unit=1, step=1)
    press(page, "ArrowRight")
    assert python.hears(3) == {"message": 3, "step": 2, "picks": {}}


def test_python_has_the_last_word_on_a_pick(page, python):
    press(page, "ArrowDown", "Enter")
    python.hears(1)
    shows(page, unit=1)
    python.answer(1, unit=5)
    shows(page, unit=5)


def test_an_answer_to_something_earlier_leaves_the_clock_alone(page, python):
    python.answer(step=3)
    shows(page, t=4)
    press(page, "ArrowRight")
    python.hears(1)
    python.answer(0, step=3)
    python.answer(0, step=8)
    shows(page, t=5)
    press(page, " ")
    python.answer(1, step=4)
    page.wait_for_selector("button.play[aria-label=Pause]")


def test_the_page_moves_the_clock_as_often_as_it_is_asked_to(page, python):
    python.answer(step=9)
    shows(page, t=10)
    press(page, "ArrowRight")
    python.hears(1)
    python.answer(1, step=10)
    python.answer(1, step=9)
    shows(page, t=10)
    press(page, "End")
    python.calls += 1
    python.hears(2)
    python.answer(2, step=9)
    shows(page, t=10)


def test_a_stage_that_is_built_anew_goes_on_counting(page, python):
    python.answer(7)
    press(page, "ArrowRight")
    page.wait_for_function("told.length === 1")
    assert page.evaluate("told[0].message") == 8


def test_what_is_not_answered_is_told_again(page, python):
    press(page, "ArrowDown", "Enter")
    assert python.hears(1)["picks"] == {"unit": 1}
    for message in (2, 3):
        page.evaluate("losePatience()")
        assert python.hears(message) == {"message": message, "picks": {"unit": 1}}
    python.answer(2, unit=1)
    shows(page, unit=1)
