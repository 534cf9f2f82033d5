"""The page of the glossary, as a reader uses it."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests.pages.reader import PROJECT, said
from tests.patience import PATIENCE
from ui.glossary import entries
from ui.text import LANGUAGES, lessons, load


def visit(language: str, **link: str) -> AppTest:
    app = AppTest.from_file(str(PROJECT / "ui/main.py"), default_timeout=PATIENCE)
    app._page_hash = calc_hash("glossary")
    for key, value in {"lang": language, **link}.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, [each.value for each in app.exception]
    return app


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_every_entry_with_the_other_term_and_links_to_its_lessons(language):
    app = visit(language)
    assert app.title[0].value == load("glossary", language).title
    page = said(app).replace("\\", "")
    for entry in entries(language).values():
        assert f"| {entry.name} | {entry.other} | {entry.meaning}" in page
    for lesson in lessons(language):
        assert f"[{lesson.title}]({lesson.stem}?lang={language})" in said(app)


def rows(app: AppTest) -> list[str]:
    lines = said(app).splitlines()
    return [line for line in lines if "?lang=" in line]


def test_the_filter_takes_a_term_of_either_language_and_a_link_restores_it():
    app = visit("en")
    assert len(rows(app)) == len(entries("en"))
    app.text_input[0].set_value("遗忘门").run()
    by_term = said(app)
    assert "forget gate" in by_term
    assert "reset gate" not in by_term
    assert said(visit("en", find="遗忘门")) == by_term


def test_one_letter_shows_all_that_it_means():
    found = said(visit("en", find="s"))
    assert "state of the decoder" in found
    found = said(visit("zh", find="c"))
    assert "记忆元" in found
    assert "上下文变量" in found


def test_what_is_not_there_is_said_in_one_sentence():
    app = visit("en", find="flux capacitor")
    assert [each.value for each in app.info] == ["Nothing here is called “flux capacitor”."]
