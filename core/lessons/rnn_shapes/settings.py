"""The settings of four networks that read and write at different steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from core.lessons.settings import Held, Settings, one_of, phrase

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
        return super().recorded.with_defaults(*unread({"shape": self.shape}))


def unread(values: Mapping[str, Any]) -> dict[str, Held]:
    """The settings that are no input of the shape in ``values``: they have no control."""
    return {
        name: Held(RnnShapes.defaults()[name])
        for name in ("digit", "given", "back", "name", "date")
        if name not in USED[values.get("shape", "1n")]
    }
