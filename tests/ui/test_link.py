"""The link is believed, but for what has been replaced since the browser read it."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.patience import PATIENCE
from ui.link import whole

SCRIPT = """
import streamlit as st
from ui import link

for value in st.session_state.pop("write", []):
    link.write("pick", value)
st.text(link.read("pick"))
st.text(st.query_params.get("pick"))
"""


def run(app, *written, **address):
    """A press: the browser brings its address, the page writes."""
    app.query_params.clear()
    for name, value in address.items():
        app.query_params[name] = value
    app.session_state["write"] = list(written)
    app.run()
    assert not app.exception
    read, link = (text.value for text in app.text)
    assert read == link  # what is read is what the link says from now on
    return read


@pytest.fixture
def app():
    return AppTest.from_string(SCRIPT, default_timeout=PATIENCE)


def test_the_address_is_believed(app):
    assert run(app, pick="a") == "a"
    assert run(app, pick="b") == "b"
    assert run(app) == "None"


def test_what_is_written_is_read(app):
    assert run(app, "b", pick="a") == "b"
    assert run(app, pick="b") == "b"
    assert run(app, None, pick="b") == "None"


@pytest.mark.parametrize("before", [{"pick": "a"}, {}])
def test_an_address_that_is_behind_undoes_nothing(app, before):
    assert run(app, "b", **before) == "b"
    assert run(app, **before, other="pressed") == "b"
    assert run(app, "c", **before) == "c"
    for late in (before, {"pick": "b"}, {"pick": "c"}):
        assert run(app, **late) == "c"


def test_back_to_the_first_value_is_a_choice_like_any_other(app):
    run(app, "b", "a", pick="a")
    assert run(app, pick="b") == "a"
    assert run(app, pick="a") == "a"


def test_an_address_with_something_new_is_believed(app):
    run(app, "b", pick="a")
    assert run(app, pick="c") == "c"


def test_removing_is_not_undone(app):
    run(app, None, pick="a")
    assert run(app, pick="a") == "None"


PAGES = ("attention", "self_attention", "gru")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("http://host/self_/self_attention", "http://host/self_attention"),
        ("http://host/self_attention", "http://host/self_attention"),
        ("https://host/base/attention", "https://host/base/attention"),
        ("https://attention/gru", "https://attention/gru"),
        ("http://host", "http://host"),
        ("", ""),
    ],
)
def test_an_address_that_was_cut_in_the_middle_of_a_page_is_made_whole(said, meant):
    assert whole(said, PAGES) == meant
