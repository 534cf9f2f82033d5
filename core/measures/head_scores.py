"""Scores of heads: what a head does, as a number instead of by eye. Free of torch.

Olsson et al. 2022, "In-context learning and induction heads", appendix "Head activation
evaluators": prefix matching, here *induction*, and the previous-token score.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from core.traces.base import Array


def previous_token(weights: Array) -> Array:
    """The mean weight on the position just before: weights (head, query, key) -> (head,).

    The first position has none before it and is left out; with one position alone, NaN.
    """
    before = np.diagonal(weights, offset=-1, axis1=1, axis2=2)  # (head, query − 1)
    return before.mean(axis=1) if before.size else np.full(len(weights), np.nan)


def induction(weights: Array, tokens: Sequence[object]) -> Array:
    """The mean weight behind the last place where the token at hand stood before: (head,).

    Args:
        weights: (head, query, key).
        tokens: (time,), anything that can be compared.

    Returns:
        The mean over all positions whose token stood before; NaN if there is none.
    """
    pairs = [(t, seen + 1) for t, seen in enumerate(last_seen(tokens)) if seen is not None]
    if not pairs:
        return np.full(len(weights), np.nan)
    queries, keys = np.array(pairs).T
    return weights[:, queries, keys].mean(axis=1)


def copied_from(tokens: Sequence[object]) -> list[int | None]:
    """For each position, the last one before it where its token went on as it does here.

    So a copy from there is right. Where it never went on so: where the token stood last, or None.
    """
    found = last_seen(tokens)
    latest: dict[tuple[object, object], int] = {}
    for t, pair in enumerate(pairwise(tokens)):
        found[t] = latest.get(pair, found[t])
        latest[pair] = t
    return found


def last_seen(tokens: Sequence[object]) -> list[int | None]:
    """For each position, where its token stood last before it; None where it is new."""
    places: dict[object, int] = {}
    found = []
    for t, token in enumerate(tokens):
        found.append(places.get(token))
        places[token] = t
    return found
