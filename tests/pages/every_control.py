"""Every control of a page at every one of its values, many controls at a time.

A page takes as long with one control moved as with all. So the first visit moves every control to
its low end or first code, the next one to its high end or second code, until every value has been
on the page; who fails is told the fewest controls that make it fail.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import cycle
from typing import Any, TypeVar

import pytest
from streamlit.testing.v1 import AppTest

from core.lessons.settings import Held, Settings
from ui.controls import LINKED
from ui.text import LANGUAGES

CONTROLS = (
    "button_group", "multiselect", "number_input", "select_slider", "selectbox", "slider",
    "text_area", "text_input",
)  # fmt: skip

Link = dict[str, str]  # names and values as in the address
S = TypeVar("S", bound=Settings)


def every_control(
    visit: Callable[..., AppTest],
    settings: type[Settings],
    values: Iterable[tuple[str, str]],
    *scenes: Link,
    look: Callable[[AppTest, Link], None],
) -> None:
    """Visit the page until every control has had each of its ``values``; in turn in each language.

    ``look`` sees each page and the link that opened it. A control that stands only beside certain
    values of others has its turn in one of the ``scenes``, a link that sets those; what a scene
    sets itself has been tried with it.
    """
    left, languages = list(values), cycle(LANGUAGES)

    def look_at(link: Link) -> Link:
        app = visit(reveal="1", **link)
        assert not app.error, [error.value for error in app.error]
        look(app, link)
        return standing(app, settings)

    for scene in scenes or ({},):
        stood: set[str] = set()
        while left:
            here = _named(look_at, _first(left) | {"lang": next(languages)} | scene) | scene
            stood |= set(here)
            before, left = left, [pair for pair in left if pair not in here.items()]
            if left == before or stood.isdisjoint(dict(left)):
                break
    assert not left, f"no control takes {said(left)}"


def _first(pairs: Iterable[tuple[str, str]]) -> Link:
    """The first value of each control."""
    link: Link = {}
    for name, value in pairs:
        link.setdefault(name, value)
    return link


def _named(look_at: Callable[[Link], Link], link: Link) -> Link:
    """Look at a page; where that fails, name the fewest parts of the link that it takes."""

    def fails(some: Link) -> bool:
        try:
            look_at(some)
        except Exception:
            return True
        return False

    try:
        return look_at(link)
    except Exception as error:
        pytest.fail(f"{said(least(link, fails).items())}: {error}")


def least(link: Link, fails: Callable[[Link], bool]) -> Link:
    """The part of a link that fails still, but no more without any one of its values."""
    for name in list(link):
        rest = {other: value for other, value in link.items() if other != name}
        link = rest if fails(rest) else link
    return link


def said(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values as one reads them in an address."""
    return "&".join(f"{name}={value}" for name, value in pairs)


def standing(app: AppTest, settings: type[Settings]) -> Link:
    """What the controls that are on the page are set to, and what is picked in the picture."""
    rules, found = settings.rules(), {}
    for name in settings.declared(*LINKED):
        found[name] = "".join(app.query_params.get(name, [str(settings.defaults()[name])]))
    for control in (each for kind in CONTROLS for each in app.get(kind)):
        name = (control.key or "").split(":")[0]
        if name in rules:
            found[name] = written(control.value)
    return found


def written(value: Any) -> str:
    """A control's value as a link writes it."""
    if isinstance(value, list | None):
        return ".".join(value or [])
    return value if isinstance(value, str) else f"{value:g}"


def meant(
    settings: type[S], link: Link, fixed: Callable[[Mapping[str, Any]], Mapping] = lambda _: {}
) -> S:
    """The settings that a link means, but for what the others decide as ``fixed`` says."""
    defaults = settings.defaults()
    values = {name: type(default)(link.get(name, default)) for name, default in defaults.items()}
    decided = {
        name: item.value if isinstance(item, Held) else item.values[-1]
        for name, item in fixed(values).items()
    }
    return settings(**values | decided)
