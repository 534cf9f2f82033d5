"""What a reader writes is shown as written: never as a link, as emphasis, as code or as a formula.

Each lesson is given markup in every text, by its link and by its controls.
"""

import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from core.lessons.settings import AtMost
from tests.lessons import STEMS, settings_of
from tests.pages.reader import visitor

# The first sixteen characters are a whole link, for texts that hold no more.
NASTY = "[zq](http://z.q) **zq** *zq* $zq$ `zq` <b>zq</b> :red[zq] www.zq.de :material/zq: a@zq.de"
SCENES = {  # where a lesson has more texts than it opens with
    "attention": ({"how": "own", "show": "compare"}, {"how": "date"}),
    "causal_mask": ({"needed": "true"},),
    "encoder_decoder": ({"origin": "own"},),
    "gru": ({"task": "text"},),
    "multi_head": ({"how": "patch", "times": "1", "text": NASTY[:34]},),
    "lstm_cell": ({"find": "true", "what_if": "true"},),
    "vanishing_gradient": ({"source": "own"},),
    "your_model": ({"source": "text"},),
}
MARKUP = r"[\[*$`]zq|<b>|\]\(|:red\[zq|:material/|://|(?<!\S)www\.|a@"
SAID = ("caption", "error", "info", "markdown", "success", "title", "warning")


def texts(stem: str) -> dict[str, str]:
    """Every text of a lesson as a link sets it, cut to what its rule allows."""
    rules = settings_of(stem).rules().items()
    return {name: NASTY[: rule.high] for name, rule in rules if isinstance(rule, AtMost)}


def shown(app: AppTest) -> Iterator[str]:
    """All Markdown of a page: what is said, and the words of buttons and choices."""
    for kind in SAID:
        yield from (element.value for element in app.get(kind))
    for button in app.button:
        yield button.label
    for group in app.get("button_group"):
        yield from (option.content for option in group.proto.options)


def live(markdown: str) -> list[str]:
    """What of a reader's markup still has an effect: escaped signs have none.

    A text's own links lead to other lessons.
    """
    ours = re.sub(r"\]\(\./\w+\?lang=\w+\)|:red-background\[", "", markdown)
    return re.findall(MARKUP, re.sub(r"\\(.)", "·", ours))


@pytest.mark.parametrize("markup", NASTY.split())
def test_markup_would_be_found(markup):
    assert live(markup)


@pytest.mark.parametrize("stem", STEMS)
def test_no_words_of_a_reader_are_markup(stem):
    for scene in SCENES.get(stem, ({},)):
        by_link = visitor(stem)(reveal="1", **texts(stem) | scene)
        assert [each for each in shown(by_link) if live(each)] == []
        app = visitor(stem)(reveal="1", **scene)
        for control in (*app.text_input, *app.text_area):
            if not control.disabled:
                control.set_value(NASTY)
        app.run()
        assert not app.exception
        assert [each for each in shown(app) if live(each)] == []


@pytest.mark.parametrize("stem", ["encoder_decoder", "gru", "vanishing_gradient"])
def test_what_is_refused_is_quoted_as_written(stem):
    (scene,) = SCENES[stem]
    app = visitor(stem)(reveal="1", **scene, sentence=f"{NASTY} " * 9)
    (error,) = (each.value for each in app.error)
    assert r"\[zq\]\(http\:" in error
    assert live(error) == []
