"""Texts to count in: names, Chinese idioms, documentation, and a reader's own. Free of torch.

A corpus is a list of *lines*, each a tuple of tokens: a name as its letters, an idiom as its
characters, a paragraph as its characters or words. `data/README.md` names sources and licences.
Names and idioms are split by one shuffle, as they come; 2,000 are set aside. A name that the source
has twice (given to girls and to boys) may therefore be learnt and be held out: `Corpus.leaked`
counts those lines. The documentation is split by topic and shares no sentence.
"""

import lzma
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from random import Random

from core.data import documentation
from core.errors import InputError

DATA = Path(__file__).parents[2] / "data"
SET_ASIDE = 1000  # names or idioms held out, and as many for validation
SEED = 42  # of the shuffle
RARE = 2  # a word of the documentation must be seen so often to be in the vocabulary
OWN_TOKENS = 40  # a reader's own text has at least so many
OWN_LINES = 5
OWN_SET_ASIDE = 0.1  # share of a reader's lines that is held out, and as much for validation
CHINESE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"  # characters and their punctuation
PARTS = ("training", "validation", "heldout")

Line = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Corpus:
    """The lines of each part, and the tokens that the model knows.

    Attributes:
        code: "names", "idioms", "documentation", "words" or "own".
        training, validation, heldout: the lines of each part.
        known: the vocabulary: tokens of the training part, in order; all others are unknown.
        between: what stands between two tokens in a written text: "" or a space.
        unit: what a token is: "characters" or "words".
    """

    code: str
    training: tuple[Line, ...]
    validation: tuple[Line, ...]
    heldout: tuple[Line, ...]
    known: tuple[str, ...]
    between: str = ""
    unit: str = "characters"

    def tokens(self, part: str) -> int:
        """The tokens of a part, without the ends of its lines."""
        return sum(map(len, getattr(self, part)))

    @cached_property
    def learnt(self) -> frozenset[Line]:
        """The different lines of the training part."""
        return frozenset(self.training)

    @property
    def leaked(self) -> tuple[bool, ...]:
        """For each held-out line, whether the training part has the very same line."""
        return tuple(line in self.learnt for line in self.heldout)

    def written(self, tokens: Iterable[str]) -> str:
        """Tokens as text; two words have a space between them unless one is Chinese."""
        if self.unit == "words" and not self.between:
            return re.sub(rf"(?<={CHINESE}) | (?={CHINESE})", "", " ".join(tokens))
        return self.between.join(tokens)

    def read(self, text: str) -> Line:
        """A reader's text as tokens of this corpus."""
        flat = " ".join(text.split())
        if self.code == "names":
            return tuple(flat.lower())
        return words(flat) if self.unit == "words" else tuple(flat)


def words(text: str) -> Line:
    """Words in small letters, numbers and single signs; Chinese as single characters."""
    return tuple(re.findall(r"[^\W\d_\u3400-\u9fff]+(?:'[a-z]+)?|\d+|\S", text.lower()))


@lru_cache(None)
def corpus(code: str) -> Corpus:
    """The corpus of a code that is ours: "names", "idioms", "documentation" or "words"."""
    if code in FILES:
        return _corpus(code, _split([tuple(line) for line in _lines(FILES[code])], SET_ASIDE))
    cut: Callable[[str], Line] = words if code == "words" else tuple
    found = (documentation.paragraphs(documentation.parts()[part]) for part in PARTS)
    parts = [[cut(" ".join(p.split())) for p in paragraphs] for paragraphs in found]
    if code == "words":
        return _corpus(code, parts, least=RARE, between=" ", unit=code)
    return _corpus(code, parts)


FILES = {"names": "english_names", "idioms": "chinese_idioms"}
CODES = (*FILES, "documentation", "words")


def own(text: str, unit: str) -> Corpus:
    """A reader's own text, each line or sentence a line; one in ten is held out.

    Args:
        text: in any script.
        unit: "characters" or "words".

    Raises:
        InputError: ``text`` is too short to learn from.
    """
    found = (piece.strip() for piece in re.split(r"\n|(?<=[.!?。！？；])", text))
    cut: Callable[[str], Line] = words if unit == "words" else tuple
    lines = [cut(" ".join(piece.split())) for piece in found if piece]
    tokens = sum(map(len, lines))
    if len(lines) < OWN_LINES or tokens < OWN_TOKENS:
        rule = f"at least {OWN_LINES} lines or sentences and {OWN_TOKENS} tokens"
        raise InputError("own", rule, f"{len(lines)}, {tokens}")
    parts = _split(lines, max(1, round(OWN_SET_ASIDE * len(lines))))
    spaced = " " * (unit == "words" and not re.search(r"[\u3400-\u9fff]", text))
    return _corpus("own", parts, between=spaced, unit=unit)


def _split(lines: Sequence[Line], n: int) -> list[Sequence[Line]]:
    """The parts of shuffled lines, training first; ``n`` each are set aside."""
    shuffled = list(lines)
    Random(SEED).shuffle(shuffled)  # noqa: S311 (a split, no secrets)
    return [shuffled[2 * n :], shuffled[n : 2 * n], shuffled[:n]]


def _corpus(
    code: str,
    parts: Sequence[Sequence[Line]],
    least: int = 1,
    between: str = "",
    unit: str = "characters",
) -> Corpus:
    """A corpus of the three parts; it knows the tokens seen at least so often in training."""
    seen = Counter(token for line in parts[0] for token in line)
    known = tuple(sorted(token for token, n in seen.items() if n >= least))
    training, validation, heldout = map(tuple, parts)
    return Corpus(code, training, validation, heldout, known, between, unit)


def _lines(name: str) -> list[str]:
    return lzma.decompress((DATA / f"{name}.txt.xz").read_bytes()).decode("utf-8").split()
