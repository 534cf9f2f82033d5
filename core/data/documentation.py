"""Python's own reference documentation as a corpus for language models. Free of torch.

`data/README.md` says where the text comes from and under which licence. Many of its topics quote
each other: a fifth of its 464,970 characters is repeated. Here every paragraph is kept once, whole
topics are set aside for validation and for the held-out score, and a paragraph of theirs that has
a sentence in common with another part is dropped. What is held out is therefore new, sentence by
sentence; it is still about the same language and by the same authors.
"""

import lzma
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parents[2] / "data" / "python_documentation.txt.xz"
HELD_OUT = ("calls", "comparisons", "execmodel", "import")
VALIDATION = ("binary", "identifiers", "objects")


@lru_cache(1)
def topics() -> dict[str, str]:
    """All texts by name, as they come with CPython 3.11.7."""
    text = lzma.decompress(FILE.read_bytes()).decode("utf-8")
    pieces = (piece.partition("\n") for piece in text.split("\f")[1:])
    return {name: topic for name, _, topic in pieces}


@lru_cache(1)
def parts() -> dict[str, str]:
    """The corpus: "training", "validation" and "heldout", which share no sentence."""
    kept = _unique_paragraphs()
    rest = [name for name in kept if name not in HELD_OUT + VALIDATION]
    texts: dict[str, str] = {}
    seen: set[str] = set()
    for part, names in (("training", rest), ("heldout", HELD_OUT), ("validation", VALIDATION)):
        paragraphs = [p for name in names for p in kept[name] if seen.isdisjoint(sentences(p))]
        texts[part] = "\n\n".join(paragraphs) + "\n"
        seen.update(sentences(texts[part]))
    return texts


def sentences(text: str) -> set[str]:
    """The different sentences of a text, whatever its line breaks.

    A sentence ends at a full stop, question or exclamation mark, colon or semicolon before white
    space, and at the end of its paragraph.
    """
    flat = (" ".join(paragraph.split()) for paragraph in paragraphs(text))
    return {sentence for p in flat for sentence in re.split(r"(?<=[.!?:;]) ", p)}


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text with their indentation, without the empty lines between them."""
    return [p.rstrip() for p in re.split(r"\n(?:[ \t]*\n)+", text.strip("\n")) if p.strip()]


def _unique_paragraphs() -> dict[str, list[str]]:
    """Each topic's paragraphs that no longer topic has; the longest topics stay whole."""
    longest_first = sorted(topics(), key=lambda name: (-len(topics()[name]), name))
    seen: set[str] = set()
    return {name: list(_new(paragraphs(topics()[name]), seen)) for name in longest_first}


def _new(found: Iterable[str], seen: set[str]) -> Iterable[str]:
    """The paragraphs whose words are not in `seen`, which grows."""
    for paragraph in found:
        words = " ".join(paragraph.split())
        if words not in seen:
            seen.add(words)
            yield paragraph
