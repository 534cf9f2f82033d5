"""Nine ways to turn counts into probabilities, on the same contexts of held-out text.

Chen and Goodman 1999, "An empirical study of smoothing techniques for language modeling".
Everything is counted when it is asked for, in less than a second, and needs no torch.
"""

import csv
import io
from functools import lru_cache

from core.lessons.smoothing.rows import NAMED, RowsTrace, rows
from core.lessons.smoothing.settings import Smoothing
from core.ngrams.counts import NONE
from core.ngrams.learned import learned


def record_lesson(settings: Smoothing) -> RowsTrace:
    """Read the held-out lines of ``settings`` by every rule."""
    return _recorded(settings.recorded)


@lru_cache(maxsize=64)
def _recorded(settings: Smoothing) -> RowsTrace:
    return rows(settings)


def snippet(settings: Smoothing) -> str:
    """Return Python that counts this corpus and prints what the picture shows."""
    return f"""from core.lessons.smoothing.rows import lines_at, model_of
from core.lessons.smoothing.settings import Smoothing
from core.ngrams.learned import learned
from core.ngrams.rules import RULES

settings = {settings.in_python()}
found, model = learned(settings.corpus), model_of(settings)
first = found.encoded(lines_at(found, settings.line)[0])
contexts = model.counts.at_end(first[:1])  # after the first token of the line
for rule in RULES:
    row = model.row(contexts, rule)  # p of every token
    print(f"{{rule:13}} p = {{row[first[1]]:.6f}}  sum = {{row.sum():.4f}}")
"""


def table(settings: Smoothing, trace: RowsTrace) -> str:
    """Return every bar as CSV: rule, time, place in the bar, token, count and value.

    In a bar the named tokens have the places from 1; "others" are the other seen tokens, "unseen"
    all unseen ones but the next token, which has place 0.
    """
    names = learned(settings.corpus).vocabulary.tokens
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(("quantity", "time", "position", "token", "count", "value"))
    for t, token in enumerate(trace.tokens):
        for r, rule in enumerate(trace.rules):
            write((rule, t + 1, 0, token, trace.seen[t], trace.next[t, r]))
            for k, other in enumerate(trace.named[t]):
                if other != NONE:
                    share = trace.shares[t, r, k]
                    write((rule, t + 1, k + 1, names[other], trace.counts[t, k], share))
            write((rule, t + 1, NAMED + 1, "others", "", trace.others[t, r]))
            write((rule, t + 1, NAMED + 2, "unseen", 0, trace.unseen[t, r]))
    return out.getvalue()
