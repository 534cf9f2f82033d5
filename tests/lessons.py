"""The lessons, found by their pages."""

from importlib import import_module
from pathlib import Path

from core.lessons.settings import Settings

STEMS = sorted(path.stem for path in Path(__file__).parents[1].glob("pages/*/*.py"))


def settings_of(stem: str) -> type[Settings]:
    """The class of a lesson's settings."""
    known = vars(import_module(f"core.lessons.{stem}.settings")).values()
    classes = (each for each in known if isinstance(each, type))
    (found,) = (each for each in classes if issubclass(each, Settings) and each is not Settings)
    return found
