"""Scores of held-out lines that training has too, apart from those of new ones."""

from collections.abc import Sequence

import numpy as np

from core.ngrams.fitting import perplexity
from core.ngrams.learned import Learned
from core.traces.base import Array


def by_leak(found: Learned, probabilities: Sequence[Array]) -> tuple[Array, Array]:
    """Perplexities of the held-out lines that training has too, and of the new ones.

    Args:
        found: a corpus that was counted.
        probabilities: of each held-out token, (time,), by several models.

    Returns:
        One perplexity for each model, (model,), twice; NaN where there are no such lines.
    """
    line = np.cumsum(found.strips["heldout"].place == 0) - 1
    old = np.array(found.corpus.leaked)[line]
    seen, new = (
        np.array([perplexity(p[which]) if which.any() else np.nan for p in probabilities])
        for which in (old, ~old)
    )
    return seen, new
