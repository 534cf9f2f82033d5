"""A synchronous grammar: every rule has a Chinese side and an English side with the same parts.

Lewis & Stearns 1968 ("Syntax-directed transduction"), as used for translation since Wu 1997.
A rule is written as people would write it on paper:

    tree("{who} 比 {other} {quality}", "{who} is {quality} than@比 {other}", who=…, …)

``{who}`` stands for the part of that name on both sides, which may stand in different places.
``than@比`` is an English word that surely translates 比, ``of~杯`` one that possibly has to do
with 杯, and a plain ``is`` translates nothing. ``{verb~了}`` is the part, whose words may also
have to do with 了. What stands behind @ and ~ is a word or a part of the same rule's Chinese
side; more than one are separated by commas. Word links are never listed: they follow.

Omits: left-recursive parsing. The grammar only writes, and reads only its own trees.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from core.parallel import Pair


@dataclass(frozen=True, slots=True)
class Item:
    """A word, or a part where ``slot`` is true, with the anchors of its links."""

    text: str
    slot: bool
    sure: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """Both sides of a rule. ``lexical``: its English words are content words where sure."""

    source: tuple[Item, ...]
    target: tuple[Item, ...]
    lexical: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """A rule with its parts filled in: a phrase in both languages.

    Attributes:
        rule: how the parts are put together.
        parts: the phrases in its slots.
        marks: what this rule shows, e.g. ``("relative",)``.
    """

    rule: Rule
    parts: dict[str, "Tree"]
    marks: tuple[str, ...] = ()


def _item(text: str) -> Item:
    slot = text.startswith("{")
    text = text.strip("{}")
    text, _, possible = text.partition("~")
    text, _, sure = text.partition("@")
    return Item(text, slot, _anchors(sure), _anchors(possible))


def _anchors(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


@cache
def rule(source: str, target: str, lexical: bool = False) -> Rule:
    """The rule whose two sides are written as the module says.

    Raises:
        ValueError: an anchor or a part of the English side that the Chinese side has not.
    """
    left, right = (tuple(map(_item, side.split())) for side in (source, target))
    known = {item.text for item in left}
    for item in right:
        named = {*item.sure, *item.possible, *([item.text] if item.slot else [])}
        if not named <= known | {item.text}:
            raise ValueError(f"{sorted(named - known)} is not on the Chinese side of: {source}")
    return Rule(left, right, lexical)


def tree(source: str, target: str, *marks: str, **parts: Tree) -> Tree:
    """A rule with its parts, e.g. ``tree("很 {q}", "very@很 {q}", q=word("高", "tall"))``."""
    return Tree(rule(source, target), parts, marks)


@cache
def word(chinese: str, english: str) -> Tree:
    """A word of the lexicon and its translation, one word or several: ``word("昨晚", "last night")``.

    ``the~`` marks an English word that has no counterpart of its own.
    """
    sources, words = chinese.split(), english.split()
    anchors = ",".join(dict.fromkeys(sources))
    marked = [f"{w}{anchors}" if w.endswith("~") else f"{w}@{anchors}" for w in words]
    return Tree(rule(chinese, " ".join(marked), lexical=True), {})


@cache
def english(text: str) -> Tree:
    """English words without a counterpart, e.g. ``english("does")``."""
    return Tree(rule("", text), {})


NOTHING = english("")  # what stands in a part that a sentence leaves out


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where everything of a tree's Chinese side stands."""

    tree: Tree
    spans: dict[str, tuple[int, ...]]
    parts: dict[str, "_Reading"]


def _read_source(tree: Tree, words: list[str]) -> _Reading:
    spans: dict[str, tuple[int, ...]] = {}
    parts = {}
    for item in tree.rule.source:
        start = len(words)
        if item.slot:
            parts[item.text] = _read_source(tree.parts[item.text], words)
        else:
            words.append(item.text)
        spans[item.text] = (*spans.get(item.text, ()), *range(start, len(words)))
    return _Reading(tree, spans, parts)


Written = tuple[str, frozenset[int], frozenset[int], bool]  # word, sure, possible, content


def _write_target(reading: _Reading, extra: frozenset[int]) -> Iterator[Written]:
    rule = reading.tree.rule
    for item in rule.target:
        possible = extra.union(*(reading.spans[a] for a in item.possible)) if item.possible else extra
        if not item.slot:
            sure = frozenset(p for a in item.sure for p in reading.spans[a])
            yield item.text, sure, sure | possible, rule.lexical and bool(sure)
        elif item.text in reading.parts:
            yield from _write_target(reading.parts[item.text], possible)
        else:  # words of English alone
            yield from _write_target(_Reading(reading.tree.parts[item.text], {}, {}), possible)


def _marks(tree: Tree) -> Iterator[str]:
    yield from tree.marks
    for part in tree.parts.values():
        yield from _marks(part)


def pair(tree: Tree) -> Pair:
    """Both sides of a whole tree, with the word links that follow from its rules."""
    source: list[str] = []
    reading = _read_source(tree, source)
    target = list(_write_target(reading, frozenset()))
    words, sure, possible, content = zip(*target, strict=True)
    return Pair(tuple(source), words, sure, possible, frozenset(_marks(tree)), content)
