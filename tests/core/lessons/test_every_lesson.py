"""What every lesson's recording promises; lessons are found by their folders."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lessons import STEMS

PROJECT = Path(__file__).parents[3]

DEFAULTS = """
import json, sys
from importlib import import_module
from inspect import signature
from tests.lessons import settings_of

SLOW = {"torch", "babel", "pandas", "streamlit"}
loaded = {}
for stem in sys.argv[1:]:
    before = SLOW & set(sys.modules)
    record = import_module(f"core.lessons.{stem}.lesson").record_lesson
    settings = settings_of(stem)
    values = {"settings": settings(), **settings.defaults()}
    record(*(values[name] for name in signature(record).parameters))
    loaded[stem] = sorted(SLOW & set(sys.modules) - before)
print(json.dumps(loaded))
"""


@pytest.fixture(scope="module")
def loaded():
    """What one fresh process has loaded once each lesson, one after the other, has its default."""
    command = [sys.executable, "-c", DEFAULTS, *STEMS]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("stem", STEMS)
def test_the_default_is_recorded_without_anything_slow(stem, loaded):
    assert loaded[stem] == []
