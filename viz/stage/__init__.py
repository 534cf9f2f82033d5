"""The stage's script and style sheet: its player, and the kinds of view that it draws.

A kind of view is a module of `views/*/` with a default export: a class that is built with
`(host, data, stage)` and has `layout(width)`, `draw()` and, if it is a picture, `describe()`.
Its name is the module's. The style sheet of a module lies beside it.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

from viz import theme
from viz.stage.assembler import Module, ModuleError, join, resolve

FOLDER = Path(__file__).parent


@cache
def kinds() -> dict[str, str]:
    """Return the kinds of view, each with the address of its module."""
    found: dict[str, str] = {}
    for path in sorted(FOLDER.glob("views/*/*.js")):
        address = path.relative_to(FOLDER).with_suffix("").as_posix()
        if "default" not in Module(address, path.read_text("utf-8")).exports:
            continue
        if path.stem in found:
            raise ModuleError(
                f"{found[path.stem]}.js and {address}.js are both the kind {path.stem}"
            )
        found[path.stem] = address
    return found


def script(only: Collection[str] | None = None) -> str:
    """Return the stage as one ES module that mounts it, with all kinds of view or some."""
    return _script(_chosen(only))


def style(only: Collection[str] | None = None) -> str:
    """Return the theme's colours and the rules of each module, with all kinds of view or some."""
    return _style(_chosen(only))


def _chosen(only: Collection[str] | None) -> tuple[str, ...]:
    unknown = set(only or ()) - set(kinds())
    if unknown:
        raise ModuleError(f"no kind of view is called {', '.join(sorted(unknown))}")
    return tuple(kind for kind in kinds() if only is None or kind in only)


def _entry(chosen: tuple[str, ...]) -> str:
    """The source of a module that knows the chosen kinds by their names."""
    imports = [f'import {kind} from "./{kinds()[kind]}.js";\n' for kind in chosen]
    stage = 'import { stageOf } from "./player/stage.js";\n'
    return f"{stage}{''.join(imports)}\nexport default stageOf({{ {', '.join(chosen)} }});\n"


@cache
def _modules(chosen: tuple[str, ...]) -> list[Module]:
    return resolve(_entry(chosen), FOLDER)


@cache
def _script(chosen: tuple[str, ...]) -> str:
    return join(_modules(chosen))


@cache
def _style(chosen: tuple[str, ...]) -> str:
    paths = [FOLDER / f"{module.address}.css" for module in _modules(chosen)]
    sheets = [path.read_text("utf-8") for path in paths if path.is_file()]
    return "\n".join([theme.css_variables(), *sheets])
