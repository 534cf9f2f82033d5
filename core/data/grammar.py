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

from dataclasses import dataclass
from functools import cache

from core.data.sentence_pairs import Pair


@dataclass(frozen=True, slots=True)
class Item:
    """A word, or a part where ``slot`` is true, with the anchors of its links."""

    text: str
    slot: bool
    sure: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)  # each rule is made once, see ``rule``
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
        ValueError: an anchor of the English side that the Chinese side has not, or has twice.
    """
    left, right = (tuple(map(_item, side.split())) for side in (source, target))
    texts = [item.text for item in left]
    known = set(texts)
    if len(known) < len(texts):
        raise ValueError(f"something stands twice, which links could not tell apart: {source}")
    for item in right:
        named = {*item.sure, *item.possible}
        if not named <= known:
            raise ValueError(f"{sorted(named - known)} is not on the Chinese side of: {source}")
    return Rule(left, right, lexical)


def tree(source: str, target: str, *marks: str, **parts: Tree) -> Tree:
    """A rule with its parts, e.g. ``tree("很 {q}", "very@很 {q}", q=word("高", "tall"))``."""
    return Tree(rule(source, target), parts, marks)


@cache
def word(chinese: str, english: str) -> Tree:
    """A word of the lexicon and its translation, which may be several: ``"昨晚", "last night"``.

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


def function(chinese: str, text: str) -> Tree:
    """A word of the grammar, not of the lexicon: linked, but no content word."""
    return tree(chinese, f"{text}@{chinese}")


NOTHING = english("")  # what stands in a part that a sentence leaves out


Token = tuple[str, frozenset[int], frozenset[int], bool]  # word, sure, possible, content
Spans = dict[str, range]  # where the words and parts of a rule stand in the sentence


def _read(tree: Tree, source: list[str], marks: list[str]) -> list[Token]:
    """Put a tree's Chinese words behind ``source``; return its English ones with their links."""
    marks += tree.marks
    if not tree.parts:
        source += [item.text for item in tree.rule.source]
        return _leaf(tree.rule, len(source) - len(tree.rule.source))
    spans: Spans = {}
    written: dict[str, list[Token]] = {}
    for item in tree.rule.source:
        start = len(source)
        if item.slot:
            written[item.text] = _read(tree.parts[item.text], source, marks)
        else:
            source.append(item.text)
        spans[item.text] = range(start, len(source))
    target: list[Token] = []
    for item in tree.rule.target:
        if not item.slot:
            target.append(_token(item, tree.rule, spans))
            continue
        part = written.get(item.text)
        if part is None:  # words of English alone
            part = _read(tree.parts[item.text], source, marks)
        target += _also(part, _positions(item.possible, spans))
    return target


@cache
def _leaf(rule: Rule, start: int) -> list[Token]:
    """The English words of a rule without parts whose Chinese ones begin at ``start``."""
    spans = {item.text: range(p, p + 1) for p, item in enumerate(rule.source, start)}
    return [_token(item, rule, spans) for item in rule.target]


def _token(item: Item, rule: Rule, spans: Spans) -> Token:
    sure = _positions(item.sure, spans)
    possible = _positions((*item.sure, *item.possible), spans) if item.possible else sure
    return item.text, sure, possible, rule.lexical and bool(sure)


def _also(part: list[Token], possible: frozenset[int]) -> list[Token]:
    """The same words, which may have to do with these positions, too."""
    if not possible:
        return part
    return [(word, sure, before | possible, content) for word, sure, before, content in part]


def _positions(anchors: tuple[str, ...], spans: Spans) -> frozenset[int]:
    if not anchors:
        return NOWHERE
    return _shared(tuple(p for anchor in anchors for p in spans[anchor]))


@cache
def _shared(positions: tuple[int, ...]) -> frozenset[int]:
    """One set for the same positions everywhere: a corpus holds a million of them."""
    return frozenset(positions)


NOWHERE: frozenset[int] = frozenset()


def pair(tree: Tree) -> Pair:
    """Both sides of a whole tree, with the word links that follow from its rules."""
    source: list[str] = []
    marks: list[str] = []
    words, sure, possible, content = zip(*_read(tree, source, marks), strict=True)
    return Pair(tuple(source), words, sure, possible, frozenset(marks), content)
