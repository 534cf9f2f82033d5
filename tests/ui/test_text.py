import re
import unicodedata

import pytest

from ui import text as module
from ui.text import LANGUAGES, ROOT, lessons, load

STEMS = sorted(path.stem for path in (ROOT / "zh").glob("*.md"))
STARS = re.compile(r"\\.|`[^`]*`|\$[^$\n]+\$|(\*+)")  # outside escapes, code and formulas

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
    stage = "---\ntitle: Stage\nlabels:\n  plain: of the stage\n  stage.play: Play\n---\n"
    (tmp_path / "en" / "stage.md").write_text(stage, encoding="utf-8")
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
    assert text["stage.play"] == "Play"  # what its moving pictures say


def test_live_numbers_leave_latex_alone(sample):
    assert load("sample", "en")("one", n=4) == "Half of 4 is $\\frac{4}{2}$, costs \\$5."


def test_a_missing_number_is_an_error(sample):
    with pytest.raises(KeyError, match="n"):
        load("sample", "en")("one")


def test_a_changed_file_is_read_again(sample, monkeypatch):
    assert load("sample", "en").title == "A lesson"
    later = module.monotonic() + 1
    monkeypatch.setattr(module, "monotonic", lambda: later)
    sample.write_text(SAMPLE.replace("A lesson", "Another"), encoding="utf-8")
    import os

    os.utime(sample, ns=(1, 1))
    assert load("sample", "en").title == "Another"


def stray_stars(markdown):
    """Asterisks that CommonMark (0.31, §6.2) would show instead of taking them as emphasis."""
    found = []
    for paragraph in re.split(r"\n\s*\n", re.sub(r"@?\{\w+\}", "0", markdown)):
        opened = []
        padded = f" {paragraph} "
        for run in STARS.finditer(padded):
            if not run[1]:
                continue
            before, after = padded[run.start() - 1], padded[run.end()]
            if opened and opened[-1] == run[1] and flanks(before, after):
                opened.pop()
            elif flanks(after, before):
                opened.append(run[1])
            else:
                found.append(padded[run.start() - 12 : run.end() + 6])
        found += [paragraph[:20]] * len(opened)
    return found


def flanks(inside, outside):
    """Whether a run of asterisks between these two characters can be a delimiter."""
    if inside.isspace():
        return False
    inner, outer = (unicodedata.category(sign)[0] in "PS" for sign in (inside, outside))
    return not inner or outside.isspace() or outer


def test_stray_stars_are_found():
    assert not stray_stars("**好。** 字，*a*；**“b”** $a*b$ `*` 2\\*3 **@{n}**：")
    assert stray_stars("**好。**字")
    assert stray_stars("字**“好”** 字")
    assert stray_stars("**好")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stem", STEMS)
def test_every_emphasis_of_a_text_is_one(stem, language):
    text = load(stem, language)
    words = {**text.labels, **text.sections}
    assert not {key: found for key, said in words.items() if (found := stray_stars(said))}


RECURRENCE = [text.stem for text in lessons("en") if text.part == "recurrence"]
LONGEST = {"en": 100, "zh": 45}  # characters of a question, which stands on one line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stem", RECURRENCE)
def test_a_lesson_asks_one_question_and_ends_with_one_plain_line(stem, language):
    question, remember = (load(stem, language)(key) for key in ("question", "remember"))
    assert re.fullmatch(r"[^?？.。!！]+[?？]", question)
    assert len(question) <= LONGEST[language]
    assert not re.search(r"[\n*`@|#]", remember)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stem", RECURRENCE)
def test_a_paragraph_has_three_live_numbers_at_most_and_more_are_a_table(stem, language):
    for key, section in load(stem, language).sections.items():
        for paragraph in section.split("\n\n"):
            assert len(re.findall(r"@\{", paragraph)) <= 3 or paragraph.startswith("| "), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_that_lessons_share_is_called_the_same_everywhere(language):
    assert len({text["hood"] for text in lessons(language) if "hood" in text.labels}) == 1


@pytest.mark.parametrize(("language", "most"), [("en", 215), ("zh", 90)])
def test_a_question_fits_the_foot_of_its_picture(language, most):
    for text in lessons(language):
        assert len(text.sections["predict"]) <= most, text.stem


@pytest.mark.parametrize(("language", "mark"), [("en", "?"), ("zh", "？")])
def test_every_lesson_has_a_question_and_a_line_to_remember(language, mark):
    for text in lessons(language):
        assert text("question").endswith(mark), text.stem
        assert "\n" not in text("remember"), text.stem


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_a_text_names_another_lesson_it_leads_there(language):
    stems = {text.stem for text in lessons(language)}
    named = [
        (text.stem, stem)
        for text in lessons(language)
        for said in text.sections.values()
        for stem in re.findall(r"\]\(lesson:(\w+)\)", said)
    ]
    assert named
    for here, there in named:
        assert there in stems - {here}
    why = load("encoder_decoder", language)
    live = dict.fromkeys(re.findall(r"@\{(\w+)\}", why.sections["why"]), "1")
    assert f"](./attention?lang={language})" in why("why", **live)
