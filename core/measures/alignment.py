"""The alignment error rate of word links, and two figures for attention weights.

Och & Ney 2003, "A Systematic Comparison of Various Statistical Alignment Models", section 3.1
(equations 26–28): with the predicted links A, the sure links S and the possible links P ⊇ S,

    AER = 1 − (|A ∩ S| + |A ∩ P|) / (|A| + |S|)

0 is perfect; links that are possible but not sure neither help nor hurt.
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import ArrayLike

from core.data.sentence_pairs import Pair
from core.errors import InputError

Link = tuple[int, int]  # target position, source position


def alignment_error_rate(
    predicted: Collection[Link], sure: Collection[Link], possible: Collection[Link]
) -> float:
    """The alignment error rate, 0 (perfect) to 1.

    Args:
        predicted: the links A, each (target position, source position).
        sure: S, links that have to be there.
        possible: P, links that may be there; the sure ones count as possible in any case.

    Raises:
        InputError: there is neither a predicted nor a sure link.
    """
    a, s = set(predicted), set(sure)
    p = s | set(possible)
    if not a and not s:
        raise InputError("predicted", "links, or the sentence must have sure ones", "none")
    return 1 - (len(a & s) + len(a & p)) / (len(a) + len(s))


def predicted_links(weights: ArrayLike) -> tuple[Link, ...]:
    """For each target word the source word with the largest weight; the first of equal ones.

    Args:
        weights: (target, source), e.g. attention weights α.

    Raises:
        InputError: weights that are no matrix.
    """
    matrix = np.asarray(weights)
    if matrix.ndim != 2:
        raise InputError("weights", "a matrix (target, source)", matrix.shape)
    return tuple((t, int(s)) for t, s in enumerate(matrix.argmax(axis=1)))


def strict_counts(weights: ArrayLike, pair: Pair) -> tuple[int, int]:
    """How many target words have their largest weight at a sure link, and how many were asked.

    Asked are the target words that have a sure link; the others ("the", "did") are left out,
    because no choice could be right. A possible link is not enough. A word with several sure
    links counts once, and any of them is right. Rows behind the last word of the pair and
    columns behind its last source word (⟨end⟩) are allowed; a weight that is largest in such a
    column is wrong.

    Args:
        weights: (target, source).
        pair: the sentence with its gold links.

    Raises:
        InputError: fewer rows than target words.
    """
    links = predicted_links(weights)
    if len(links) < len(pair.target):
        raise InputError("weights", f"of {len(pair.target)} rows or more", len(links))
    asked = [(link, sure) for link, sure in zip(links, pair.sure, strict=False) if sure]
    return sum(source in sure for (_, source), sure in asked), len(asked)


def strict_error_rate(counts: Sequence[tuple[int, int]]) -> float:
    """The strict alignment error rate of a corpus, from the counts of its sentences.

    The alignment error rate where P = S and S holds one link for each target word asked, the
    predicted one if it is sure: |A| = |S|, so it is 1 − |A ∩ S| / |A|, summed over the corpus.

    Raises:
        InputError: no word was asked.
    """
    right, asked = (sum(count[i] for count in counts) for i in (0, 1))
    if not asked:
        raise InputError("counts", "of at least one word", counts)
    return 1 - right / asked


def content_links(weights: ArrayLike, pair: Pair) -> tuple[int, int]:
    """How many content words attend most to a sure link, and how many content words there are.

    Content words are those that come from the lexicon ("book", "yesterday"), not from the
    grammar ("the", "will"). Add up both over a corpus and divide.
    """
    links = dict(predicted_links(weights))
    content = [t for t, is_content in enumerate(pair.content) if is_content]
    return sum(links[t] in pair.sure[t] for t in content), len(content)
