"""Going back believes the link, also in what it leaves out; else what was chosen last is kept."""

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from tests.patience import PATIENCE
from ui import link

SCRIPT = """
import streamlit as st
from ui.controls import choice, choices
from ui.memory import arrive

arrive()
st.text(choice("Pick", {"a": "first", "b": "second"}, "pick", "a"))
st.text(choice("Language", {"en": "English", "zh": "中文"}, "lang", "en", always=True))
st.text(choices("Some", {"c": "third", "d": "fourth"}, "some", "c"))
"""


@pytest.fixture
def app(monkeypatch):
    """`app(back=True, pick="b")`: a run with this address, there by going back or not."""
    test = AppTest.from_string(SCRIPT, default_timeout=PATIENCE)

    def run(*, back=False, page="page", **address):
        here = SimpleNamespace(page_script_hash=page, is_history_navigation=back)
        monkeypatch.setattr(link, "get_script_run_ctx", lambda: here)
        test.query_params.clear()
        for name, value in address.items():
            test.query_params[name] = value
        test.run()
        assert not test.exception
        return [text.value for text in test.text]

    return run


CHOSEN = {"pick": "b", "lang": "zh", "some": "d"}


def test_back_to_a_link_that_leaves_a_choice_out_is_its_default(app):
    assert app(**CHOSEN) == ["b", "zh", "d"]
    assert app(back=True, lang="zh") == ["a", "zh", "c"]
    assert app(lang="zh") == ["a", "zh", "c"]


def test_back_to_a_link_without_a_language_keeps_the_readers(app):
    app(**CHOSEN)
    assert app(back=True) == ["a", "zh", "c"]


def test_another_page_and_back_by_the_menu_keeps_what_was_chosen(app):
    app(**CHOSEN)
    assert app(page="other") == ["b", "zh", "d"]
    assert app(page="page") == ["b", "zh", "d"]
