"""Smoothing once more, with dictionaries and in the words of the papers: slow, short, an oracle."""

from collections import Counter, defaultdict
from functools import cache

from core.ngrams.strips import SPECIAL, START, Vocabulary

STOP, UNSEEN = SPECIAL


def padded(line, known):
    """⟨s⟩ w_1 … w_T ⟨/s⟩ with ⟨unk⟩ for what is not known."""
    return (START, *(token if token in known else UNSEEN for token in line), STOP)


def tables(lines, known, n):
    """For k = 0 … n−1 tokens of context: how often which token followed which context."""
    found = [defaultdict(Counter) for _ in range(n)]
    for line in (padded(line, known) for line in lines):
        for at in range(1, len(line)):
            for k in range(min(n, at + 1)):
                found[k][line[at - k : at]][line[at]] += 1
    return found


def adjusted(raw):
    """Kneser and Ney's counts: different tokens before an n-gram, where ⟨s⟩ is not its first."""
    lower = [defaultdict(Counter) for _ in raw[1:]]
    for k, table in enumerate(lower):
        for context, after in raw[k].items():
            for token, count in after.items():
                before = sum(token in raw[k + 1][c] for c in list(raw[k + 1]) if c[1:] == context)
                table[context][token] = count if context[:1] == (START,) else before
    return [*lower, raw[-1]]


def interpolated(k, after, token, below, parameters, vocabulary):
    """Jelinek and Mercer."""
    weight = parameters.weights[k]
    return weight * after[token] / after.total() + (1 - weight) * below(token)


def discounted(name):
    """Absolute discounting, of whatever counts."""

    def step(k, after, token, below, parameters, vocabulary):
        taken = getattr(parameters, name)[k]
        freed = taken * len(after)
        return (max(after[token] - taken, 0) + freed * below(token)) / after.total()

    return step


def modified(k, after, token, below, parameters, vocabulary):
    """Three discounts."""
    taken = dict(enumerate(parameters.modified[k], 1))
    freed = sum(taken[min(count, 3)] for count in after.values())
    kept = after[token] - taken[min(after[token], 3)] if after[token] else 0
    return (kept + freed * below(token)) / after.total()


def backed_off(k, after, token, below, parameters, vocabulary):
    """What the discount leaves; the other tokens share the rest as the shorter context does."""
    if k == 0:
        return discounted("discounts")(k, after, token, below, parameters, vocabulary)
    taken = parameters.discounts[k]
    kept = {t: (count - taken) / after.total() for t, count in after.items() if count > taken}
    others = sum(below(t) for t in vocabulary.tokens if t not in kept)
    if len(kept) == len(vocabulary):
        return after[token] / after.total()
    return kept[token] if token in kept else (1 - sum(kept.values())) * below(token) / others


STEPS = {
    "interpolation": interpolated,
    "discounting": discounted("discounts"),
    "backoff": backed_off,
    "kneser_ney": discounted("adjusted_discounts"),
    "modified": modified,
}


def oracle(lines, known, parameters, rule, n):
    """A function (token, history) → probability; a history begins with ⟨s⟩ or anywhere."""
    found, vocabulary = tables(lines, known, n), Vocabulary(known)
    used = adjusted(found) if rule in ("kneser_ney", "modified") else found

    @cache
    def p(token, history, k):
        if k < 0:
            return 1 / len(vocabulary)

        def below(t):
            return p(t, history, k - 1)

        if k > len(history) or not used[k].get(history[len(history) - k :]):
            return below(token)
        after = used[k][history[len(history) - k :]]
        return STEPS[rule](k, after, token, below, parameters, vocabulary)

    return lambda token, history: p(token, tuple(history), n - 1)
