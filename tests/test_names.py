"""Words about the code name what is there: files by their path, modules and what they hold."""

import ast
import io
import re
import tokenize
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("core", "viz", "ui", "pages", "train", "bench", "tests")
PLACES = (*LAYERS, "text/en", "text/zh", "data", "docs", "weights")
WRITTEN = [
    path
    for place in ("README.md", "core", "viz", "ui", "pages", "train", "bench", "text", "data")
    for path in sorted([ROOT / place, *(ROOT / place).rglob("*")])
    if path.suffix in {".py", ".js", ".md"}
]
SAID = {tokenize.STRING, tokenize.COMMENT, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
DOTTED = re.compile(rf"(?<![\w./])(?:{'|'.join(LAYERS)})(?:\.[a-zA-Z_]\w*)+(?![\w/])")
PATH = re.compile(rf"(?<![\w./])(?:{'|'.join(PLACES)})/[\w./*<>{{}}-]*[\w*>}}/]")
BARE = re.compile(r"(?<![\w./])\w+\.(?:py|js|css)\b")


@cache
def defined(path):
    """Names at the top of a module, keys of a table there too, and in its classes "Class.name"."""
    names = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        names |= set(bound(node))
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}.{name}" for part in node.body for name in bound(part)}
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
            names |= {key.value for key in node.value.keys if isinstance(key, ast.Constant)}
    return names


def bound(node):
    """The names that a statement gives."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    for part in ast.walk(node) if isinstance(node, ast.Assign | ast.AnnAssign | ast.If) else ():
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            yield part.id
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name for alias in node.names)


def module(parts):
    """The file of a module or package, or None."""
    file = ROOT.joinpath(*parts)
    found = (file.with_suffix(".py"), file / "__init__.py", file)
    return next((path for path in found if path.exists()), None)


def exists(name):
    """Whether a dotted name is a module, or something that a module holds."""
    parts = name.split(".")
    known = max(k for k in range(1, len(parts) + 1) if module(parts[:k]))
    rest, file = ".".join(parts[known:]), module(parts[:known])
    return not rest or (file.is_file() and rest in defined(file))


@pytest.mark.parametrize(
    "name", ["core", "core.record", "core.networks.gru.step", "core.traces.base.Trace.frame", "ui"]
)
def test_what_is_there_is_found(name):
    assert exists(name)


@pytest.mark.parametrize(
    "name", ["core.gru", "core.networks.gru.stride", "core.traces.base.Trace.frames", "ui.choice"]
)
def test_what_is_not_there_is_missed(name):
    assert not exists(name)


@cache
def words(path):
    """What a file says: all of a text, the comments and strings of a module."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return text
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return "\n".join(token.string for token in tokens if token.type in SAID)


def named(pattern):
    """Every file that says something of the pattern, and what it says."""
    for path in WRITTEN:
        yield from ((str(path.relative_to(ROOT)), found) for found in pattern.findall(words(path)))


def test_modules_that_are_named_are_there_and_hold_what_is_said():
    assert [(where, name) for where, name in named(DOTTED) if not exists(name)] == []


def test_files_that_are_named_are_there():
    """With a star for each name in brackets: "text/en/<stem>.md"."""
    wrong = [
        (where, name)
        for where, name in named(PATH)
        if not any(ROOT.glob(re.sub(r"<\w+>|\{\w*\}", "*", name).rstrip("/")))
    ]
    assert wrong == []


def test_files_that_are_named_without_their_folder_are_somewhere():
    known = {path.name for path in ROOT.rglob("*") if path.suffix in {".py", ".js", ".css"}}
    assert [(where, name) for where, name in named(BARE) if name not in known] == []
