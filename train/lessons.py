"""The recordings that lessons open with, so that their first picture needs no torch."""

from functools import partial
from importlib import import_module
from pathlib import Path

from core import lessons
from core.shipped import openings

STEMS = sorted(path.parent.name for path in Path(lessons.__path__[0]).glob("*/run.py"))


def record(stem: str) -> None:
    """Record what a lesson opens with, by networks that were trained before this."""
    openings.save(stem, import_module(f"core.lessons.{stem}.run").opening())


MAKERS = {stem: partial(record, stem) for stem in STEMS}
