"""Choices: buttons in a row on the stage itself, so that the other views move to what is picked."""

from collections.abc import Mapping

from viz.view import View


def choices(name: str, options: Mapping[str, str], *, label: str) -> View:
    """Return buttons for ``options`` (code → word); the stage's ``picked[name]`` is pressed."""
    data = {"name": name, "options": [list(option) for option in options.items()], "label": label}
    return View(kind="choices", data=data, summary=label)
