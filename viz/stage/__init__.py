"""The stage's modules, joined into the one script and the one style sheet that a page takes.

Components v2 runs a single script, and a file opened from disk cannot import others. So the plain
ES modules of this folder are joined: imports depth first, `import` and `export` stripped, except
the entry's default export. All then share one scope, hence their top-level names must differ.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from viz import theme

FOLDER = Path(__file__).parent
ENTRY = "stage"

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.M)
_EXPORT = re.compile(r"^export (default )?", re.M)
_TOP_LEVEL = re.compile(r"^(?:async )?(?:function\*?|const|let|var|class) (\w+)", re.M)


class ModuleError(ValueError):
    """Modules that cannot be joined; the message says which and why."""


def assemble(entry: str, folder: Path = FOLDER) -> str:
    """Return `entry` and all that it imports as one ES module with the entry's default export.

    Raises `ModuleError` for an import that is missing, circular or of another form than
    `import { a, b } from "./module.js";`, and for a top-level name that occurs twice.
    """
    sources: dict[str, str] = {}
    _visit(entry, folder, sources, ())
    _check_names(sources)
    joined = [
        source if name == entry else _EXPORT.sub("", source) for name, source in sources.items()
    ]
    return "\n".join(joined)


def _visit(name: str, folder: Path, sources: dict[str, str], path: tuple[str, ...]) -> None:
    if name in sources:
        return
    if name in path:
        raise ModuleError(f"circular import: {' → '.join((*path, name))}")
    file = folder / f"{name}.js"
    if not file.is_file():
        raise ModuleError(
            f"{path[-1] if path else 'the entry'} imports {name}.js, which is missing"
        )
    source = file.read_text("utf-8")
    for needed in _IMPORT.findall(source):
        _visit(needed, folder, sources, (*path, name))
    source = _IMPORT.sub("", source)
    if left := re.search(r"^import\b.*", source, re.M):
        raise ModuleError(f"{name}.js has an import that cannot be joined: {left[0]}")
    sources[name] = source


def _check_names(sources: dict[str, str]) -> None:
    owner: dict[str, str] = {}
    for module, source in sources.items():
        for name in _TOP_LEVEL.findall(_EXPORT.sub("", source)):
            if name in owner:
                raise ModuleError(f"{name} is defined in {owner[name]}.js and in {module}.js")
            owner[name] = module


@cache
def script() -> str:
    """Return the stage's script."""
    return assemble(ENTRY)


@cache
def style() -> str:
    """Return the stage's style sheet: the theme's colours, then the rules of each module."""
    sheets = [path.read_text("utf-8") for path in sorted(FOLDER.glob("*.css"))]
    return "\n".join([theme.css_variables(), *sheets])
