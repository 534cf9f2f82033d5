"""A JavaScript engine for tests: the one that playwright brings."""

import json
import subprocess
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable

from viz.stage import FOLDER

COMMAND = [compute_driver_executable()[0], "--no-warnings"]
# Answers each line, a module and a function's source in the names that it exports, with the value.
SERVER = Path(__file__).parent / "server.mjs"


def run(source: str) -> str:
    """Return what an ES module prints."""
    command = [*COMMAND, "--input-type=module", "-"]
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Engine:
    """A process in which modules of the stage are loaded as they are, without a browser."""

    def __init__(self) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen([*COMMAND, SERVER], text=True, encoding="utf-8", **pipes)

    def __call__(self, module: str, function: str, *arguments: Any) -> Any:
        """Return the value of `function`, JavaScript in the names that the module exports."""
        address = (FOLDER / f"{module}.js").as_uri()
        # As literals of JavaScript, which knows NaN and Infinity.
        call = f"return ({function})({', '.join(json.dumps(value) for value in arguments)})"
        self.process.stdin.write(json.dumps({"address": address, "call": call}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer.get("value")

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(5)
        self.process.stdout.close()
