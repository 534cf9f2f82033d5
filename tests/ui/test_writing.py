"""A text that its rule refuses: the control takes it, one sentence says why, right below."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.patience import PATIENCE


def page():
    from dataclasses import dataclass

    import streamlit as st

    from core.lessons.settings import Settings, phrase
    from ui.lesson import valid
    from ui.text import Text
    from ui.writing import write

    @dataclass(frozen=True, kw_only=True)
    class Sample(Settings):
        word: str = phrase("hello", 2, 8)
        story: str = phrase("once", 2, 400)

    text = Text("some", "en", "Some", labels={"word": "Your word", "story": "Your story"})
    values = {name: write(Sample, name, text) for name in ("word", "story")}
    st.text("between")
    settings = valid(Sample, text, values)
    st.text(f"{settings.word}, {settings.story}")


@pytest.mark.parametrize(
    ("typed", "said"), [("x" * 5000, "has 5000"), ("x", "has 1"), ("", "is empty")]
)
@pytest.mark.parametrize("way", ["link", "control"])
def test_what_is_refused_is_said_once_below_its_control_and_the_last_good_one_stays(
    way, typed, said
):
    app = AppTest.from_function(page, default_timeout=PATIENCE)
    app.query_params["word"] = typed if way == "link" else "fine"
    app.run()
    if way == "control":
        app.text_input[0].set_value(typed).run()
    assert not app.exception
    (error,) = app.error
    assert error.value.startswith("“Your word”")
    assert said in error.value
    kinds = [element.type for element in app.main]
    assert kinds.index("alert" if "alert" in kinds else "error") == kinds.index("text_input") + 1
    assert app.text[1].value == ("hello, once" if way == "link" else "fine, once")


def test_no_control_drops_what_is_pasted():
    app = AppTest.from_function(page, default_timeout=PATIENCE).run()
    assert app.text_input[0].proto.max_chars == app.text_area[0].proto.max_chars == 0
