"""The moving picture of the n-gram lesson: the window, what it does, and what changes with n."""

from collections.abc import Mapping

from core.lessons.ngram.lesson import ASKED, Recorded, orders_of
from core.lessons.ngram.settings import Ngram
from core.ngrams.strips import SPECIAL, UNKNOWN
from core.traces.ngrams import CountTrace, ReadTrace
from viz.lessons.ngram.bars import counted, written
from viz.lessons.ngram.tiles import clock_words, tiles, token
from viz.numbers import grouped, percent, short
from viz.view import Clock, Stage, View
from viz.views.counting.factors import Factor, factors
from viz.views.counting.orders import Curve, OrderRow, orders
from viz.views.counting.window import window

SPEED = {"count": 2.5, "read": 1.5, "write": 1.5}  # steps per second
LEFT = 7  # columns of 12

Words = Mapping[str, str]


def stage(
    recorded: Recorded,
    settings: Ngram,
    *,
    words: Words,
    covered: bool,
    guess: int | None = None,
    name: str = "ngram",
) -> Stage:
    """Return the moving picture; covered, without the perplexity of any text.

    ``guess``: the n that the reader took for the best one of this text.
    """
    film = recorded.film
    text, history = tiles(film)
    writes = settings.film == "write"
    views = (
        window(text, history, words=words, written=writes, rest=settings.film == "count"),
        what_it_does(recorded, words),
        by_order(recorded, words, covered=covered, guess=guess),
    )
    length = len(history)
    labels = clock_words(recorded, words)
    clock = Clock(length=length, label="", labels=labels, speed=SPEED[settings.film], loop=False)
    return Stage(
        name=name,
        clock=clock,
        views=views,
        words=words,
        picked={"n": settings.n},
        asked=(length - 1 if settings.film == "count" else 0, length - 1),
    )


def what_it_does(recorded: Recorded, words: Words) -> View:
    """The table of counts while it fills, the factors of a line, or the ruler of a draw."""
    film = recorded.film
    if isinstance(film, ReadTrace):
        return factors(
            [factor(film, t) for t in range(len(film.tokens))],
            words=words,
            title=words["picture.read"].format(text=recorded.corpus.written(film.tokens[:-1])),
            columns=LEFT,
        )
    make = counted if isinstance(film, CountTrace) else written
    return make(recorded, words, columns=LEFT)


def factor(film: ReadTrace, t: int) -> Factor:
    """One factor of the product, in bits and as counts."""
    count, total = int(film.count[t]), int(film.total[t])
    whole, whole_total = int(film.whole_count[t]), int(film.whole_total[t])
    return Factor(
        word=token(film.tokens[t]) if film.known[t] else SPECIAL[UNKNOWN],
        bits=float(film.bits[t]),
        fraction=f"{count}/{total}",
        whole=f"{whole}/{whole_total}",
        seen=int(film.seen[t]),
        zero=count == 0,
        whole_zero=whole == 0,
        differs=(count, total) != (whole, whole_total),
        special=film.tokens[t].startswith("⟨") or not film.known[t],
    )


def by_order(recorded: Recorded, words: Words, *, covered: bool, guess: int | None) -> View:
    """The perplexity by n, and how many n-grams there could be and are."""
    found, code = recorded.orders, recorded.corpus.code
    heldout = Curve(
        name=words["part.heldout"],
        colour="free",
        values=found.heldout.tolist(),
        covered=covered,
        best=found.best,
        guess=guess,
    )
    curves = [heldout]
    if not covered:
        dashed = {"colour": "x", "dash": "4 3", "values": found.training.tolist()}
        curves.append(Curve(name=words["part.training"], **dashed))
    zero = ["?" if covered else percent(share) for share in found.zero]
    rows = [
        OrderRow(name=words["possible"], cells=[amount(n) for n in found.possible]),
        OrderRow(name=words["seen"], cells=[amount(n) for n in found.seen]),
        OrderRow(name=words["never_seen"], cells=zero),
    ]
    if code in ASKED:
        (other,) = set(ASKED) - {code}
        beside = orders_of(other)
        cells = ["?" if covered else grouped(float(value)) for value in beside.heldout]
        name = words["beside"].format(text=words[f"corpus.{other}"])
        rows.append(OrderRow(name=name, cells=cells, best=None if covered else beside.best))
    title = words["picture.orders"]
    return orders(curves, rows, words=words, title=title, columns=12 - LEFT)


def amount(n: float) -> str:
    """A number in few signs: 784, 22k, 17M, 2.6·10¹⁰."""
    for power, sign in ((0, ""), (3, "k"), (6, "M")):
        scaled = n / 10**power
        if scaled < 999.5:
            digits = 1 if power and scaled < 9.95 else 0
            return f"{scaled:.{digits}f}{sign}"
    return short(n, 1)
