"""The counts of a corpus, and models of every order that learnt from it. Free of torch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from core.data.corpora import Corpus, corpus
from core.ngrams.counts import LARGEST, Counts, count
from core.ngrams.fitting import fitted
from core.ngrams.model import Model
from core.ngrams.strips import Strip, Vocabulary


@dataclass(frozen=True, eq=False)
class Learned:
    """A corpus with its counts up to `LARGEST`, made when they are first asked for."""

    corpus: Corpus

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The tokens that can be predicted."""
        return Vocabulary(self.corpus.known)

    @cached_property
    def strips(self) -> dict[str, Strip]:
        """The text of each part: "training", "validation" and "heldout"."""
        parts = ("training", "validation", "heldout")
        return {part: self.vocabulary.strip(getattr(self.corpus, part)) for part in parts}

    @cached_property
    def counts(self) -> Counts:
        """The n-grams of the training part."""
        return count(self.strips["training"], len(self.vocabulary), LARGEST)

    @cached_property
    def _models(self) -> dict[int, Model]:
        return {}

    def model(self, n: int) -> Model:
        """The model of order ``n``, its numbers chosen on the validation part."""
        if n not in self._models:
            self._models[n] = fitted(self.counts.up_to(n), self.strips["validation"])
        return self._models[n]

    def encoded(self, tokens: Iterable[str]) -> list[int]:
        """The numbers of tokens."""
        return [self.vocabulary.index(token) for token in tokens]

    def strip(self, lines: Sequence[Sequence[str]]) -> Strip:
        """Lines as a strip, each with its ⟨/s⟩."""
        return self.vocabulary.strip(lines)


@lru_cache(None)
def learned(code: str) -> Learned:
    """What was counted in one of our own corpora."""
    return Learned(corpus(code))
