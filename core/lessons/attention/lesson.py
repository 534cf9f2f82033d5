"""A trained translator, weight by weight, on the reader's sentence: where does it look?

Bahdanau, Cho & Bengio 2015, "Neural machine translation by jointly learning to align and
translate" (the decoder weighs the source words anew for each word it writes); Luong, Pham &
Manning 2015 (other scoring functions). Importing this module does not load torch: the default
sentence comes from a shipped recording.
"""

from functools import lru_cache

import numpy as np

from core.data.sentence_pairs import Pair
from core.lessons.attention.settings import Attention, Lesson, forced_attention, model_name, reading
from core.shipped import openings
from core.traces.translation import END, TranslationTrace

LEAP, SURE, NOTED = 2, 0.5, 0.25  # places back; weights


def record_lesson(settings: Attention) -> Lesson:
    """Translate under ``settings``; the default comes from the shipped recording."""
    if settings.recorded == Attention():
        return shipped()
    from core.lessons.attention.run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> Lesson:
    """Read the recording of the default sentence, without torch."""
    (own,) = openings.load("attention").values()
    return Lesson(reading=reading(Attention()), trace=own, own=own)


def asked(trace: TranslationTrace) -> int:
    """The word that the reader is to predict, from 0: where attention last leaps back.

    The last word before the closing mark that looks, with most of its weight, at least two places
    to the left of the word before; without such a leap, the middle one.
    """
    middle = len(trace.target) // 2
    if trace.weights is None:
        return middle
    best, most = trace.weights.argmax(axis=1), trace.weights.max(axis=1)
    leaps = (best[1:] <= best[:-1] - LEAP) & (most[1:] > SURE) & (most[:-1] > SURE)
    words = np.flatnonzero(leaps[: len(trace.target) - 3]) + 1
    return int(words[-1]) if len(words) else middle


def looked_at(trace: TranslationTrace, t: int) -> tuple[int, ...]:
    """The source positions that word t looks at: a weight above ``NOTED``, or the largest."""
    if trace.weights is None:
        return ()
    row = trace.weights[t]
    return tuple(j for j, weight in enumerate(row) if weight > NOTED or weight == row.max())


def gold_upto(pair: Pair | None, target: tuple[str, ...]) -> int:
    """For how many written words the gold links hold: as long as they are the right ones.

    The ⟨end⟩ after the last right word counts.
    """
    if pair is None:
        return 0
    right = (*pair.target, END)
    same = [word == wanted for word, wanted in zip(target, right, strict=False)]
    return same.index(False) if False in same else len(same)


def table(lesson: Lesson) -> str:
    """Every weight and score, one row for each output word and source word, as CSV."""
    names = [name for name in ("scores", "weights") if getattr(lesson.trace, name) is not None]
    return lesson.trace.frame(*(names or ["context"])).to_csv(index=False)


def snippet(settings: Attention) -> str:
    """Return Python that translates this sentence and prints where each word looks."""
    said = reading(settings)
    words = f"{' '.join(said.words)!r}.split()"
    if settings.how == "date":
        words = f"list({''.join(said.words)!r})"
    attend = forced_attention(settings, len(said.words))
    options = f", prefix={settings.prefix.split()!r}" if settings.prefix else ""
    options += f", attend={attend!r}" if attend and settings.scoring != "none" else ""
    return f"""from core.recorders.translation import translate
from core.shipped.translators import load_translator

model = load_translator({model_name(settings)!r})
trace = translate(model, {words}{options})
for t, word in enumerate(trace.target):
    best = trace.weights[t].argmax() if trace.weights is not None else None
    looks = "" if best is None else f"{{trace.source[best]}} {{trace.weights[t, best]:.2f}}"
    print(f"{{word:12}} p {{trace.chosen[t]:.3f}}  {{looks}}")
"""
