"""A new lesson is laid in a copy of the project, and is green there before a word is changed."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.new_lesson import FILES, ROOT, SKELETON, refusal

COPIED = (
    "core", "viz", "ui", "pages", "text", "train", "docs", "tests", ".streamlit", "pyproject.toml",
)  # fmt: skip
STEM = "beam_search"  # of no lesson on the road, in a part that has one lesson at least
OWN = (
    f"tests/core/lessons/{STEM}",
    f"tests/viz/lessons/test_{STEM}.py",
    f"tests/pages/test_{STEM}.py",
)
EVERY = (
    "tests/core/lessons/test_every_lesson.py",
    "tests/pages/test_every_page.py",
    "tests/test_layers.py",
)
CHOSEN = f"{STEM} or test_layers.py and not taken_out and not offer"  # of the whole house: slow
PART = "recurrence"


def python(*arguments: str, where: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=where, capture_output=True, text=True)


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """A copy of the project; of the weights, a link to each file."""
    folder = tmp_path_factory.mktemp("project")
    copy = ["cp", "-rp", *(str(ROOT / name) for name in COPIED), "."]
    subprocess.run(copy, cwd=folder, check=True)
    (folder / "data").symlink_to(ROOT / "data")
    (folder / "weights").mkdir()
    for file in (ROOT / "weights").iterdir():
        (folder / "weights" / file.name).symlink_to(file)
    return folder


@pytest.fixture(scope="module")
def laid(tree) -> list[Path]:
    """The files of a new lesson in the copy, as they are named when they are laid."""
    done = python("docs.new_lesson", STEM, PART, where=tree)
    assert done.returncode == 0, done.stderr
    return [tree / line for line in done.stdout.split()]


def test_its_files_and_its_recording_are_all_that_is_laid(tree, laid):
    there = {path for path in tree.rglob("*") if STEM in str(path.relative_to(tree))}
    assert set(laid) == {path for path in there if path.is_file()}
    assert len(laid) == len(FILES) + 1


def test_the_readme_says_how_much_it_is():
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = {file: len(file.read_text("utf-8").splitlines()) for file in FILES}
    assert f"{len(FILES)} files, about {round(sum(lines.values()), -2)} lines" in readme
    for file, number in lines.items():
        place = str(file.relative_to(SKELETON)).replace("PART", "<part>")
        place = re.escape(place.replace("my_lesson", "<stem>"))
        assert re.search(rf"^\| .*`{place}`.* \| {number}( each)? \|$", readme, re.MULTILINE), file


def test_its_tests_and_those_of_every_lesson_pass(tree, laid):
    done = python("pytest", "-p", "no:cacheprovider", "-k", CHOSEN, *OWN, *EVERY, where=tree)
    assert done.returncode == 0, done.stdout


def test_it_is_tidy_and_no_name_of_the_skeleton_is_left(laid):
    *written, _ = laid
    code = [str(path) for path in written if path.suffix == ".py"]
    for tidy in (("check",), ("format", "--check")):
        done = python("ruff", *tidy, *code, where=ROOT)
        assert done.returncode == 0, done.stdout
    for path in written:
        assert not re.search(r"my_lesson|MyLesson|PART|ORDER", path.read_text("utf-8")), path


def test_it_comes_last_in_its_part(tree, laid):
    code = "from ui.text import lessons; "
    code += f"print(*(text.stem for text in lessons('zh') if text.part == '{PART}'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tree, capture_output=True, text=True)
    assert done.stdout.split()[-1] == STEM


@pytest.mark.parametrize(
    ("stem", "part", "said"),
    [
        ("Word-vectors", PART, "a Python name in small letters, got 'Word-vectors'"),
        ("class", PART, "a Python name in small letters, got 'class'"),
        ("", PART, "a Python name in small letters, got ''"),
        ("gru", "attention", "there is core/lessons/gru"),
        ("stage", PART, "there is tests/browser/test_stage.py"),
        ("induction", PART, "there is weights/induction"),
        ("clock", PART, "there is Clock"),
        (STEM, "nowhere", "PART must be one of foundations, recurrence, attention, got 'nowhere'"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(stem, part, said):
    refused = refusal(stem, part)
    assert said in refused
    assert re.fullmatch(r"[^\n]+\.", refused)


def test_what_is_refused_is_not_laid(tree, laid):
    before = {path: path.stat().st_mtime_ns for path in laid}
    done = python("docs.new_lesson", STEM, PART, where=tree)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == (
        f"STEM must be a name that is free, got '{STEM}': there is core/lessons/{STEM}/lesson.py."
    )
    assert {path: path.stat().st_mtime_ns for path in laid} == before
