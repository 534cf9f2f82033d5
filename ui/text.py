"""Words of every page, kept apart from code: text/<language>/<stem>.md.

A file has a YAML header (title, part, order, symbols, labels) and ``## key`` sections in Markdown.
``@{name}`` in a section is replaced by a live number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from string import Template
from time import monotonic
from types import MappingProxyType
from typing import Any, Self

import frontmatter

ROOT = Path(__file__).parent.parent / "text"
LANGUAGES = {"en": "English", "zh": "中文"}
STAGE = "stage"  # the words of all moving pictures


_LESSON = re.compile(r"\]\(lesson:(\w+)\)")


class _Live(Template):
    """LaTeX owns the dollar sign, so live numbers are written ``@{name}``."""

    delimiter = "@"


@dataclass(frozen=True)
class Text:
    """One lesson's words in one language; ``symbols`` are codes of the glossary."""

    stem: str
    language: str
    title: str
    part: str = ""
    order: int = 0
    symbols: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, key: str, **numbers: object) -> str:
        """Return the section ``key`` with its live numbers filled in.

        ``[words](lesson:stem)`` leads to a lesson in the same language.
        """
        linked = _LESSON.sub(rf"](./\1?lang={self.language})", self.sections[key])
        return _Live(linked).substitute(numbers)

    def __getitem__(self, key: str) -> str:
        """Return the label ``key``: a word or a line without live numbers."""
        return self.labels[key]

    def words(self, prefix: str) -> dict[str, str]:
        """Labels ``prefix.code: word`` as ``{code: word}``, in the order of the file."""
        start = f"{prefix}."
        return {k.removeprefix(start): v for k, v in self.labels.items() if k.startswith(start)}

    def variant(self, name: str) -> Self:
        """The words with the labels ``name.x`` and sections ``name_x`` in the place of x."""
        start = f"{name}_"
        sections = {
            key.removeprefix(start): said
            for key, said in self.sections.items()
            if key.startswith(start)
        }
        return replace(
            self,
            labels={**self.labels, **self.words(name)},
            sections={**self.sections, **sections},
        )


@lru_cache(maxsize=256)
def _read(path: Path, _modified: int) -> Text:
    document = frontmatter.loads(path.read_text(encoding="utf-8"))
    _, *parts = re.split(r"^## (\w+)\n", document.content, flags=re.M)
    sections = {k: body.strip() for k, body in zip(parts[::2], parts[1::2], strict=True)}
    head: dict[str, Any] = dict(document.metadata)
    labels = {str(k): str(v) for k, v in head.pop("labels", {}).items()}
    symbols = tuple(str(head.pop("symbols", "")).split())
    return Text(
        stem=path.stem,
        language=path.parent.name,
        symbols=symbols,
        labels=MappingProxyType(labels),
        sections=MappingProxyType(sections),
        **head,
    )


def load(stem: str, language: str) -> Text:
    """Read ``text/<language>/<stem>.md``, again within a second after the file has changed.

    A lesson's labels have those of its moving pictures among them.
    """
    return _load(ROOT / language, stem, _now())


def lessons(language: str) -> tuple[Text, ...]:
    """Return every lesson's text, in the order of the road."""
    return _lessons(ROOT / language, _now())


def _now() -> int:
    """The second: a page asks for its words some sixty times in one run."""
    return int(monotonic())


@lru_cache(maxsize=256)
def _load(folder: Path, stem: str, now: int) -> Text:
    path = folder / f"{stem}.md"
    text = _read(path, path.stat().st_mtime_ns)
    if not text.part:
        return text
    return replace(text, labels={**_load(folder, STAGE, now).labels, **text.labels})


@lru_cache(maxsize=len(LANGUAGES))
def _lessons(folder: Path, now: int) -> tuple[Text, ...]:
    texts = [_load(folder, path.stem, now) for path in folder.glob("*.md")]
    parts = list(_load(folder, "app", now).words("part"))
    found = (text for text in texts if text.part)
    return tuple(sorted(found, key=lambda text: (parts.index(text.part), text.order)))
