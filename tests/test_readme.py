"""What the README shows runs as it is, and the commands that it names are there."""

import os
import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text("utf-8")
FENCED = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
BLOCKS = [block for language, block in FENCED if language == "python"]
TARGETS = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))
COMMANDS = {"make", "py", r".venv\Scripts\pip", r".venv\Scripts\streamlit"}


def test_there_is_something_to_run():
    assert len(BLOCKS) >= 2


def test_the_blocks_run_one_after_the_other(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(BLOCKS)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_every_other_block_is_a_diagram_or_holds_commands_that_are_there():
    assert {language for language, _ in FENCED} == {"python", ""}
    plain = "".join(block for language, block in FENCED if not language)
    lines = (line.split("#")[0].split() for line in plain.splitlines())
    for first, *arguments in filter(None, lines):
        if "→" in arguments:  # how data flows
            continue
        assert first in COMMANDS
        files = [each for each in arguments if each.endswith((".txt", ".py"))]
        assert all((PROJECT / file).is_file() for file in files)
        assert first != "make" or set(arguments) <= TARGETS


def test_every_target_of_make_is_explained_and_no_other():
    said = set(re.findall(r"(?:`|^)make ([a-z]+)\b", README, re.MULTILINE))
    assert said == TARGETS


def test_the_versions_that_are_named_are_those_that_are_installed():
    required = (PROJECT / "requirements.txt").read_text("utf-8")
    pinned = re.findall(r"\b([\w-]+==[\d.]+)", README)
    assert pinned
    assert all(pin in required for pin in pinned)
