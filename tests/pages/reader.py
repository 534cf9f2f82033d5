"""A reader of the app without a browser: opens a lesson by its link, and sees what it was given."""

import base64
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from core.lessons.settings import Between, OneOf, Settings
from tests.patience import PATIENCE

PROJECT = Path(__file__).parents[2]


def visitor(stem: str) -> Callable[..., AppTest]:
    """`visit = visitor("gru")`; then `visit(reveal="1", lang="zh")` opens the lesson."""
    (page,) = (PROJECT / "pages").glob(f"*/{stem}.py")
    return partial(_visit, page)


def _visit(page: Path, **link: str) -> AppTest:
    app = AppTest.from_file(str(PROJECT / "ui/main.py"), default_timeout=PATIENCE)
    for key, value in {"lang": "en", **link}.items():
        app.query_params[key] = value
    app.switch_page(str(page)).run()
    assert not app.exception, [each.value for each in app.exception]
    return app


def payload(app: AppTest, index: int = 0) -> dict[str, Any]:
    """What a moving picture was given."""
    return json.loads(app.get("bidi_component")[index].proto.json)[0]


def verdict(app: AppTest) -> tuple[str, str]:
    """How the guess came out, by its mark and in words, as it stands at the picture's foot."""
    found = payload(app)["verdict"]
    return found["mark"], found["said"]


def tell(app: AppTest, picks: dict[str, Any], message: int = 1) -> dict[str, Any]:
    """Say what was picked in the first picture, as the browser does; return what now is."""
    states = app._tree.get_widget_states()
    state = states.widgets.add()
    state.id = app.get("bidi_component")[0].proto.id
    state.json_value = json.dumps({"told": {"message": message, "picks": picks}})
    app._run(states)
    assert not app.exception
    return payload(app)["picked"]


def views(app: AppTest, index: int = 0) -> dict[str, Any]:
    """The data of a moving picture's views, by kind."""
    return {view["kind"]: view["data"] for view in payload(app, index)["views"]}


def numbers(packed: Any) -> np.ndarray:
    """An array that was packed for the browser."""
    if isinstance(packed, list):
        return np.array(packed)
    return np.frombuffer(base64.b64decode(packed["b64"]), packed["dtype"]).reshape(packed["shape"])


def said(app: AppTest) -> str:
    """All running text of the page."""
    return " ".join(element.value for element in app.markdown)


def extremes(settings: type[Settings], without: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Each control with its ends, or with each of its codes, as a link writes them."""
    for name, rule in settings.rules().items():
        if isinstance(rule, Between) and name not in without:
            yield from ((name, f"{end:g}") for end in (rule.low, rule.high))
        elif isinstance(rule, OneOf) and name not in without:
            yield from ((name, code) for code in rule.codes)
