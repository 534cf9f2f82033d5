"""What every lesson promises: both languages, the same keys, thin pages, no exception."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.patience import PATIENCE
from ui.text import LANGUAGES, ROOT, lessons, load

PROJECT = Path(__file__).parents[2]
PAGES = sorted((PROJECT / "pages").glob("*/*.py"))
STEMS = sorted(path.stem for path in (ROOT / "en").glob("*.md"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_page_runs_in_each_language(page, language):
    app = AppTest.from_file(str(PROJECT / "ui/main.py"), default_timeout=PATIENCE)
    app.query_params["lang"] = language
    app.run()
    app.switch_page(str(page)).run()
    assert not app.exception
    assert app.title[0].value == load(page.stem, language).title


@pytest.mark.parametrize("stem", STEMS)
def test_languages_have_the_same_keys_in_the_same_order(stem):
    english, chinese = load(stem, "en"), load(stem, "zh")
    assert list(english.sections) == list(chinese.sections)
    assert list(english.labels) == list(chinese.labels)
    assert (english.part, english.order) == (chinese.part, chinese.order)


@pytest.mark.parametrize("stem", STEMS)
def test_languages_fill_in_the_same_numbers(stem):
    english, chinese = load(stem, "en"), load(stem, "zh")

    def live(section: str) -> set[str]:
        return set(re.findall(r"@\{(\w+)\}", section))

    def slots(label: str) -> set[str]:
        return set(re.findall(r"\{(\w+)", label))

    for key, section in english.sections.items():
        assert live(section) == live(chinese.sections[key]), key
    for key, label in english.labels.items():
        assert slots(chinese.labels[key]) <= slots(label), key


def test_chinese_is_not_left_in_english():
    for stem in STEMS:
        for key, section in load(stem, "zh").sections.items():
            assert re.search(r"[一-鿿]", section), (stem, key)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_every_control_of_the_page_is_moved_in_a_test(page):
    test = PROJECT / "tests/pages" / f"test_{page.stem}.py"
    assert "    every_control(visit, " in test.read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_page_is_thin_and_has_its_texts(page):
    assert len(page.read_text("utf-8").splitlines()) <= 80
    for language in LANGUAGES:
        assert load(page.stem, language).part == page.parent.name


def test_nothing_lies_directly_in_pages():
    assert not list((PROJECT / "pages").glob("*.py"))


def test_lessons_come_in_the_order_of_the_road():
    orders = [(text.part, text.order) for text in lessons("en")]
    assert len(set(orders)) == len(orders)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_road_leads_on_and_what_to_remember_comes_with_the_answer(page):
    app = AppTest.from_file(str(PROJECT / "ui/main.py"), default_timeout=PATIENCE)
    app.query_params["lang"] = "en"
    app.switch_page(str(page)).run()
    line = load(page.stem, "en")("remember")
    road = [text.title for text in lessons("en")]
    place = road.index(app.title[0].value)
    leads = [link.proto.label for link in app.get("page_link")]
    around = road[max(0, place - 1) : place] + road[place + 1 : place + 2]
    assert len(leads) == len(around)
    assert all(any(title in lead for lead in leads) for title in around)
    assert not any(line in m.value for m in app.markdown)
    app.query_params["reveal"] = "1"
    app.run()
    assert any(line in m.value for m in app.markdown)
