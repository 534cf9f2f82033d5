"""Cutting Chinese text into the words a model knows: as few words as possible, longer ones first.

The dynamic programme of word segmentation by dictionary. What no word covers becomes unknown words:
a conjunction ends one, and a last known character may belong to one. Known words that look like an
unknown one stand with it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from unicodedata import normalize

UNKNOWN_COST = 100  # of a character that no word covers: any known word is better
NEAR = 3  # known words offered for an unknown one
LEAST_ALIKE = 1 / 3  # of the characters of two words together, those that both have
CONJUNCTIONS = "和与或及"  # these end an unknown word
STAND_ALONE = "了的吗呢吧我你他她它很"  # these never belong to an unknown word before them
END_OF_PART = "。，？"
MARKS = str.maketrans(
    {"?": "？", "!": "。", "！": "。", ",": "，", ".": "。", "、": "，", "．": "。"}
)


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of the text.

    Attributes:
        text: its characters.
        known: whether it is a word of the vocabulary.
        near: for an unknown one, words of the vocabulary that share characters with it.
    """

    text: str
    known: bool
    near: tuple[str, ...] = ()


def segment(text: str, vocabulary: Collection[str]) -> tuple[Word, ...]:
    """The words of a text. White space separates words; punctuation may be Western.

    Args:
        text: what somebody typed.
        vocabulary: the known words.
    """
    known = frozenset(vocabulary)
    words: list[Word] = []
    for stretch in normalize("NFC", text).translate(MARKS).split():
        words += _segment(stretch, known)
    return tuple(words)


def _segment(text: str, known: frozenset[str]) -> list[Word]:
    longest = max(map(len, known), default=1)
    best: list[tuple[int, int]] = [(0, 0)]  # cost of text[:end], start of its last word
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - longest), end)
        choices = [(best[s][0] + 1, s) for s in starts if text[s:end] in known]
        best.append(min([*choices, (best[end - 1][0] + UNKNOWN_COST, end - 1)]))
    pieces, end = [], len(text)
    while end:
        start = best[end][1]
        pieces.append(text[start:end])
        end = start
    return _words(pieces[::-1], known)


def _words(pieces: list[str], known: frozenset[str]) -> list[Word]:
    """The pieces as words: characters that no word covers are joined."""
    words: list[Word] = []
    stretch = ""
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        if piece not in known or (stretch and _belongs(piece, following)):
            stretch += piece
            continue
        words += [*_unknown(stretch, known), Word(piece, True)]
        stretch = ""
    return [*words, *_unknown(stretch, known)]


def _belongs(piece: str, following: str) -> bool:
    """Whether a known character after an unknown stretch is its end, as 学 of an unknown 力学."""
    alone = len(piece) > 1 or piece in STAND_ALONE + END_OF_PART
    return not alone and following in ("", *END_OF_PART, *CONJUNCTIONS)


def _unknown(stretch: str, known: frozenset[str]) -> list[Word]:
    """An unknown stretch as words: cut at a conjunction that leaves no single character beside."""
    for place, character in enumerate(stretch):
        if character in CONJUNCTIONS and place != 1 and len(stretch) - place != 2:
            parts = stretch[:place], character
            words = [Word(part, False, near(part, known)) for part in parts if part]
            return [*words, *_unknown(stretch[place + 1 :], known)]
    return [Word(stretch, False, near(stretch, known))] if stretch else []


def near(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The words that share the largest part of their characters with this one, best first."""

    def shared(word: str) -> float:
        return len(set(word) & set(text)) / len(set(word) | set(text))

    alike = (word for word in known if shared(word) >= LEAST_ALIKE)
    found = sorted(alike, key=lambda w: (-shared(w), w))
    return tuple(found[:NEAR])
