"""Stages of what was counted: names and idioms, by the models that learnt from them."""

from dataclasses import replace
from math import log2

import numpy as np

from core.lessons.ngram.strip import strip_trace
from core.ngrams.evidence import Parameters
from core.ngrams.fitting import perplexity
from core.ngrams.learned import Learned, learned
from core.ngrams.model import Model
from core.ngrams.strips import END, START
from ui.text import load
from viz.lessons.ngram.strip import strip_stage
from viz.numbers import short
from viz.view import Clock, Stage, View
from viz.views.counting.factors import Factor, factors
from viz.views.counting.orders import Curve, OrderRow, orders
from viz.views.counting.shares import Bar, Segment, shares
from viz.views.counting.window import Tile, window

N = 3
LINES = 4  # of the training text that are counted
ROWS = 7
SHOWN = 8  # segments of a bar
WORDS = {
    "window_history": "history",
    "window_next": "next",
    "window_say": "after {history}: {next}",
    "window_summary": "the text {text}",
    "shares_name": "context",
    "shares_total": "count",
    "shares_axis": "share of the continuations",
    "shares_summary": "bars: {bars}",
    "orders_axis": "perplexity (logarithmic)",
    "orders_n": "n",
    "orders_hint": "press a column to choose n",
    "orders_covered": "not shown yet",
    "orders_best": "best: n = {n}, {value}",
    "orders_guess": "your guess",
    "orders_summary": "perplexity by n: {curves}",
    "factors_bits": "bits",
    "factors_fraction": "count, n − 1 tokens",
    "factors_whole": "count, whole history",
    "factors_seen": "longest seen",
    "factors_sum": "sum",
    "factors_never": "0: never seen in training",
    "factors_say": "{word}: {bits} bits; {fraction}; whole {whole}; seen {seen}; sum {sum}",
    "factors_summary": "{text}: {sum} bits, {mean} each",
}


def _stage(language: str, length: int, *views: View, **picked: int | str) -> Stage:
    clock = Clock(length=length, label="t = {t}", autoplay=False, speed=2)
    words = load("stage", language).labels
    return Stage(name="counting", clock=clock, views=views, words=words, picked=picked)


def _code(language: str) -> str:
    return "idioms" if language == "zh" else "names"


def text_counted(language: str = "en", n: int = N) -> Stage:
    """The first lines of the training text, and the continuations of each context so far."""
    found = learned(_code(language))
    lines = found.corpus.training[:LINES]
    tiles, history = [], []
    for line in lines:
        tiles.append(Tile(word=START, special=True))
        for place, word in enumerate([*line, found.vocabulary.tokens[END]]):
            tiles.append(Tile(word=word, step=len(history), special=place == len(line)))
            history.append(min(n - 1, place + 1))
    frames, now = _frames(tiles, history)
    views = (
        window(tiles, history, words=WORDS),
        shares(frames, now, words=WORDS, columns=7),
        _orders(found, columns=5),
    )
    return _stage(language, len(history), *views, n=n)


def _frames(tiles, history):
    """The last contexts of each step with what has followed them so far."""
    seen: dict[str, dict[str, int]] = {}
    frames, now = [], []
    for at, tile in [(at, tile) for at, tile in enumerate(tiles) if tile.step is not None]:
        context = " ".join(each.word for each in tiles[at - history[tile.step] : at]) or "·"
        seen.setdefault(context, {})
        seen[context][tile.word] = seen[context].get(tile.word, 0) + 1
        names = list(seen)[-ROWS:]
        names = names if context in names else [context, *names[1:]]
        frames.append([_counted(name, seen[name], tile.word, name == context) for name in names])
        now.append(names.index(context))
    return frames, now


def _counted(name: str, after: dict[str, int], word: str, current: bool) -> Bar:
    total = sum(after.values())
    segments = tuple(
        Segment(word=each, share=count / total, said=f"{each}: {count}/{total}")
        for each, count in after.items()
    )
    return Bar(name=name, segments=segments, total=str(total),
               hit=list(after).index(word) if current else None)  # fmt: skip


def line_written(language: str = "en", covered: bool = False) -> Stage:
    """A held-out line as if it were drawn: each token with the place of its draw on the bar."""
    found = learned(_code(language))
    line = found.corpus.heldout[0]
    tokens = found.encoded(line)
    draw = np.random.default_rng(0)
    frames = []
    for step, token in enumerate([*tokens, END]):
        context = " ".join((START, *line[:step])[-(N - 1) :])
        frames.append([_drawn(found, context, tokens[:step], token, draw, covered)])
    tiles = [Tile(word=START, special=True)]
    words = [*line, found.vocabulary.tokens[END]]
    tiles += [Tile(word=word, step=step, special=step == len(line), mark="copied" * (step > 2))
              for step, word in enumerate(words)]  # fmt: skip
    history = [min(N - 1, step + 1) for step in range(len(words))]
    views = (
        window(tiles, history, words=WORDS, written=True),
        shares(frames, [0] * len(frames), words=WORDS),
    )
    return _stage(language, len(frames), *views)


def _drawn(found: Learned, context, history, token, draw, covered) -> Bar:
    model = found.model(N)
    row = model.row(found.counts.at_end(history), "kneser_ney")
    largest = [*np.argsort(-row, kind="stable")[:SHOWN]]
    largest += [token] * (token not in largest)
    tokens = found.vocabulary.tokens
    rest = 1 - row[largest].sum()
    if covered:
        return Bar(name=context, segments=(Segment(word="?", share=1.0, kind="covered"),))
    segments = [_segment(tokens[each], row[each]) for each in largest]
    hit = largest.index(token)
    before = row[largest[:hit]].sum()
    return Bar(
        name=context,
        segments=(*segments, _segment("…", rest, "others")),
        total="1",
        hit=hit,
        mark=float(before + draw.random() * row[token]),
    )


def _segment(word: str, share: float, kind: str = "seen") -> Segment:
    return Segment(word=word, share=float(share), said=f"{word}: {short(share)}", kind=kind)


def rules_beside(language: str = "en") -> Stage:
    """One context by several rules; a score sums up to more than 1, and likelihood leaves none."""
    found = learned(_code(language))
    history = found.encoded(found.corpus.heldout[1][:2])
    contexts = found.counts.at_end(history)
    count = found.counts.order(N)
    rows = []
    for rule in ("likelihood", "add_one", "stupid", "kneser_ney"):
        row = found.model(N).row(contexts, rule)
        seen = count.find(np.full(len(row), contexts[N - 1]), np.arange(len(row))) >= 0
        largest = [i for i in np.argsort(-row, kind="stable") if seen[i]][:4]
        parts = [_segment(found.vocabulary.tokens[i], row[i]) for i in largest]
        others = row[seen].sum() - row[largest].sum()
        kept = (*parts, _segment("…", max(0, others), "others"))
        unseen = _segment("*", row[~seen].sum(), "unseen")
        rows.append(Bar(name=rule, segments=(*kept, unseen), total=short(row.sum(), 3)))
    longest = max(sum(s.share for s in bar.segments) for bar in rows)
    hidden = [replace(bar, segments=(Segment(word="?", share=1, kind="covered"),), total="?")
              for bar in rows]  # fmt: skip
    frames = [hidden[:2], [*rows[:2], *hidden[2:]], rows]
    return _stage(language, 3, shares(frames, [None, 0, 3], words=WORDS, longest=longest))


def _add_delta(found: Learned, part: str) -> list[float]:
    """The perplexity of a text by add-0.1 for n = 1 …"""
    strip = found.strips[part]
    models = [Model(found.counts.up_to(n), Parameters(delta=0.1)) for n in range(1, 7)]
    return [perplexity(model.of_strip(strip, "add_delta")) for model in models]


def _orders(found: Learned, columns: int = 12, covered: bool = False) -> View:
    training, heldout = (_add_delta(found, part) for part in ("training", "heldout"))
    best = 1 + int(np.argmin(heldout))
    possible = [found.counts.size**n for n in range(1, 7)]
    kinds = [len(order) for order in found.counts.orders]
    curves = [
        Curve(name="training", colour="taught", values=training, dash="5 4"),
        Curve(name="held out", colour="free", values=heldout, covered=covered,
              best=None if covered else best, guess=5),
    ]  # fmt: skip
    rows = [
        OrderRow(name="possible n-grams", cells=[_compact(v) for v in possible]),
        OrderRow(name="seen in training", cells=[_compact(v) for v in kinds]),
    ]
    return orders(curves, rows, words=WORDS, columns=columns)


def _compact(value: float) -> str:
    for size, sign in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")):
        if 1e4 <= value < 1e15 and value >= size:
            return f"{value / size:.0f}{sign}"
    return short(value) if value >= 1e15 else f"{value:.0f}"


def by_order(language: str = "en", covered: bool = False) -> Stage:
    """Perplexity by n for texts that were learnt and held out."""
    return _stage(language, 2, _orders(learned(_code(language)), covered=covered), n=3)


def line_as_product(language: str = "en", lines: int = 1) -> Stage:
    """Held-out lines, their factors by add-0.1, and the longest n-grams seen."""
    found = learned(_code(language))
    made = []
    for line in found.corpus.heldout[:lines]:
        made += _factors(found, line)
    return _stage(language, len(made), factors(made, words=WORDS))


def _factors(found: Learned, line: tuple[str, ...]) -> list[Factor]:
    strip = found.strip([line])
    p = Model(found.counts.up_to(N), Parameters(delta=0.1)).of_strip(strip, "add_delta")
    contexts, grams = found.counts.places(strip)
    made = []
    for step, word in enumerate([*line, found.vocabulary.tokens[END]]):
        fractions = []
        for n in (min(N, step + 2), min(6, step + 2)):
            order = found.counts.order(n)
            gram, context = grams[n - 1][step], contexts[n - 1][step]
            count = int(order.count[gram]) if gram >= 0 else 0
            total = int(order.total[context]) if context >= 0 else 0
            fractions.append((f"{count}/{total}", count == 0))
        longest = max((k + 1 for k in range(6) if grams[k][step] >= 0), default=0)
        (fraction, zero), (whole, whole_zero) = fractions
        made.append(
            Factor(word=word, bits=-log2(p[step]), fraction=fraction, whole=whole, seen=longest,
                   zero=zero, whole_zero=whole_zero, differs=fraction != whole,
                   special=step == len(line))
        )  # fmt: skip
    return made


def strip_read(language: str = "en", n: int = N) -> Stage:
    """The beginning of the held-out text, the surprise of each token."""
    found = learned(_code(language))
    return strip_stage(strip_trace(found, n), found.corpus, load("ngram", language).labels)
