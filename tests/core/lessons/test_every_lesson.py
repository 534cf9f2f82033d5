"""What every lesson promises of its settings and recording; lessons are found by folder."""

import io
import json
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from inspect import signature
from pathlib import Path

import pandas as pd
import pytest
from pandas.api.types import is_numeric_dtype

from core.lessons.settings import AtMost, Between, Settings
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


def settings_of(stem: str) -> type[Settings]:
    """The one class of settings that a lesson declares."""
    module = import_module(f"core.lessons.{stem}.settings")
    (found,) = (cls for cls in Settings.__subclasses__() if cls.__module__ == module.__name__)
    return found


def others(cls: type[Settings], name: str) -> list:
    """Values of a field that are allowed, and not the default."""
    rule, default = cls.rules()[name], cls.defaults()[name]
    if isinstance(rule, Between):
        values = [type(default)(end) for end in (rule.low, rule.low + rule.step, rule.high)]
    elif isinstance(rule, AtMost):
        values = [default[: rule.low], default + "x" * (rule.high - len(default))]
    else:
        values = list(rule.codes)
    return [value for value in values if value != default and rule.allows(value)]


@pytest.mark.parametrize("stem", STEMS)
def test_the_shipped_recording_answers_whatever_of_it_is_shown(stem):
    """By identity: nothing is recorded anew, and torch stays out."""
    make, record = settings_of(stem), import_module(f"core.lessons.{stem}.lesson").record_lesson
    opens = record(make())
    for name in make.declared("shown"):
        for value in others(make, name):
            assert same(record(replace(make(), **{name: value})), opens), (name, value)


def same(one, other) -> bool:
    """Whether two recordings hold the very same traces."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(one[key] is other[key] for key in one)
    return one is other


NAMES = ("quantity", "network", "model", "run")  # columns of a table that tell recordings apart


@pytest.mark.parametrize("stem", STEMS)
def test_each_row_of_the_table_is_known_by_its_positions(stem):
    """Words alone do not: the same one may stand in a sentence twice."""
    lesson, settings = import_module(f"core.lessons.{stem}.lesson"), settings_of(stem)()
    recorded, wanted = lesson.record_lesson(settings), signature(lesson.table).parameters
    given = (settings, recorded) if "settings" in wanted else (recorded,)
    table = pd.read_csv(io.StringIO(lesson.table(*given)))
    numbers = [name for name in table.columns if is_numeric_dtype(table[name]) and name != "value"]
    known = [name for name in NAMES if name in table.columns]
    assert numbers
    assert not table.duplicated([*known, *numbers]).any()
