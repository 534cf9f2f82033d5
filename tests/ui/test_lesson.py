"""What the frame does for every lesson: sections that are folded away, and the last good input."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.patience import PATIENCE


def sections():
    import streamlit as st

    from ui.lesson import folded
    from ui.text import Text

    @folded("deep")
    def deep(text: Text, number: int, *, word: str) -> None:
        """Deeper."""
        st.text(f"{text.title} {number} {word}")

    deep(Text("some", "en", "Some", labels={"deep": "Deeper"}), 3, word="times")
    st.caption(deep.__doc__)


@pytest.mark.parametrize(("link", "drawn"), [({}, []), ({"deep": "true"}, ["Some 3 times"])])
def test_a_folded_section_is_drawn_only_when_the_link_opens_it(link, drawn):
    app = AppTest.from_function(sections, default_timeout=PATIENCE)
    for name, value in link.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert app.expander[0].label == "Deeper"
    assert [text.value for text in app.text] == drawn
    assert app.caption[0].value == "Deeper."


def numbers():
    import streamlit as st

    from core.errors import InputError
    from ui.lesson import last_good

    def half(number: int) -> int:
        if number % 2:
            raise InputError("number", "even", number)
        return number // 2

    number = st.number_input("number", value=3)
    st.text(last_good("halved", int(number), half, lambda e: st.error(str(e)), first=10))


def test_what_is_refused_is_said_and_the_last_good_one_stays():
    app = AppTest.from_function(numbers, default_timeout=PATIENCE).run()
    assert [error.value for error in app.error] == ["number must be even, got 3"]
    assert app.text[0].value == "(10, 5)"  # there was none before
    app.number_input[0].set_value(8).run()
    assert not app.error
    assert app.text[0].value == "(8, 4)"
    app.number_input[0].set_value(7).run()
    assert [error.value for error in app.error] == ["number must be even, got 7"]
    assert app.text[0].value == "(8, 4)"
