"""Counting n-grams and scoring a text with them: ours against ``nltk.lm``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from nltk.lm import AbsoluteDiscountingInterpolated, NgramCounter
from nltk.lm import Vocabulary as Words
from nltk.util import everygrams

from bench.table import Row
from bench.timing import Task, ratio, seconds
from core.data.corpora import Line, corpus
from core.ngrams.counts import Counts, count
from core.ngrams.evidence import Parameters
from core.ngrams.model import Model
from core.ngrams.strips import SPECIAL, START, Strip, Vocabulary

N = 5
D = 0.75
TOKENS = 30_000
PART = 300  # of these, for the slower one

Grams = Sequence[tuple[str, ...]]


def rows() -> Iterator[Row]:
    """The documentation's characters: n-grams counted, and tokens scored by what was counted.

    nltk scores fewer tokens, and its time is taken as that of all. Both discount absolutely; nltk's
    Kneser–Ney goes through all n-grams for every token.
    """
    documentation = corpus("documentation")
    vocabulary, lines = Vocabulary(documentation.known), documentation.training

    def ours() -> Counts:
        return count(vocabulary.strip(lines), len(vocabulary), N)

    what = f"n-grams up to {N} of the documentation"
    faster = ratio(lambda: counter(lines), ours, rounds=3)
    yield Row(f"{what} / nltk.lm: times faster", faster, 50, "–", at_least=True)
    yield Row(f"{what}, counted", best(ours), 0.3, "0", unit=" s")

    whole = vocabulary.strip(documentation.heldout)
    strip = Strip(whole.tokens[:TOKENS], whole.place[:TOKENS])
    model = Model(ours(), Parameters(discounts=(D,) * N, modified=((D,) * 3,) * N))
    read = [gram for line in documentation.heldout for gram in longest(line)][:PART]
    score = scorer(documentation.known, lines, read)
    faster = ratio(score, lambda: model.of_strip(strip, "discounting")) * len(strip) / len(read)
    what = f"probabilities of {len(strip):,} tokens, n = {N}"
    yield Row(f"{what} / nltk.lm: times faster", faster, 50, "–", at_least=True)
    took = best(lambda: model.of_strip(strip, "modified"))
    yield Row(f"{what}, modified Kneser–Ney", took, 0.3, "0", unit=" s")


def best(task: Task) -> float:
    """The median of five runs."""
    task()
    return median(seconds(task) for _ in range(5))


def padded(line: Line) -> Line:
    """A line as it is counted."""
    return (START, *line, SPECIAL[0])


def longest(line: Line) -> Grams:
    """The longest n-gram that ends at each token that is predicted."""
    whole = padded(line)
    return [whole[max(end - N, 0) : end] for end in range(2, len(whole) + 1)]


def counter(lines: Sequence[Line]) -> NgramCounter:
    """The same counts by nltk."""
    return NgramCounter(everygrams(padded(line), max_len=N) for line in lines)


def scorer(known: Sequence[str], lines: Sequence[Line], read: Grams) -> Task:
    """Scores of some tokens by nltk."""
    words = Words([SPECIAL[0], *known], unk_cutoff=1, unk_label=SPECIAL[1])
    model = AbsoluteDiscountingInterpolated(N, D, vocabulary=words, counter=counter(lines))
    return lambda: [model.unmasked_score(gram[-1], gram[:-1]) for gram in read]
