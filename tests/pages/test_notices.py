"""What is to be noticed, on every page: the sentence stands beside the picture that shows it."""

import re

import pytest

from tests.lessons import STEMS
from tests.pages.reader import visitor
from ui.text import load


def cards(app) -> list[str]:
    """The keys of the page's sections to notice."""
    return [button.key for button in app.button if (button.key or "").startswith("notice_")]


@pytest.mark.parametrize("stem", STEMS)
def test_what_was_pressed_stands_beside_the_picture_and_is_in_the_link(stem):
    app = visitor(stem)(reveal="1")
    first, last = cards(app)[0], cards(app)[-1]
    for key in (first, last):
        app.button(key=key).click().run()
        assert not app.exception
        said = load(stem, "en")(key)
        assert [m.value for m in app.markdown].count(said) == 2, key  # on its card and above
        assert app.query_params["notice"] == key.removeprefix("notice_")
        shown = load("app", "en")["shown_above"]
        assert [button.key for button in app.button if button.label == shown] == [key]
    link = {k: v if isinstance(v, str) else v[0] for k, v in app.query_params.items() if v}
    opened = visitor(stem)(**link)
    assert [m.value for m in opened.markdown].count(load(stem, "en")(last)) == 2
    asked = [button for button in app.button if button.key == "guess_again"]
    assert asked or stem == "positional_encoding"  # its other pictures ask nothing
    for button in asked:
        button.click().run()
        assert not any(re.match(re.escape(said), m.value) for m in app.markdown)
