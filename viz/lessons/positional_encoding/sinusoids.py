"""Sinusoids as clock hands, as waves and as a heatmap, beside binary counting."""

from collections.abc import Mapping

import numpy as np

from core.lessons.positional_encoding.dials import dials, rates
from core.lessons.positional_encoding.settings import PositionalEncoding
from core.traces.base import Array
from viz.marks import Scale
from viz.numbers import short
from viz.view import View
from viz.views.heatmap import heatmap
from viz.views.positions.hands import Dial, Fact, Hand, binary, hands, waves

LONG, ENDLESS = 1000, 100_000  # positions of a turn that are written out, up to a power of ten
WAVES, MAP = 136, 70  # px, heights of the pictures below the dials
EQUATIONS = tuple(
    (
        rf"\mathrm{{PE}}(\text{{p}},\text{{{name}_column}})=\{name}(\text{{p}}/"
        rf"\text{{base}}^{{\text{{{name}_exponent}}}})",
        rf"=\{name}(\text{{p}}/\text{{{name}_divisor}})",
        rf"=\{name}\,\text{{{name}_angle}}=\text{{{name}_value}}",
    )
    for name in ("sin", "cos")
)

Words = Mapping[str, str]


def sinusoids(settings: PositionalEncoding, words: Words) -> tuple[View, ...]:
    """Hands that turn, the waves they draw, and the whole encoding as a heatmap."""
    table = settings.table(settings.length + settings.k)
    pairs = dials(int(settings.d), settings.pair)
    turning = [_dial(settings, table, index, pair, words) for index, pair in enumerate(pairs)]
    summary = words["summary"].format(
        d=settings.d, base=settings.base, length=settings.length, dials=len(turning)
    )
    now = table[: settings.length]
    return (
        hands(
            turning,
            heading=words["picture.sinusoids"],
            names=("sin =", "cos ="),
            equations=EQUATIONS,
            facts=_facts(settings, table, words),
            legend=_legend(settings, words),
            summary=summary,
        ),
        waves(
            turning,
            names=(words["wave.sin"], words["wave.cos"]),
            x_label=words["x_label"],
            summary=summary,
            height=WAVES,
        ),
        _heatmap(now, words),
    )


def _legend(settings: PositionalEncoding, words: Words) -> tuple[str, ...]:
    return (words["hand"], words["hand.later"].format(k=settings.k)) if settings.k else ()


def _heatmap(table: Array, words: Words) -> View:
    length, d = table.shape
    return heatmap(
        table.T,
        scale=Scale("diverging", -1, 1, words["entry"]),
        row_labels=[str(column) for column in range(d)],
        column_labels=[str(position) for position in range(length)],
        x_label=words["x_label"],
        y_label=words["y_label"],
        words=words,
        cursor=True,
        height=MAP,
    )


def _dial(settings: PositionalEncoding, table: Array, index: int, pair: int, words: Words) -> Dial:
    columns = (2 * pair, 2 * pair + 1)
    a, b = (float(_rates(settings)[column]) for column in columns)
    now = table[: settings.length]
    drawn = [Hand((a, b), "accent")]
    if settings.k:
        drawn.append(Hand((a, b), "ink", (a * settings.k, b * settings.k), dashed=True))
    counted = 2**index < settings.length
    return Dial(
        pair=pair,
        title=words["dial"].format(first=columns[0], second=columns[1]),
        brief=words["columns"].format(first=columns[0], second=columns[1]),
        note=_wavelength(a, b, words),
        hands=drawn,
        values=(now[:, columns[0]], now[:, columns[1]]),
        slots=_slots(settings, now, columns),
        bits=binary(settings.length, index) if counted else None,
        every=words["every"].format(n=2**index),
    )


def _rates(settings: PositionalEncoding) -> Array:
    return rates(settings.encoding, int(settings.d), float(settings.base))


def _wavelength(a: float, b: float, words: Words) -> str:
    lengths = [turn(rate) for rate in dict.fromkeys((a, b))]
    return words["wavelength"].format(length=" / ".join(lengths))


def turn(rate: float) -> str:
    """In how many positions a hand goes round once: below a dial there is no room for a power."""
    length = 2 * np.pi / rate
    return f"{length:.0f}" if LONG <= length < ENDLESS else short(length, 3)


def _slots(
    settings: PositionalEncoding, table: Array, columns: tuple[int, int]
) -> dict[str, list[str] | str]:
    """The numbers of the two equations of one pair at every position."""
    slots: dict[str, list[str] | str] = {
        "p": [str(position) for position in range(len(table))],
        "base": settings.base,
    }
    for name, column in zip(("sin", "cos"), columns, strict=True):
        rate = float(_rates(settings)[column])
        exponent = 2 * column if settings.encoding == "bug" else 2 * (column // 2)
        slots |= {
            f"{name}_column": str(column),
            f"{name}_exponent": f"{exponent}/{settings.d}",
            f"{name}_divisor": short(1 / rate, 4),
            f"{name}_angle": [short(position * rate, 4) for position in range(len(table))],
            f"{name}_value": [short(float(value), 3) for value in table[:, column]],
        }
    return slots


def _facts(settings: PositionalEncoding, table: Array, words: Words) -> list[Fact]:
    """The squared length, which is d/2, and the dot product with the position k further on."""
    now, later = table[: settings.length], table[settings.k :]
    square, product = (now**2).sum(axis=1), (now * later).sum(axis=1)
    half = words["half"].format(half=int(settings.d) // 2)
    facts = [Fact("‖PE(p)‖²", [_fixed(value) for value in square], half)]
    if settings.k:
        label = f"PE(p)·PE(p + {settings.k})"
        facts.append(Fact(label, [_fixed(value) for value in product]))
    return facts


def _fixed(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")
