"""Computations that are walked forward and backward, for the gallery."""

from typing import Any

from core.lessons.backprop.lesson import record_lesson
from core.lessons.backprop.settings import Backprop
from ui.text import load
from viz.lessons.backprop import stage
from viz.view import Stage

# As many names and operations as there may be, with small numbers, which are the longest.
WIDE = (
    "a = -1e-7; b = 2e-7; c = 3e-5; d = -4e-9; e = 5e-4; f = 6e-6;"
    " tanh(a) * exp(b) + tanh(c) * relu(d) + tanh(e) * exp(f) + a"
)


def walked(language: str, covered: bool = False, **settings: Any) -> Stage:
    """The lesson's graph and its cards."""
    made, words = Backprop(**settings), load("backprop", language).labels
    return stage(record_lesson(made), made, words=words, covered=covered)
