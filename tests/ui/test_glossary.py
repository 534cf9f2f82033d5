"""The glossary: complete in both languages, and nothing in it that no lesson shows."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.browser.gallery import EXHIBITS
from tests.viz.stage.node import Engine
from ui.glossary import entries, explained, explains, places, whereabouts
from ui.text import LANGUAGES, Text, lessons, load
from viz.formula import mathml

STEMS = [text.stem for text in lessons("en")]
each_lesson = pytest.mark.parametrize("stem", STEMS)
each_language = pytest.mark.parametrize("language", LANGUAGES)

FORMULA = re.compile(r"\$([^$]+)\$")
FOUND = """(entries, labels, formulas) => {
  const symbols = new Symbols(entries);
  const within = labels.flatMap((text) => symbols.within(text));
  const found = [...within, ...formulas.flatMap((text) => symbols.exactly(text))];
  return [...new Set(found.map(({ code }) => code))];
}"""


@pytest.fixture(scope="module")
def js():
    engine = Engine()
    yield engine
    engine.close()


def test_both_languages_explain_the_same_and_each_names_the_other_s_term():
    english, chinese = entries("en"), entries("zh")
    assert list(english) == list(chinese)
    for code, entry in english.items():
        assert (entry.name, entry.other) == (chinese[code].other, chinese[code].name), code
        assert bool(entry.shape) == bool(chinese[code].shape), code


@each_language
def test_every_entry_is_complete_and_used(language):
    for code, entry in entries(language).items():
        assert entry.name, code
        assert len(entry.meaning) > 10, code
    assert set(places(language)) == set(entries(language))


@each_language
def test_every_lesson_has_symbols_that_the_glossary_knows_each_once(language):
    for text in lessons(language):
        assert len(explains(text)) == len(set(text.symbols)) > 4, text.stem


@each_lesson
def test_languages_name_the_same_symbols_and_the_same_place_in_the_model(stem):
    english, chinese = load(stem, "en"), load(stem, "zh")
    assert english.symbols == chinese.symbols
    marks = [now for _, now in whereabouts(english)]
    assert marks == [now for _, now in whereabouts(chinese)]
    assert any(marks)
    assert not all(marks)


@each_language
@each_lesson
def test_every_symbol_of_a_lesson_stands_in_its_pictures_or_texts(js, stem, language):
    text = load(stem, language)
    known = entries(language)
    asked = [{"code": code, **asdict(known[code])} for code in text.symbols]
    said = [*pictured(stem, language), *written(text)]
    labels = [each for each in said if not each.startswith("<math")]
    formulas = [part for each in said if each.startswith("<math") for part in parts(each)]
    assert set(js("player/symbols", FOUND, asked, labels, formulas)) == set(text.symbols)


def parts(formula: str) -> Iterator[str]:
    """Each part of a formula, as it is read."""
    return ("".join(part.itertext()) for part in ElementTree.fromstring(formula).iter())  # noqa: S314


def written(text: Text) -> Iterator[str]:
    """What the page says, its formulas apart; but what others call things is no use of ours."""
    for label in text.labels.values():
        yield mathml(label) if label.startswith("\\") else label
    for key, section in text.sections.items():
        if key == "sources":
            continue
        section = re.sub(r"@\{\w+\}", "1", section)
        yield FORMULA.sub(" ", section)
        yield from map(mathml, FORMULA.findall(section))


def pictured(stem: str, language: str) -> Iterator[str]:
    """What the views of the lesson's pictures are given to write."""
    for payload in payloads(language).get(stem, []):
        for view in payload["views"]:
            yield from leaves(view)


@cache
def payloads(language: str) -> dict[str, list[dict[str, Any]]]:
    """The data of each exhibit, by the lesson whose words it has."""
    found: dict[str, list[dict[str, Any]]] = {}
    for exhibit in EXHIBITS:
        stage = exhibit.stage(language)
        of = next((each for each in lessons(language) if shares_words(stage, each)), None)
        if of:
            found.setdefault(of.stem, []).append(stage.payload())
    return found


def shares_words(stage, text: Text) -> bool:
    return (
        text.words("here").items()
        <= {key.removeprefix("here."): word for key, word in stage.words.items()}.items()
    )


def leaves(value: Any) -> Iterator[str]:
    match value:
        case {"b64": str()}:
            return
        case dict():
            for item in value.values():
                yield from leaves(item)
        case list():
            for item in value:
                yield from leaves(item)
        case str():
            yield value


def test_a_stage_takes_the_meanings_and_the_place_of_its_lesson_along():
    text = load("attention", "en")
    made = next(each for each in EXHIBITS if each.make.__name__ == "attention").stage("en")
    assert made.payload()["glossary"] == made.payload()["here"] == []
    payload = explained(made, text).payload()
    (state,) = (each for each in payload["glossary"] if "s_t" in each["symbols"])
    assert state["other"] == entries("zh")["decoder_state"].name
    assert [each["part"] for each in payload["here"] if each["now"]] == ["attention"]


@pytest.mark.parametrize(
    ("asked", "code", "found"),
    [
        ("∂L", "gradient", True),
        ("d_k", "head_size", True),
        ("dk", "head_size", True),
        ("Forget", "forget_gate", True),
        ("遗忘", "forget_gate", True),
        ("W", "input_weights", True),
        ("W", "projections", False),
        ("keep", "forget_gate", True),
        ("w", "forget_gate", False),
        ("c", "cell", True),
        ("c", "input_gate", False),
        (" softmax ", "softmax", True),
        ("", "softmax", True),
    ],
)
def test_an_entry_is_found_by_symbol_name_and_the_other_languages_term(asked, code, found):
    assert entries("en")[code].has(asked) == found
