"""The parts of the lesson on positional encodings around its moving picture."""

from typing import Any

from core.positional_lesson import USED, PositionalEncoding
from ui.controls import choice, set_one
from ui.text import Text


def picture_choice(text: Text) -> str:
    """Which of the pictures is shown."""
    words = {code: text[f"picture.{code}"] for code in USED}
    return choice(text["picture"], words, "picture", next(iter(USED)), label_visibility="collapsed")


def pick(name: str, value: Any) -> None:
    """Take what was picked in the picture, as its control would."""
    rule = PositionalEncoding.rules().get(name)
    if rule is not None and rule.allows(value):
        set_one(PositionalEncoding, name, value)
