"""Counts as bars: the table while it fills, and the ruler that a random number falls on."""

from collections.abc import Mapping, Sequence

from core.lessons.ngram.lesson import Recorded
from core.traces.ngrams import Context, Continuations, CountTrace, WriteTrace
from viz.lessons.ngram.tiles import token
from viz.numbers import short
from viz.view import View
from viz.views.counting.shares import Bar, Segment, shares

ROWS = 8  # contexts on the picture at once
NAMED = 9  # tokens of a context that have a segment of their own

Words = Mapping[str, str]
Counted = dict[Context, dict[str, int]]


def counted(recorded: Recorded, words: Words, *, columns: int) -> View:
    """The table of counts, context by context, after each token; at last after all of the text."""
    film = recorded.film
    assert isinstance(film, CountTrace)  # noqa: S101 (the caller has looked)
    table: Counted = {}
    rows: list[Context] = []
    used: dict[Context, int] = {}
    frames: list[list[Bar]] = []
    now: list[int | None] = []
    for t, (word, context) in enumerate(zip(film.tokens, film.contexts, strict=True)):
        found = table.setdefault(context, {})
        found[word] = found.get(word, 0) + 1
        used[context] = t
        if context not in rows:
            if len(rows) < ROWS:
                rows.append(context)
            else:  # in the place of the one that was not used for the longest time
                rows[rows.index(min(rows, key=used.__getitem__))] = context
        now.append(rows.index(context))
        frames.append([_bar(_so_far(row, table), words, word * (row == context)) for row in rows])
    after = {row.context: row for row in film.after}
    frames.append([_bar(after[row], words) for row in rows])
    title = words["picture.count"].format(n=max(map(len, film.contexts)))
    return shares(frames, [*now, None], words=words, title=title, columns=columns)


def _so_far(context: Context, table: Counted) -> Continuations:
    found = table[context]
    return Continuations(context=context, tokens=tuple(found), counts=tuple(found.values()))


def _bar(row: Continuations, words: Words, hit: str = "", mark: float | None = None) -> Bar:
    """A context's row: the tokens named first, those at work among them, then all others."""
    place: int | None = None
    segments: list[Segment] = []
    for word, count in _named(row, hit):
        if word == hit:
            place = len(segments)
        segments.append(_segment(row, word, count, words))
    return Bar(
        name=said(row.context, words),
        segments=tuple(segments),
        total=f"{row.total:,}",
        hit=place,
        mark=mark,
    )


def _named(row: Continuations, hit: str) -> list[tuple[str | None, int]]:
    """Tokens with their counts in order; what has no segment of its own is None.

    One at work that is far behind has a segment of its own, where it stands on the ruler.
    """
    pairs = list(zip(row.tokens, row.counts, strict=True))
    if len(pairs) <= NAMED + 1:
        return [*pairs]
    found: list[tuple[str | None, int]] = [*pairs[:NAMED]]
    rest = pairs[NAMED:]
    place = next((k for k, (word, _) in enumerate(rest) if word == hit), None)
    if place is None:
        return [*found, (None, sum(n for _, n in rest))]
    parts = [(None, sum(n for _, n in rest[:place])), rest[place]]
    parts.append((None, sum(n for _, n in rest[place + 1 :])))
    return [*found, *(part for part in parts if part[1])]


def _segment(row: Continuations, word: str | None, count: int, words: Words) -> Segment:
    share = count / row.total
    told = {"count": f"{count:,}", "total": f"{row.total:,}", "share": short(share)}
    if word is None:
        return Segment(
            word="…", share=share, said=words["others_say"].format(**told), kind="others"
        )
    said = words["share_say"].format(token=token(word), **told)
    return Segment(word=token(word), share=share, said=said)


def said(context: Sequence[str], words: Words) -> str:
    """A context as the name of its row."""
    return " ".join(map(token, context)) or words["no_history"]


def written(recorded: Recorded, words: Words, *, columns: int) -> View:
    """The rulers of the last draws, each with the random number that fell on it."""
    film = recorded.film
    assert isinstance(film, WriteTrace)  # noqa: S101 (the caller has looked)
    bars = [
        _bar(row, words, word, float(number))
        for row, word, number in zip(film.rows, film.tokens, film.draw, strict=True)
    ]
    frames, now = [], []
    for t in range(len(bars)):
        first = max(0, t + 1 - ROWS)
        frames.append(bars[first : t + 1])
        now.append(t - first)
    return shares(frames, now, words=words, title=words["picture.write"], columns=columns)
