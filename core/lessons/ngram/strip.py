"""The surprise of each held-out token, and how long an n-gram training has seen there.

The perplexity of a text is 2 to the mean of −log₂ P over its tokens: Jurafsky and Martin, *Speech
and Language Processing*, 3rd ed., section 3.3.
"""

from itertools import islice

import numpy as np

from core.lessons.ngram.films import context
from core.lessons.ngram.settings import DELTA
from core.ngrams.counts import LARGEST
from core.ngrams.evidence import Parameters
from core.ngrams.fitting import bits
from core.ngrams.learned import Learned
from core.ngrams.model import Model
from core.ngrams.strips import SPECIAL, UNKNOWN
from core.traces.ngrams import SurpriseTrace

SHOWN = {"characters": 240, "words": 150}  # tokens, at most


def strip_trace(learned: Learned, n: int) -> SurpriseTrace:
    """The held-out text by the counts of order ``n`` with δ added to each."""
    strip = learned.strips["heldout"]
    contexts, grams = learned.counts.places(strip)
    model = Model(learned.counts.up_to(n), Parameters(delta=DELTA))
    each = bits(model.of_places("add_delta", contexts, grams))
    seen = (np.array(grams) >= 0).sum(axis=0)  # part of an n-gram that was seen was seen too
    asked = np.minimum(n, strip.place + 2)  # ⟨s⟩ is the first history of a line
    every = (token for line in learned.corpus.heldout for token in (*line, SPECIAL[0]))
    tokens = tuple(islice(every, SHOWN[learned.corpus.unit]))
    length = len(tokens)
    place = strip.place[:length].tolist()
    return SurpriseTrace(
        tokens=tokens,
        known=strip.tokens[:length] != UNKNOWN,
        history=tuple(context(tokens, place, t, n) for t in range(length)),
        bits=each[:length],
        seen=seen[:length],
        zero=(seen < asked)[:length],
        longest=np.arange(LARGEST + 1),
        count=np.bincount(seen, minlength=LARGEST + 1),
        total=np.bincount(seen, weights=each, minlength=LARGEST + 1),
    )
