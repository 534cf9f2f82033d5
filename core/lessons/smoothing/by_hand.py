"""Interpolated Kneser–Ney once more, with a dictionary and a loop, as a check. Free of torch.

Jurafsky and Martin, *Speech and Language Processing*, 3rd ed., section 3.7; the beginnings of lines
as in Heafield et al. 2013: an n-gram that begins with ⟨s⟩ keeps its count.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from core.lessons.smoothing.rows import is_end, rows
from core.lessons.smoothing.settings import Smoothing
from core.ngrams.learned import learned
from core.ngrams.strips import SPECIAL, START

Gram = tuple[str, ...]


class KneserNey:
    """Counts by n-gram, with the lower ones as numbers of different left neighbours."""

    def __init__(self, lines: Sequence[Sequence[str]], n: int, discounts: Sequence[float]):
        seen: Counter[Gram] = Counter()
        before: dict[Gram, set[str]] = defaultdict(set)
        for line in lines:
            text = (START, *line, SPECIAL[0])
            for end in range(2, len(text) + 1):
                for start in range(max(0, end - n), end):
                    seen[text[start:end]] += 1
                    if start:
                        before[text[start:end]].add(text[start - 1])
        self.after: dict[Gram, dict[str, int]] = defaultdict(dict)
        for gram, count in seen.items():
            kept = len(gram) == n or gram[0] == START
            self.after[gram[:-1]][gram[-1]] = count if kept else len(before[gram])
        self.discounts = discounts

    def p(self, history: Gram, token: str, size: int) -> float:
        """The probability of a token after a history of at most n − 1 tokens."""
        lower = self.p(history[1:], token, size) if history else 1 / size
        after = self.after.get(history)
        if not after:
            return lower
        discount = self.discounts[len(history)]
        kept = max(after.get(token, 0) - discount, 0)
        return (kept + discount * len(after) * lower) / sum(after.values())


def difference(settings: Smoothing) -> float:
    """The largest difference of the loop's probabilities from those on show."""
    found, n = learned(settings.corpus), settings.n
    known = set(found.corpus.known)
    lines = [[t if t in known else SPECIAL[1] for t in line] for line in found.corpus.training]
    model = KneserNey(lines, n, found.model(n).parameters.adjusted_discounts)
    trace = rows(settings)
    text: list[str] = []
    largest = 0.0
    for t, token in enumerate(trace.tokens):
        text = text if trace.place[t] else [START]
        history = tuple(text[len(text) - int(trace.history[t]) :])
        p = model.p(history, token, len(found.vocabulary))
        largest = max(largest, abs(p - float(trace.next[t, trace.rule("kneser_ney")])))
        text = [] if is_end(token) else [*text, token]
    return largest
