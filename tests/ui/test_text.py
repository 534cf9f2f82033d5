import pytest

from ui import text as module
from ui.text import load

SAMPLE = """---
title: A lesson
part: recurrence
order: 3
labels:
  mode.a: first
  mode.b: second
  plain: word
---

## one
Half of @{n} is $\\frac{@{n}}{2}$, costs \\$5.

## two
Second.
"""


@pytest.fixture
def sample(tmp_path, monkeypatch):
    (tmp_path / "en").mkdir()
    path = tmp_path / "en" / "sample.md"
    path.write_text(SAMPLE, encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return path


def test_header_labels_and_sections(sample):
    text = load("sample", "en")
    assert (text.title, text.part, text.order, text.language) == ("A lesson", "recurrence", 3, "en")
    assert text["plain"] == "word"
    assert text.words("mode") == {"a": "first", "b": "second"}
    assert text("two") == "Second."


def test_live_numbers_leave_latex_alone(sample):
    assert load("sample", "en")("one", n=4) == "Half of 4 is $\\frac{4}{2}$, costs \\$5."


def test_a_missing_number_is_an_error(sample):
    with pytest.raises(KeyError, match="n"):
        load("sample", "en")("one")


def test_a_changed_file_is_read_again(sample):
    assert load("sample", "en").title == "A lesson"
    sample.write_text(SAMPLE.replace("A lesson", "Another"), encoding="utf-8")
    import os

    os.utime(sample, ns=(1, 1))
    assert load("sample", "en").title == "Another"
