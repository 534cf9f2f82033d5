"""Numbers as the pictures write them: 3.7·10⁻⁶, never 0.000."""

import math
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def short(value: float, digits: int = 2) -> str:
    """Return `value` with `digits` significant digits: 0.62, 14, 3.7·10⁻⁶; an exact zero is 0.

    What is not a number is –, what is beyond all numbers ∞. From 0.01 to below 1000 in plain
    notation, never with fewer digits than the integer part has; a half is rounded away from zero.
    `number` in viz/stage/kit/format.js writes the same.
    """
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    exact = Decimal(float(value))
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).plus(exact)
    mantissa, power = f"{rounded:.{digits - 1}e}".split("e")
    exponent = int(power)
    if not -2 <= exponent < 3:
        return f"{mantissa}·10{superscript(exponent)}".replace("-", "−")
    unit = Decimal(1).scaleb(min(0, exponent + 1 - digits))
    return f"{exact.quantize(unit, ROUND_HALF_UP):f}".replace("-", "−")


def grouped(value: float, digits: int = 3) -> str:
    """Return `value` with so many digits, a large one as a whole number: 8.24, 384, 1,049."""
    return f"{value:,.0f}" if 10**digits - 0.5 <= value < 1e9 else short(value, digits)


def percent(share: float) -> str:
    """A share in per cent, with two digits where it is small."""
    per_cent = 100 * share
    if 0 < per_cent < 0.005:
        return "<0.01%"
    digits = 0 if per_cent >= 9.95 or per_cent == 0 else 1 if per_cent >= 0.995 else 2
    return f"{per_cent:.{digits}f}%"


def span(values: Iterable[float], said: Callable[[float], str]) -> str:
    """The least and the largest of some values, once where they read alike: 23–27%."""
    ends = sorted(values)
    low, high = said(ends[0]), said(ends[-1])
    if low == high:
        return low
    between = " … " if ends[0] < 0 else "–"
    return f"{low.removesuffix('%') if high.endswith('%') else low}{between}{high}"


def cosine(value: float) -> str:
    """A cosine with two digits; of two vectors that differ with three, never as 1.00: 0.997."""
    said = f"{value:.2f}"
    return (f"{min(value, 0.999):.3f}" if said == "1.00" and value < 1 else said).replace("-", "−")


def superscript(power: int) -> str:
    """Return an exponent as it stands above the line: −3 as ⁻³."""
    return str(power).translate(_SUPERSCRIPT)


def decades(low: float, high: float) -> tuple[float, float]:
    """Return the powers of ten that enclose the positive interval [low, high], never equal."""
    below, above = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return 10.0**below, 10.0 ** max(above, below + 1)
