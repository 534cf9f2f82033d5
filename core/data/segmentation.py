"""Cutting Chinese text into the words a model knows: as few words as possible, longer ones first.

The dynamic programme of word segmentation by dictionary; what no word covers becomes one unknown
stretch, with known words that look like it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from unicodedata import normalize

UNKNOWN_COST = 100  # of a character that no word covers: any known word is better
NEAR = 3  # known words offered for an unknown one
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
    return _joined(pieces[::-1], known)


def _joined(pieces: list[str], known: frozenset[str]) -> list[Word]:
    words: list[Word] = []
    for piece in pieces:
        if piece not in known and words and not words[-1].known:
            piece = words.pop().text + piece
        words.append(Word(piece, piece in known, () if piece in known else near(piece, known)))
    return words


def near(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The words that share the largest part of their characters with this one, best first."""

    def shared(word: str) -> float:
        return len(set(word) & set(text)) / len(set(word) | set(text))

    found = sorted((word for word in known if shared(word)), key=lambda w: (-shared(w), w))
    return tuple(found[:NEAR])
