"""The settings of four networks that read and write at different steps."""

from dataclasses import dataclass
from typing import Self

from core.lessons.settings import Settings, one_of, phrase

USED = {"nn": ("date",), "n1": ("name",), "1n": ("digit", "given", "back"), "nm": ("date",)}
STEPS = 20  # that a speller is run for


@dataclass(frozen=True, kw_only=True)
class RnnShapes(Settings):
    """What the reader may set: the shape, and what its network reads."""

    shape: str = one_of("1n", USED)
    digit: str = one_of("7", "0123456789")
    given: str = one_of("first", ("first", "every"))
    back: str = one_of("off", ("off", "on"))
    name: str = phrase("portugiesisch", 1, 20)
    date: str = phrase("November 22, 2026", 4, 24)

    @property
    def recorded(self) -> Self:
        """What the recording depends on: what is no input of the shape is as at first."""
        unused = {name for names in USED.values() for name in names} - {*USED[self.shape]}
        return super().recorded.with_defaults(*unused)
