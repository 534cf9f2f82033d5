"""Code that is shown, run as it is."""

import io
from contextlib import chdir, redirect_stdout
from pathlib import Path


def printed(code: str, folder: Path | str = ".") -> str:
    """What a snippet prints when it runs in a folder, with no name defined but its own."""
    said = io.StringIO()
    with chdir(folder), redirect_stdout(said):
        exec(compile(code, "snippet", "exec"), {"__name__": "__main__"})  # noqa: S102
    return said.getvalue()
