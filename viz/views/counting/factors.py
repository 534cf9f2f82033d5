"""A line as a product: for each token its factor, in bits, and the sum so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viz.numbers import short
from viz.view import View


@dataclass(frozen=True, kw_only=True)
class Factor:
    """What the models say about one token.

    `bits`: −log₂ of the probability that counts. `fraction`: the counts behind it, as "12/40", with
    the history cut to n − 1 tokens; `whole`: with all of the history. `zero`, `whole_zero`: their
    numerator is 0. `differs`: whether the two are different fractions. `seen`: the longest n-gram
    that ends here and was seen in training (0: not even the token).
    """

    word: str
    bits: float
    fraction: str
    whole: str
    seen: int
    zero: bool = False
    whole_zero: bool = False
    differs: bool = False
    special: bool = False


def factors(
    found: Sequence[Factor],
    *,
    words: Mapping[str, str],
    title: str = "",
    columns: int = 12,
) -> View:
    """Return the factors of a line, one for each step of the clock; they appear with it.

    Args:
        found: the factors.
        words: "factors_bits" (the axis), "factors_fraction", "factors_whole", "factors_seen" and
            "factors_sum" (names of the rows), "factors_never" (of a fraction 0), "factors_say" with
            {word}, {bits}, {fraction}, {whole}, {seen} and {sum}; "factors_summary" with {text},
            {sum}, {mean}.
        title: of the view.
        columns: width on a wide screen, of 12.
    """
    names = ("bits", "fraction", "whole", "seen", "sum", "never", "say")
    data = {
        "factors": [vars(factor) for factor in found],
        "words": {name: words[f"factors_{name}"] for name in names},
    }
    total = sum(factor.bits for factor in found)
    summary = words["factors_summary"].format(
        text=" ".join(factor.word for factor in found),
        sum=short(total, 3),
        mean=short(total / len(found), 3),
    )
    return View(kind="factors", data=data, summary=summary, title=title, columns=columns)
