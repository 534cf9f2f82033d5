"""A Streamlit server in a process of its own, on a free port of this machine."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds until a server must listen
POLL = 0.01  # seconds


@dataclass(frozen=True)
class Server:
    """A server that listens."""

    port: int
    process: subprocess.Popen[bytes]
    spawned: float  # on the clock of time.perf_counter

    def resident(self) -> float:
        """Return the process's resident memory in MB (10⁶ bytes)."""
        asked = ["ps", "-o", "rss=", "-p", str(self.process.pid)]
        kibibytes = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
        return int(kibibytes) * 1024 / 1e6


@contextmanager
def serving(script: Path = ROOT / "app.py") -> Iterator[Server]:
    """Start `streamlit run script`, in the project's folder; stop it at the end.

    Raises:
        RuntimeError: the server ended or did not listen; with what it wrote.
    """
    port = _free_port()
    with tempfile.TemporaryFile() as log:
        spawned = time.perf_counter()
        process = subprocess.Popen(
            _command(script, port), cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            if not _listens(process, port):
                log.seek(0)
                raise RuntimeError(f"{script.name} does not serve: {log.read().decode()}")
            yield Server(port, process, spawned)
        finally:
            process.terminate()
            process.wait()


def _command(script: Path, port: int) -> list[str]:
    options = {"port": port, "address": HOST, "headless": "true"}
    flags = [f"--server.{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(script), *flags]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _listens(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until somebody may connect, or until the process has ended."""
    deadline = time.perf_counter() + PATIENCE
    while process.poll() is None and time.perf_counter() < deadline:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(POLL)
        else:
            return True
    return False
