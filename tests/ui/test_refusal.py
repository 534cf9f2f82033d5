"""What is refused gets one sentence: field, rule, what was given, and what to do."""

import re

import pytest

from core.errors import InputError
from core.lessons.settings import AtMost
from tests.lessons import STEMS, settings_of
from ui.controls import LINKED
from ui.markdown import LONGEST
from ui.refusal import sentence
from ui.text import LANGUAGES, load

TOO_MUCH = 10_000  # more than any rule allows


def refused(stem, name, value, language="en"):
    cls = settings_of(stem)
    error = InputError(name, str(cls.rules()[name]), value)
    return sentence(error, cls, load(stem, language))


def written(cls):
    """The fields that a control of the page sets: what is wrong in a link alone is passed over."""
    linked = cls.declared(*LINKED)
    return {name: rule for name, rule in cls.rules().items() if name not in linked}


def wrong(rule):
    """A value that the rule refuses."""
    return "?" * TOO_MUCH if isinstance(rule, AtMost) else TOO_MUCH**3


@pytest.mark.parametrize("stem", STEMS)
def test_every_field_has_a_sentence_in_each_language(stem):
    for name, rule in written(settings_of(stem)).items():
        for language in LANGUAGES:
            said, text = refused(stem, name, wrong(rule), language), load(stem, language)
            assert (text.labels.get(f"{name}.name") or text.labels.get(name, name)) in said
            assert said.endswith("。" if language == "zh" else ".")
            assert not re.search(r"some of|got |must be|'\?|[{}]", said)


@pytest.mark.parametrize("stem", STEMS)
def test_no_word_of_the_code_is_left_in_the_chinese_sentence(stem):
    text = load(stem, "zh")
    for name, rule in written(settings_of(stem)).items():
        said = refused(stem, name, wrong(rule), "zh")
        own = [text.labels.get(f"{name}{end}", name) for end in ("", ".name")]
        for word in sorted([*own, *text.words(name).values()], key=len, reverse=True):
            said = said.replace(word, "")
        assert not re.search("[A-Za-z]{2}", said), (name, said)


def test_a_text_that_is_too_long_is_shortened_and_counted():
    said = refused("lstm_cell", "sentence", "a" * 5000)
    assert said.startswith("“Your own text” takes from 2 to 400 characters, and “aaa")
    assert "a…” has 5000. Shorten it" in said
    assert len(re.findall("a+…", said)[0]) == LONGEST


def test_what_is_too_short_and_what_is_empty_are_said_apart():
    assert "and “a” has 1. Write more" in refused("gru", "sentence", "a")
    for nothing in ("", "  "):
        said = refused("gru", "sentence", nothing)
        assert said.startswith("“Your text” is empty. Write from 2 to 200 characters")
        assert "''" not in said
        assert "“”" not in said


def test_a_choice_names_its_words_in_the_readers_language():
    said = refused("multi_head", "model", "none", "zh")
    text = load("multi_head", "zh")
    assert all(text[f"model.{code}"] in said for code in ("trained", "random"))
    assert "one of" not in said


def test_a_number_names_its_range():
    assert "takes a number from 10 to 200, and 999 is outside" in refused(
        "vanishing_gradient", "length", 999
    )


def test_a_rule_of_the_codes_own_is_worded_by_the_lesson():
    error = InputError("span", "shorter than the text: something must be around it", 9)
    for language in LANGUAGES:
        text = load("lstm_cell", language)
        said = sentence(error, settings_of("lstm_cell"), text)
        assert said == text["refused.span"]


def test_no_value_is_markup():
    said = refused("gru", "sentence", "**b** `c`")
    assert r"“\*\*b\*\* \`c\`”" in said
