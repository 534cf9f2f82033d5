"""ES modules joined into one, each in a scope of its own.

Components v2 runs a single script, and a file opened from disk cannot import others. So a module
becomes a function that is called at once and returns what it exports, behind the modules that it
imports. As in files of their own, two modules may use the same name.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_IMPORT = re.compile(r'^import (?:(\w+)|\{([^}]*)\}) from "(\.[\w./]*)\.js";\n', re.M)
_EXPORT = re.compile(r"^export (default )?(?=(?:async )?(?:function\*?|class|const) (\w+))", re.M)


class ModuleError(ValueError):
    """Modules that cannot be joined; the message says which and why."""


@dataclass(frozen=True)
class Module:
    """A module's source, and its address: its path in the folder without `.js`."""

    address: str
    source: str

    @property
    def imports(self) -> Iterator[tuple[str, list[str]]]:
        """The addresses of the modules that it imports, with the names that it takes from each."""
        for default, names, path in _IMPORT.findall(self.source):
            yield self._address(path), ["default"] if default else re.findall(r"\w[^,\n]*\b", names)

    @cached_property
    def exports(self) -> dict[str, str]:
        """The names that it exports, and how an object's literal writes each."""
        found = _EXPORT.findall(self.source)
        return dict(
            ("default", f"default: {name}") if default else (name, name) for default, name in found
        )

    @property
    def bound(self) -> str:
        """The source with constants in place of its imports."""

        def constants(found: re.Match[str]) -> str:
            default, names, path = found.groups()
            taken = f" default: {default} " if default else names
            return f"const {{{taken}}} = {_variable(self._address(path))};\n"

        return self._without("import", _IMPORT.sub(constants, self.source))

    @property
    def scope(self) -> str:
        """The module as a constant that holds its exports."""
        body = self._without("export", _EXPORT.sub("", self.bound))
        returned = ", ".join(self.exports.values())
        function = f"() => {{\n{body}\nreturn {{ {returned} }};\n}}"
        return f"const {_variable(self.address)} = ({function})();\n"

    def _address(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.address), path))

    def _without(self, statement: str, source: str) -> str:
        if left := re.search(rf"^{statement}\b.*", source, re.M):
            raise ModuleError(f"{self} has an {statement} that cannot be joined: {left[0]}")
        return source

    def __str__(self) -> str:
        return f"{self.address}.js" if self.address else "the entry"


def join(modules: Sequence[Module]) -> str:
    """Return modules as one, each behind those that it imports: what the last exports, it exports.

    A module may `import { a, b } from "./folder/module.js";` and `import a from "../module.js";`;
    it may `export` the declaration of a `const`, a function or a class, one of them as `default`.

    Raises `ModuleError` for an import or export of another form.
    """
    *needed, last = modules
    return "\n".join([*(module.scope for module in needed), last.bound])


def resolve(entry: str, folder: Path) -> list[Module]:
    """Return all modules that `entry`, the source of a module in `folder`, needs, and itself, last.

    Each stands behind those that it imports.

    Raises `ModuleError` for an import that is missing or circular, and for a name that the imported
    module does not export.
    """
    found: dict[str, Module] = {}
    _visit(Module("", entry), folder, found, ())
    return list(found.values())


def _visit(
    module: Module, folder: Path, found: dict[str, Module], path: tuple[Module, ...]
) -> None:
    path = (*path, module)
    for address, names in module.imports:
        if address in [before.address for before in path]:
            raise ModuleError(f"circular import: {' → '.join(map(str, path))} → {address}.js")
        if address not in found:
            _visit(_read(address, folder, module), folder, found, path)
        for name in names:
            if name not in found[address].exports:
                raise ModuleError(f"{module} imports {name}, which {address}.js does not export")
    found[module.address] = module


def _read(address: str, folder: Path, importer: Module) -> Module:
    file = folder / f"{address}.js"
    if not file.is_file():
        raise ModuleError(f"{importer} imports {address}.js, which is missing")
    return Module(address, file.read_text("utf-8"))


def _variable(address: str) -> str:
    """The constant that holds a module's exports; no module uses such a name itself."""
    return f"${address.replace('/', '$')}"
