"""What the player and the views say is there, in every language, and nothing else is."""

import re
from pathlib import Path

import pytest

from ui.text import LANGUAGES, load

FOLDER = Path(__file__).parents[3] / "viz/stage"
SOURCES = {path.name: path.read_text("utf-8") for path in FOLDER.rglob("*.js")}
WORD = re.compile(r"\bwords\.(\w+)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_stage_is_there_and_used(language):
    here = set(load("stage", language).words("stage"))
    assert set(WORD.findall(SOURCES["player.js"])) <= here
    assert here <= set(WORD.findall("".join(SOURCES.values())))
