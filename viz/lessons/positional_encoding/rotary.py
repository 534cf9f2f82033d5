"""RoPE on the clock: a query and a key of a trained head, turned by their positions."""

import math
from collections.abc import Mapping

import numpy as np

from core.lessons.positional_encoding.settings import PositionalEncoding
from core.networks.positional_encoding import frequencies, positions_of, rotate
from core.traces.base import Array
from core.traces.shuffle import PositionsTrace
from viz.lessons.positional_encoding.sinusoids import turn
from viz.marks import Line, Scale
from viz.numbers import short
from viz.view import View
from viz.views.heatmap import heatmap
from viz.views.lines import lines
from viz.views.positions.hands import Dial, Fact, Hand, hands

LOWER = 112  # px, height of the map below the dials
EQUATION = (
    r"(R_{\text{m}}\,q)\cdot(R_{\text{n}}\,k)\,/\sqrt{d_k}=\text{score}",
    r"=q\cdot R_{\text{distance}}\,k\,/\sqrt{d_k}",
)

Words = Mapping[str, str]


def rotary(settings: PositionalEncoding, learnt: PositionsTrace, words: Words) -> tuple[View, ...]:
    """Dials with both hands, the score over positions, and the score of all pairs of positions."""
    q, k = (x[settings.head].astype(float) for x in (learnt.q, learnt.k))
    m, n = places(settings)
    parts = shares(q, k, m, n)
    score = parts.sum(axis=1)
    return (
        hands(
            _dials(settings, q, k, parts, words),
            heading=words["picture.rope"],
            names=(words["rope.share"],),
            equations=(EQUATION,),
            facts=[
                Fact(
                    words["rope.sum"].format(dials=parts.shape[1]),
                    [short(float(value), 4) for value in score],
                )
            ],
            legend=(words["rope.q"], words["rope.k"]),
            summary=words["rope.summary"].format(dials=parts.shape[1]),
        ),
        _lines(settings, q, k, words),
        _map(settings, q, k, words),
    )


def places(settings: PositionalEncoding) -> tuple[Array, Array]:
    """Return where query and key stand at each step: m (T,), n (T,).

    Either both move and the query stays k behind the key, or the key stays at 0.
    """
    step = positions_of(settings.length)
    return (step + settings.k, step) if settings.moves == "both" else (step, np.zeros_like(step))


def shares(q: Array, k: Array, m: Array, n: Array) -> Array:
    """Return what each pair of channels adds to the score q_m · k_n / √d_k: (T, pair)."""
    turned_q = rotate(np.tile(q, (len(m), 1)), m)
    turned_k = rotate(np.tile(k, (len(n), 1)), n)
    product = turned_q * turned_k / math.sqrt(len(q))
    return product.reshape(len(m), -1, 2).sum(axis=2)


def _dials(
    settings: PositionalEncoding, q: Array, k: Array, parts: Array, words: Words
) -> list[Dial]:
    rates = frequencies(len(q))
    longest = max(np.hypot(x[::2], x[1::2]).max() for x in (q, k))
    m, n = places(settings)
    slots = {
        "m": [f"{place:g}" for place in m],
        "n": [f"{place:g}" for place in n],
        "distance": [f"{b - a:g}".replace("-", "−") for a, b in zip(m, n, strict=True)],
        "score": [short(float(value), 4) for value in parts.sum(axis=1)],
    }
    ahead = settings.k if settings.moves == "both" else 0
    stays = settings.moves == "query"
    return [
        Dial(
            pair=pair,
            title=words["dial"].format(first=2 * pair, second=2 * pair + 1),
            note=words["wavelength"].format(length=turn(rate)),
            hands=(
                _hand(q[2 * pair : 2 * pair + 2] / longest, rate, ahead * rate, "q"),
                _hand(k[2 * pair : 2 * pair + 2] / longest, 0.0 if stays else rate, 0.0, "k"),
            ),
            values=(parts[:, pair],),
            slots=slots,
        )
        for pair, rate in enumerate(map(float, rates))
    ]


def _hand(pair: Array, rate: float, ahead: float, colour: str) -> Hand:
    """A hand that starts at a pair of numbers (right, up) and turns to the left."""
    start = math.atan2(pair[1], pair[0]) + ahead
    length = float(np.hypot(*pair))
    phases = (start + math.pi / 2, start - math.pi / 2)
    return Hand((rate, rate), colour, phases, length)


def _lines(settings: PositionalEncoding, q: Array, k: Array, words: Words) -> View:
    step = positions_of(settings.length)
    both = shares(q, k, step + settings.k, step).sum(axis=1)
    query = shares(q, k, step, np.zeros_like(step)).sum(axis=1)
    moving = settings.moves == "both"
    name = words["rope.both"].format(k=settings.k)
    return lines(
        [
            Line(name, "accent", both, faint=not moving),
            Line(words["rope.query"], "q", query, faint=moving),
        ],
        x_label=words["x_label"],
        y_label=words["rope.score"],
        words=words,
        log=False,
        columns=6,
        height=LOWER + 90,
        first=0,
    )


def _map(settings: PositionalEncoding, q: Array, k: Array, words: Words) -> View:
    step = positions_of(settings.length)
    turned_q = rotate(np.tile(q, (len(step), 1)), step)
    turned_k = rotate(np.tile(k, (len(step), 1)), step)
    scores = turned_q @ turned_k.T / math.sqrt(len(q))  # (query, key)
    most = float(np.abs(scores).max())
    names = [f"{place:g}" for place in step]
    return heatmap(
        scores,
        scale=Scale("diverging", -most, most, words["rope.score"]),
        row_labels=names,
        column_labels=names,
        x_label=words["key_place"],
        y_label=words["query_place"],
        words=words,
        height=LOWER - 14,
    )
