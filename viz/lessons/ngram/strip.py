"""The held-out text as a strip: the surprise of each token, and the perplexity so far."""

from collections.abc import Mapping

from core.data.corpora import Corpus
from core.ngrams.strips import SPECIAL
from core.traces.ngrams import Context, SurpriseTrace
from viz.lessons.ngram.tiles import token
from viz.view import Clock, Stage
from viz.views.counting.surprise import Surprise, surprise

SPEED = 8  # tokens per second


def strip_stage(trace: SurpriseTrace, corpus: Corpus, words: Mapping[str, str]) -> Stage:
    """Return the strip, whose clock reads a token at each step."""
    tokens = [
        Surprise(
            word=token(word),
            before=_before(trace.history[t], corpus),
            bits=float(trace.bits[t]),
            seen=int(trace.seen[t]),
            zero=bool(trace.zero[t]),
            special=word in SPECIAL,
            unknown=not trace.known[t],
        )
        for t, word in enumerate(trace.tokens)
    ]
    clock = Clock(length=len(tokens), label=words["clock.strip"], speed=SPEED, loop=False)
    return Stage(name="strip", clock=clock, views=(surprise(tokens, words=words),), words=words)


def _before(history: Context, corpus: Corpus) -> str:
    """A history as it is written: of letters, blanks are seen."""
    return corpus.written(history if corpus.unit == "words" else map(token, history))
