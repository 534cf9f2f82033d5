"""What a lesson's moving picture was given: nothing of the answer before it, the file's data."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.pages.reader import numbers, payload, visitor
from ui import lesson
from ui.glossary import explained
from viz.view import Stage

STEMS = sorted(page.stem for page in (Path(__file__).parents[2] / "pages").glob("*/*.py"))
each_lesson = pytest.mark.parametrize("stem", STEMS)


def leaves(value: Any, path: str) -> Iterator[tuple[str, str | float]]:
    """Every text, and every number that is no round one, with the path that leads to it."""
    match value:
        case {"b64": str()}:
            yield from leaves(numbers(value).ravel().tolist(), path)
        case dict():
            for key, item in value.items():
                yield from leaves(item, f"{path}.{key}")
        case list():
            for item in value:
                yield from leaves(item, path)
        case str():
            yield path, value
        case float() if value != round(value, 2):
            yield path, float(f"{value:.5e}")


@cache
def revealed(stem: str) -> tuple[dict[str, Any], Stage]:
    """What the lesson's picture was given with the answer, and what the page offers as a file."""
    taken, offered = [], lesson.take_along

    def take_along(text, *, stage, **rest):
        taken.append(explained(stage, text))
        offered(text, stage=stage, **rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lesson, "take_along", take_along)
        shown = payload(visitor(stem)(reveal="1"))
    (stage,) = taken
    return shown, stage


def told(given: dict[str, Any]) -> dict[str, set[str | float]]:
    """What a picture was given, by the path in a view of its kind."""
    found = defaultdict(set)
    for view in given["views"]:
        for path, leaf in leaves({**view["data"], "summary": view["summary"]}, view["kind"]):
            found[path].add(leaf)
    return found


@each_lesson
def test_what_is_withheld_before_the_guess_is_nowhere_else_in_the_picture(stem):
    """A series is found elsewhere if half of it is: two models may agree, and numbers meet."""
    covered, shown = told(payload(visitor(stem)())), told(revealed(stem)[0])
    known = set().union(*covered.values())
    withheld = {path: found - covered[path] for path, found in shown.items()}
    assert any(withheld.values())
    for path, found in withheld.items():
        series = {leaf for leaf in found if isinstance(leaf, float)}
        assert 2 * len(series & known) <= len(series), path


@each_lesson
def test_the_file_to_take_along_holds_the_picture_on_the_page(stem):
    shown, stage = revealed(stem)
    assert {key: shown[key] for key in stage.payload()} == stage.payload()
