"""The page around the app (index.html): our style comes first, and what a lesson needs at once.

Streamlit's page asks for the modules of its widgets one after the other, when the first script has
run, and draws a style block like any other element: late. Where the server is `app.py`, both stand
in the page itself.
"""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit

from ui.style import block

# What every lesson draws before or with its picture, and what these modules ask for themselves.
MODULES = (
    "BidiComponent",
    "serialization",
    "recordbatch",
    "Html",
    "purify.es",
    "Radio",
    "Button",
    "ButtonGroup",
    "Slider",
    "TextInput",
    "PageLink",
    "DownloadButton",
)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

_IMPORTED = re.compile(r'(?:from|import)\s*"\./([\w.-]+\.js)"')
_STATIC = Path(streamlit.__file__).parent / "static" / "static" / "js"


class Shell:
    """Middleware that puts our style and the first modules into the head of the page."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer as the app does; a page gets its head, and is not compressed for that."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        held: list[Message] = []

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                held.append(message)
            elif not held:
                await send(message)
            elif message["type"] == "http.response.body":
                await _whole(held, message, send)

        wants_a_page = any(k == b"accept" and b"text/html" in v for k, v in scope["headers"])
        return await self.app(
            {**scope, "headers": plain} if wants_a_page else scope, receive, answer
        )


async def _whole(held: list[Message], message: Message, send: Send) -> None:
    """Keep a page's parts until it is whole, then send it with its head."""
    held.append(message)
    if message.get("more_body"):
        return
    start, *parts = held
    body = _with_head(b"".join(part.get("body", b"") for part in parts))
    kept = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
    await send({**start, "headers": [*kept, (b"content-length", str(len(body)).encode())]})
    await send({"type": "http.response.body", "body": body})
    held.clear()


def _is_page(start: Message) -> bool:
    return any(k.lower() == b"content-type" and b"text/html" in v for k, v in start["headers"])


def _with_head(page: bytes) -> bytes:
    return page.replace(b"</head>", f"{head()}</head>".encode(), 1)


@cache
def head() -> str:
    """Return what the head of the page gets."""
    links = (
        f'<link rel="modulepreload" crossorigin href="./static/js/{path.name}">'
        for path in modules()
    )
    return "".join([*links, block()])


def modules() -> list[Path]:
    """Return the files of `MODULES` in the installed Streamlit, with all that they import."""
    found: dict[Path, None] = {}
    waiting = [path for name in MODULES for path in _named(name)]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = None
            waiting += [_STATIC / name for name in _IMPORTED.findall(path.read_text("utf-8"))]
    return list(found)


def _named(name: str) -> list[Path]:
    """A module's file: its name ends in a digest."""
    named = re.compile(rf"{re.escape(name)}\.[\w-]{{8}}\.js")
    return [path for path in sorted(_STATIC.iterdir()) if named.fullmatch(path.name)]
