"""Held-out lines under the window, each context by seven rules, and the perplexity over n."""

from collections.abc import Mapping, Sequence

from core.lessons.smoothing.rows import RowsTrace
from core.lessons.smoothing.settings import BARS, FROM, GUESSES, TO, Smoothing
from core.ngrams.counts import NONE
from core.ngrams.strips import SPECIAL, START
from viz.numbers import percent, short
from viz.signs import visible
from viz.view import Clock, Stage, View
from viz.views.counting.orders import Curve, OrderRow, orders
from viz.views.counting.shares import Bar, Segment, shares
from viz.views.counting.window import Tile, window

SPEED = 0.7  # steps per second
COLOURS = {"add_one": "c", "add_delta": "i", "discounting": "h", "kneser_ney": "o"}
DASHES = {"add_one": None, "add_delta": "6 3", "discounting": "2 3", "kneser_ney": None}
COVERED = ("add_one", "add_delta")  # what is asked, and what would tell it
TOLD = {"add_one": (FROM, TO)}  # n whose values are written
Words = Mapping[str, str]


def stage(
    trace: RowsTrace,
    settings: Smoothing,
    curves: Mapping[str, Sequence[float]],
    unseen: Sequence[float],
    vocabulary: Sequence[str],
    *,
    words: Words,
    covered: bool,
    guess: str | None = None,
) -> Stage:
    """Return the moving picture; covered, without the curves of add-1 and add-δ.

    Args:
        trace: what the rules say at each token.
        settings: of the lesson.
        curves: the perplexity by n for each rule of `COLOURS`.
        unseen: the share of held-out n-grams that training has not seen, by n.
        vocabulary: the words of the tokens' numbers.
        words: of the lesson.
        covered: whether the answer is not to be told yet.
        guess: what the reader took for the perplexity at the last n that is asked about.
    """
    length = len(trace.tokens)
    views = (
        _window(trace, words),
        _bars(trace, settings, vocabulary, words),
        _curves(curves, unseen, words, covered, guess),
    )
    return Stage(
        name="smoothing",
        clock=Clock(length=length, speed=SPEED, label=words["clock"], loop=False),
        views=views,
        words=words,
        picked=settings.picked,
        asked=(0, length - 1),
    )


def _window(trace: RowsTrace, words: Words) -> View:
    tiles: list[Tile] = []
    for step, (token, place) in enumerate(zip(trace.tokens, trace.place, strict=True)):
        if place == 0:
            tiles.append(Tile(word=START, special=True))
        tiles.append(Tile(word=token, step=step, special=token in SPECIAL))
    return window(tiles, [int(n) for n in trace.history], words=words)


def _bars(trace: RowsTrace, settings: Smoothing, vocabulary: Sequence[str], words: Words) -> View:
    """One bar for each rule, on the same context."""
    rules = [settings.shown_as(bar) for bar in BARS]
    frames = [
        [_bar(trace, t, rule, vocabulary, words) for rule in rules]
        for t in range(len(trace.tokens))
    ]
    places = [trace.rule(rule) for rule in rules]
    return shares(
        frames,
        [None] * len(frames),
        words=words,
        longest=max(1.0, float(trace.total[:, places].max())),
        title=words["bars"],
        columns=7,
    )


def _bar(trace: RowsTrace, t: int, rule: str, vocabulary: Sequence[str], words: Words) -> Bar:
    """The seen tokens, the most frequent first, then the unseen ones, the next token before them.

    After a context that was never seen, maximum likelihood has no bar: 0 divided by 0.
    """
    r, next_token = trace.rule(rule), trace.tokens[t]
    total = float(trace.total[t, r])
    if rule == "likelihood" and not trace.times[t]:
        return Bar(name=words[f"rule.{rule}"], segments=(), total="0/0")
    segments: list[Segment] = []
    hit = None
    for k, token in enumerate(trace.named[t]):
        if token == NONE:
            break
        word, p = vocabulary[token], float(trace.shares[t, r, k])
        said = _said(words["said.seen"], word, p, int(trace.counts[t, k]), int(trace.times[t]))
        segments.append(Segment(word=visible(word), share=p, said=said))
        hit = k if word == next_token else hit
    others = int(trace.kinds[t]) - len(segments)
    if others:
        p = float(trace.others[t, r])
        said = words["said.others"].format(n=others, p=short(p))
        segments.append(Segment(word=words["others"], share=p, said=said, kind="others"))
    if hit is None:
        hit, p = len(segments), float(trace.next[t, r])
        said = _said(words["said.next_unseen"], next_token, p, 0, int(trace.times[t]))
        segments.append(Segment(word=visible(next_token), share=p, said=said, kind="unseen"))
    rest = len(vocabulary) - int(trace.kinds[t]) - (trace.seen[t] == 0)
    p = float(trace.unseen[t, r])
    said = words["said.unseen"].format(n=rest, p=short(p))
    segments.append(Segment(word=words["unseen"], share=p, said=said, kind="unseen"))
    return Bar(
        name=words[f"rule.{rule}"],
        segments=tuple(segments),
        total=words["total"].format(sum=f"{total:.2f}", p=short(float(trace.next[t, r]))),
        hit=hit,
    )


def _said(template: str, word: str, p: float, count: int, times: int) -> str:
    return template.format(token=visible(word), p=short(p), c=count, total=times)


def _curves(
    curves: Mapping[str, Sequence[float]],
    unseen: Sequence[float],
    words: Words,
    covered: bool,
    guess: str | None,
) -> View:
    """The perplexity over n, and how much of the held-out text training has not seen."""
    first = curves["add_one"][FROM - 1]
    point = (TO, first * GUESSES[guess]) if guess and not covered else None
    shown = [
        Curve(
            name=words[f"rule.{rule}" if rule != "add_delta" else "best_delta"],
            colour=COLOURS[rule],
            values=values,
            covered=covered and rule in COVERED,
            told=TOLD.get(rule, ()),
            guessed=point if rule == "add_one" else None,
            dash=DASHES[rule],
        )
        for rule, values in curves.items()
    ]
    row = OrderRow(name=words["never_seen"], cells=[percent(share) for share in unseen])
    possible = [first * factor for factor in GUESSES.values()]
    around = possible if covered else [point[1]] if point else []
    return orders(shown, [row], words=words, around=around, title=words["curves"], columns=5)
