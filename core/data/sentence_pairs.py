"""Sentences beside their translations, with the word links a bilingual reader would draw."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import InputError

Links = tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, its translation and the gold word links.

    Attributes:
        source: the words (or characters) of the sentence.
        target: those of its translation.
        sure: for each target word the source positions, from 0, that it certainly translates;
            none for a word that only the grammar of the target language asks for.
        possible: the positions that are acceptable too; always contains ``sure``.
        phenomena: what the sentence shows, e.g. ``{"time", "relative"}``.
        content: for each target word, whether it comes from the lexicon, not from the grammar.

    Raises:
        InputError: links that point outside the sentence, or not one set for each target word.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    sure: Links
    possible: Links
    phenomena: frozenset[str] = frozenset()
    content: tuple[bool, ...] = ()

    def __post_init__(self) -> None:
        for name in ("sure", "possible", "content"):
            if len(getattr(self, name)) != len(self.target):
                raise InputError(name, f"given for {len(self.target)} words", getattr(self, name))
        if not all(map(frozenset.issubset, self.sure, self.possible)):
            raise InputError("sure", "among the possible links", self.sure)
        linked = frozenset[int]().union(*self.possible)
        if linked and not (min(linked) >= 0 and max(linked) < len(self.source)):
            raise InputError("possible", f"from 0 to {len(self.source) - 1}", sorted(linked))

    def links(self) -> Iterator[tuple[int, int]]:
        """Every sure link as (target position, source position)."""
        return ((t, s) for t, sure in enumerate(self.sure) for s in sorted(sure))


@dataclass(frozen=True)
class Splits:
    """What a translator learns from, and what it is judged on; no source is in two of them.

    Attributes:
        train: what it learns from.
        development: to choose settings on, drawn like ``train``.
        held_out: to judge it on, drawn like ``train``, never seen.
        longer: sentences that are longer than most of ``train``, never seen.
        compositional: every word is in ``train``, but at least one combination is not.
    """

    train: tuple[Pair, ...]
    development: tuple[Pair, ...]
    held_out: tuple[Pair, ...]
    longer: tuple[Pair, ...] = ()
    compositional: tuple[Pair, ...] = ()
