"""A reader without a browser: speaks Streamlit's own protocol, as its front end does."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

PROTOCOL = Subprotocol("streamlit")
KEPT = 500  # messages of at least 10 kB that the front end need not be sent again


@dataclass
class Viewer:
    """One open page, and what its reader's browser says again at each rerun."""

    socket: ClientConnection
    page: str
    query: str
    page_hash: str = ""
    title: str = ""
    kept: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT))
    arrived: dict[str, float] = field(default_factory=dict)
    elements: int = 0  # of the last rerun, and blocks that hold others

    async def rerun(self) -> float:
        """Run the page's script once; return the seconds until its last message is here.

        `arrived` then holds when the first element of each kind came, on time.perf_counter.

        Raises:
            RuntimeError: the script failed or showed an exception.
        """
        self.arrived.clear()
        self.elements = 0
        asked = time.perf_counter()
        await self.socket.send(self._request().SerializeToString())
        while True:
            message = ForwardMsg.FromString(await self.socket.recv(decode=False))
            if message.WhichOneof("type") == "script_finished":
                break
            self._note(message)
        taken = time.perf_counter() - asked
        done = message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        if not done or "exception" in self.arrived:
            raise RuntimeError(f"the page {self.page!r} failed with {self.query!r}")
        return taken

    def _request(self) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self.query
        state.page_name = "" if self.page_hash else self.page
        state.page_script_hash = self.page_hash
        state.cached_message_hashes.extend(self.kept)
        state.context_info.locale = "en-GB"
        return message

    def _note(self, message: ForwardMsg) -> None:
        """Remember what the front end remembers."""
        if message.metadata.cacheable:
            self.kept.append(message.hash)
        match message.WhichOneof("type"):
            case "navigation":
                self.page_hash = message.navigation.page_script_hash
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "ref_hash":
                self.elements += 1
            case "delta":
                self.elements += 1
                kind = message.delta.new_element.WhichOneof("type")
                if kind is not None:
                    self.arrived.setdefault(kind, time.perf_counter())
                if kind == "heading" and message.delta.new_element.heading.tag == "h1":
                    self.title = message.delta.new_element.heading.body


@asynccontextmanager
async def viewer(port: int, page: str = "", query: str = "") -> AsyncIterator[Viewer]:
    """Open a page of the server on this machine; its first rerun draws it."""
    url = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(url, subprotocols=[PROTOCOL], max_size=None, compression=None) as socket:
        yield Viewer(socket, page, query)
