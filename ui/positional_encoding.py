"""The parts of the lesson on positional encodings around its moving picture."""

from typing import Any

from core.positional_lesson import PositionalEncoding
from ui.controls import set_one


def pick(name: str, value: Any) -> None:
    """Take what was picked in the picture, as its control would."""
    rule = PositionalEncoding.rules().get(name)
    if rule is not None and rule.allows(value):
        set_one(PositionalEncoding, name, value)
