"""A choice keeps its code in the link, whatever the language in which its words are shown."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.patience import PATIENCE

SCRIPT = """
import streamlit as st
from ui.controls import choice

words = {"en": {"a": "first", "b": "second"}, "zh": {"a": "第一", "b": "第二"}}
language = st.session_state.get("language", "en")
st.text(choice("Pick", words[language], "pick", "a", always=%s))
st.text(st.query_params.get("pick", "nothing"))
"""


def app(always=False, **link):
    test = AppTest.from_string(SCRIPT % always, default_timeout=PATIENCE)
    for key, value in link.items():
        test.query_params[key] = value
    return test.run()


def said(test):
    assert not test.exception
    return [text.value for text in test.text]


def test_the_default_goes_without_saying():
    assert said(app()) == ["a", "nothing"]
    assert said(app(always=True)) == ["a", "a"]


def test_a_link_chooses():
    assert said(app(pick="b")) == ["b", "b"]


@pytest.mark.parametrize("code", ["second", "第二", "", "c", "<b>"])
def test_what_is_not_a_code_counts_as_the_default(code):
    assert said(app(pick=code)) == ["a", "nothing"]


def test_a_press_writes_the_code_and_another_language_keeps_it():
    test = app()
    test.segmented_control[0].set_value("b").run()
    assert said(test) == ["b", "b"]
    test.session_state["language"] = "zh"
    test.run()
    assert said(test) == ["b", "b"]
    test.segmented_control[0].set_value("a").run()
    assert said(test) == ["a", "nothing"]


SET = """
from dataclasses import dataclass
import streamlit as st
from core.lessons.settings import Settings, between, one_of
from ui.controls import choice, set_all

@dataclass(frozen=True, kw_only=True)
class Some(Settings):
    pick: str = one_of("a", ("a", "b"))
    since: int = between(1, 1, 9)

st.button("set", on_click=lambda: set_all(Some, pick="b", since=5))
st.button("default", on_click=lambda: set_all(Some))
if choice("Pick", {"a": "first", "b": "second"}, "pick", "a") == "b":
    st.slider("Since", 1, 9, 1, key="since", bind="query-params")
st.text(st.query_params.get("pick", "nothing"))
st.text(st.query_params.get("since", "nothing"))
"""


def test_a_number_is_in_the_link_also_where_its_control_is_drawn_for_the_first_time():
    test = AppTest.from_string(SET, default_timeout=PATIENCE).run()
    for _ in range(2):
        test.button[0].click().run()
        assert said(test) == ["b", "5"]
        assert test.slider[0].value == 5
        test.button[1].click().run()
        assert said(test.run())[0] == "nothing"
    test.button[0].click().run()
    test.slider[0].set_value(7).run()
    assert test.slider[0].value == 7


SEVERAL = """
import streamlit as st
from ui.controls import choices

st.text(choices("Pick", {"a": "first", "b": "second", "c": "third"}, "pick", "a"))
st.text(st.query_params.get("pick", "nothing"))
"""


def several(**link):
    test = AppTest.from_string(SEVERAL, default_timeout=PATIENCE)
    for key, value in link.items():
        test.query_params[key] = value
    return test.run()


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ({}, ["a", "nothing"]),
        ({"pick": "a.c"}, ["a.c", "a.c"]),
        ({"pick": "c.a"}, ["a", "nothing"]),  # not as the codes are written
        ({"pick": "<b>"}, ["a", "nothing"]),
    ],
)
def test_any_number_of_codes_may_be_picked(link, shown):
    assert said(several(**link)) == shown


def test_a_press_adds_a_code_to_the_link():
    test = several(pick="c")
    test.button_group[0].set_value(["c", "b"]).run()
    assert said(test) == ["b.c", "b.c"]
