"""The link is believed, but for what has been replaced since the browser read it."""

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from tests.patience import PATIENCE
from ui import link
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


VISIT = """
import streamlit as st
from ui import link

for name, value in st.session_state.pop("pressed", {}).items():
    link.write(name, value)  # as callbacks do: before the page itself
if not st.session_state.pop("fragment", False):
    link.arrive()
    st.session_state["navigate"]()
    link.stay()

    link.read("lang")
st.session_state["address"] = st.query_params.to_dict()
"""


@pytest.fixture
def visit(monkeypatch):
    """`visit("page", {"pressed": "b"}, lang="en")`: a run of a page, or of a fragment on it.

    At the start of the first run the page is the app itself, as in a browser.
    """
    app = AppTest.from_string(VISIT, default_timeout=PATIENCE)
    here = SimpleNamespace(page_script_hash="app", is_history_navigation=False)
    monkeypatch.setattr(link, "get_script_run_ctx", lambda: here)

    def run(page, pressed=None, *, fragment=False, back=False, **address):
        here.is_history_navigation = back
        app.session_state["navigate"] = lambda: setattr(here, "page_script_hash", page)
        app.session_state["pressed"] = pressed or {}
        app.session_state["fragment"] = fragment
        app.query_params.clear()
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app.session_state["address"]

    run.here = here
    return run


def test_the_first_choice_on_a_page_is_kept_from_an_address_that_is_behind(visit):
    visit("gru", lang="en")
    assert visit("gru", {"lang": "zh"}, lang="en") == {"lang": "zh"}
    assert visit("gru", lang="en") == {"lang": "zh"}


def test_what_a_fragment_writes_takes_nothing_else_back(visit):
    visit("gru", lang="en")
    visit("gru", {"lang": "zh"}, lang="en")
    assert visit("gru", {"t": "5"}, fragment=True, lang="en") == {"lang": "zh", "t": "5"}
    assert visit("gru", {"reveal": "1"}, lang="en", t="5") == {
        "lang": "zh",
        "t": "5",
        "reveal": "1",
    }


def test_going_back_and_another_page_believe_the_address(visit):
    visit("gru", lang="en")
    visit("gru", {"lang": "zh"}, lang="en")
    assert visit("gru", {"t": "5"}, back=True, lang="en") == {"lang": "en", "t": "5"}
    visit("gru", {"lang": "zh"}, lang="en")
    visit.here.page_script_hash = "lstm_cell"
    assert visit("lstm_cell", lang="en") == {"lang": "en"}


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
