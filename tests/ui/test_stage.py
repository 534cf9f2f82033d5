import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.patience import PATIENCE
from ui.stage import _picks, linked_step
from viz.view import Clock, Stage

CLOCK = Clock(length=40, label="", direction=-1)


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("14", 13),
        ("1", 0),
        ("0", 0),
        ("-3", 0),
        ("400", 39),
        ("abc", None),
        ("", None),
        ("1.5", None),
        ("９", 8),
        (None, None),
    ],
)
def test_a_link_counts_from_one_and_is_clamped(said, step):
    assert linked_step(said, CLOCK) == step


def page():
    import numpy as np
    import streamlit as st

    from ui.stage import mount
    from ui.text import load
    from viz.marks import ChainRow, Scale
    from viz.view import Clock, Stage
    from viz.views.chain import chain

    words = load("stage", "en").labels
    row = ChainRow("RNN", "", "rnn", "h", np.ones(40))
    scale = Scale("log", 0.1, 10)
    view = chain([row], scale=scale, tokens=["x"] * 40, words=words)
    clock = Clock(length=40, label="t = {t}", direction=-1)
    st.text(mount(Stage(name="test", clock=clock, views=(view,), words=words)))


def payload(app) -> dict:
    return json.loads(app.get("bidi_component")[0].proto.json)[0]


def test_without_a_link_the_clock_is_at_its_beginning():
    app = AppTest.from_function(page, default_timeout=PATIENCE).run()
    assert not app.exception
    assert app.text[0].value == "39"
    assert payload(app)["seek"] is None


def test_a_link_sets_the_clock():
    app = AppTest.from_function(page, default_timeout=PATIENCE)
    app.query_params["t"] = "14"
    app.run()
    assert app.text[0].value == "13"
    assert payload(app)["seek"] == 13
    assert payload(app)["clock"]["start"] == 39


def picked(said):
    """What a stage that lets a reader pick a unit hears of what the browser says of it."""
    stage = Stage(
        name="test", clock=CLOCK, views=(), words={"stage.play": "Play"}, picked={"unit": 3}
    )
    return _picks({"picks": {"unit": said}}, stage)


@pytest.mark.parametrize("said", [0.5, True, None, [], {}])
def test_what_is_neither_a_whole_number_nor_a_text_is_not_heard(said):
    assert picked(said) == {}


@pytest.mark.parametrize("said", [-5, 10**12, "", "9" * 5000])
def test_whole_numbers_and_texts_are_heard_whatever_they_say(said):
    assert picked(said) == {"unit": said}
