"""Settings of a lesson: each field with its default and its rule, in one place.

The page draws one control per field, the link keeps one parameter per field, and anything outside
a rule is refused with the field, the rule and the value.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self, TypedDict, Unpack

from core.errors import InputError

DIGITS = 9  # of a whole number in a link


@dataclass(frozen=True)
class Between:
    """A number from ``low`` to ``high``, both included; the control moves by ``step``."""

    low: float
    high: float
    step: float

    def __str__(self) -> str:
        return f"{self.low:g}–{self.high:g}"

    def allows(self, value: Any) -> bool:
        """Say whether ``value`` is a number in the range (NaN is not)."""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and self.low <= value <= self.high


@dataclass(frozen=True)
class OneOf:
    """One of a few codes."""

    codes: tuple[str, ...]

    def __str__(self) -> str:
        return "one of " + ", ".join(self.codes)

    def allows(self, value: Any) -> bool:
        """Say whether ``value`` is one of the codes."""
        return value in self.codes


@dataclass(frozen=True)
class SomeOf:
    """Any number of a few codes, written as one word: "place.time", or "" for none."""

    codes: tuple[str, ...]

    def __str__(self) -> str:
        return "some of " + ", ".join(self.codes)

    def allows(self, value: Any) -> bool:
        """Say whether ``value`` names codes, each once and in their order."""
        return isinstance(value, str) and value == self.joined(split_codes(value))

    def joined(self, picked: Iterable[str]) -> str:
        """Write those of the codes that are picked as one word."""
        chosen = set(picked)
        return ".".join(code for code in self.codes if code in chosen)


def split_codes(value: str) -> tuple[str, ...]:
    """Return the codes of a word that `SomeOf` allows."""
    return tuple(value.split(".")) if value else ()


@dataclass(frozen=True)
class AtMost:
    """A text of ``low`` to ``high`` characters."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}–{self.high} characters"

    def allows(self, value: Any) -> bool:
        """Say whether ``value`` is a text of such a length."""
        return isinstance(value, str) and self.low <= len(value) <= self.high


@dataclass(frozen=True)
class Held:
    """A setting that others decide: its value, and the label of the reason ("" hides it)."""

    value: Any
    reason: str = ""
    shown: str = ""  # instead of the value


@dataclass(frozen=True)
class Among:
    """A setting that others narrow down to a few values; the last one is the default."""

    values: tuple[Any, ...]


class Use(TypedDict, total=False):
    """What a field is for, where it is not a control that decides what is recorded."""

    shown: bool  # chooses only what of the recording is shown, and how
    picked: bool  # is picked in the moving picture, and has no other control
    pressed: bool  # is moved on by a button, and has no other control


def between(default: float, low: float, high: float, step: float = 1, **use: Unpack[Use]) -> Any:
    """Declare a number with its range."""
    return field(default=default, metadata={"rule": Between(low, high, step), **use})


def one_of(default: str, codes: Iterable[str], **use: Unpack[Use]) -> Any:
    """Declare a choice among codes."""
    return field(default=default, metadata={"rule": OneOf(tuple(codes)), **use})


def some_of(default: str, codes: Iterable[str], **use: Unpack[Use]) -> Any:
    """Declare a choice of any number of codes, joined by dots."""
    return field(default=default, metadata={"rule": SomeOf(tuple(codes)), **use})


def phrase(default: str, low: int, high: int, **use: Unpack[Use]) -> Any:
    """Declare a text with the range of its length."""
    return field(default=default, metadata={"rule": AtMost(low, high), **use})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Base of a lesson's settings; checks every field that has a rule.

    Raises:
        InputError: a value is outside its field's rule.
    """

    def __post_init__(self) -> None:
        for item in fields(self):
            rule, value = item.metadata.get("rule"), getattr(self, item.name)
            if rule is not None and not rule.allows(value):
                raise InputError(item.name, str(rule), value)

    @classmethod
    def rules(cls) -> dict[str, Between | OneOf | SomeOf | AtMost]:
        """Return every field's rule, in the order of the class."""
        return {f.name: f.metadata["rule"] for f in fields(cls) if "rule" in f.metadata}

    @classmethod
    def defaults(cls) -> dict[str, Any]:
        """Return every field's default, in the order of the class."""
        return {f.name: f.default for f in fields(cls) if "rule" in f.metadata}

    @classmethod
    def read(cls, name: str, said: object) -> Any:
        """Return a field's value from what a link or a browser says; None where that cannot be."""
        value = said
        if isinstance(cls.defaults()[name], int) and isinstance(said, str):
            value = int(said) if said.isdecimal() and len(said) <= DIGITS else None
        return value if cls.rules()[name].allows(value) else None

    @classmethod
    def declared(cls, *uses: str) -> tuple[str, ...]:
        """Return the fields with one of these uses (see `Use`), in the order of the class."""
        return tuple(f.name for f in fields(cls) if any(f.metadata.get(use) for use in uses))

    @property
    def picked(self) -> dict[str, Any]:
        """What is picked in the moving picture, by field."""
        return {name: getattr(self, name) for name in self.declared("picked")}

    @property
    def recorded(self) -> Self:
        """What the recording depends on; what only chooses what of it is shown is as at first."""
        return self.with_defaults(*self.declared("shown"))

    def with_defaults(self, *names: str) -> Self:
        """Return the settings with the fields ``names`` at their defaults."""
        return replace(self, **{name: self.defaults()[name] for name in names})

    def changed(self) -> dict[str, Any]:
        """Return the values that differ from their defaults, in the order of the class."""
        values = {name: getattr(self, name) for name in self.defaults()}
        return {name: value for name, value in values.items() if value != self.defaults()[name]}

    def in_python(self) -> str:
        """Write the call that makes these settings; what is as at first goes without saying."""
        arguments = ", ".join(f"{name}={value!r}" for name, value in self.changed().items())
        return f"{type(self).__name__}({arguments})"
