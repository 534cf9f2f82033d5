"""Analogies by relation: what the arithmetic finds, and what the nearest word finds without it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.shipped.word_vectors import load_vectors
from core.traces.base import Array
from core.word_vectors.analogies import RELATIONS, Question, places, questions, ranking, rates

CLEAR = 0.05  # between two shares, to be called more or less
CONTROL = 1000  # seed of vectors that never learnt anything


@dataclass(frozen=True)
class Judged:
    """The questions of one relation, or of all ("").

    Attributes:
        relation: its code.
        n: how many questions.
        struck: the share whose answer comes first for each seed, the question's words struck out.
        kept: the same with these words left in.
        own: with these words left in, the share where one of them comes first.
        nearest: struck out, with the word nearest to c in place of the arithmetic.
        control: struck, with vectors at random.
    """

    relation: str
    n: int
    struck: tuple[float, ...]
    kept: tuple[float, ...]
    own: tuple[float, ...]
    nearest: tuple[float, ...]
    control: float

    @property
    def better(self) -> bool:
        """Whether the arithmetic clearly beats the word nearest to c alone, with every seed."""
        return min(self.struck) > max(self.nearest) + CLEAR

    @property
    def worse(self) -> bool:
        """Whether that word clearly beats the arithmetic, with every seed."""
        return max(self.struck) < min(self.nearest) - CLEAR


@lru_cache(maxsize=8)
def judged(code: str, architecture: str) -> tuple[Judged, ...]:
    """Every relation of a text, then all of them together."""
    trace, asked = load_vectors(code, architecture), questions(code)
    found = places(trace.vocabulary, asked)
    seeds = [trace.W, *trace.again]
    control = np.random.default_rng(CONTROL).standard_normal(trace.W.shape)

    def judge(relation: str) -> Judged:
        some = found[[relation in ("", question.relation) for question in asked]]
        by_seed = [rates(W, some) for W in seeds]
        struck, kept, own, nearest = zip(*by_seed, strict=True)
        return Judged(relation, len(some), struck, kept, own, nearest, rates(control, some).struck)

    return tuple(judge(relation) for relation in (*RELATIONS[code], ""))


@dataclass(frozen=True, eq=False)
class Answered:
    """One question, and the words nearest to b − a + c with their cosines.

    Attributes:
        question: a, b, c and the right answer.
        kept, struck: the nearest words, the question's own among them or struck out.
    """

    question: Question
    kept: tuple[tuple[str, float], ...]
    struck: tuple[tuple[str, float], ...]


@lru_cache(maxsize=64)
def answered(code: str, architecture: str, relation: str, which: int, n: int = 4) -> Answered:
    """The question ``which``, from 1, of a relation."""
    question = [q for q in questions(code) if q.relation == relation][which - 1]
    trace = load_vectors(code, architecture)
    asked: Array = places(trace.vocabulary, (question,))[0, :3]

    def near(*, strike: bool) -> tuple[tuple[str, float], ...]:
        order, cosines = ranking(trace.W, asked, strike=strike)
        pairs = zip(order[:n].tolist(), cosines[:n].tolist(), strict=True)
        return tuple((trace.vocabulary[place], cosine) for place, cosine in pairs)

    return Answered(question, near(strike=False), near(strike=True))
