"""The settings of a date that is read in one direction, and in both."""

from dataclasses import dataclass

from core.lessons.settings import Settings, one_of, phrase
from core.shipped.store import FOLDER

STUDY = FOLDER / "date_fields_study.json"  # what `python -m train date_fields_study` has measured
READERS = ("both", "forward", "backward")  # of the two-way network: the directions left on


@dataclass(frozen=True, kw_only=True)
class DeepAndBidirectional(Settings):
    """The date, and which directions of the two-way network are left on."""

    date: str = phrase("4/30/2026", 1, 40)
    ways: str = one_of("both", READERS, shown=True)
