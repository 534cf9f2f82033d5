"""Factors of a line are held as they are, and their sum is said."""

from viz.stage import kinds
from viz.views.counting.factors import Factor, factors

NAMES = ("bits", "fraction", "whole", "seen", "sum", "never", "say")
WORDS = {f"factors_{name}": name for name in NAMES}
WORDS["factors_summary"] = "{text}: {sum} bits, {mean} each"
FOUND = [
    Factor(word="e", bits=1.25, fraction="12/40", whole="12/40", seen=2),
    Factor(word="m", bits=6.5, fraction="1/90", whole="0/3", seen=3, whole_zero=True, differs=True),
]


def test_it_is_a_kind_and_holds_the_factors():
    view = factors(FOUND, words=WORDS)
    assert view.kind in kinds()
    assert [factor["bits"] for factor in view.data["factors"]] == [1.25, 6.5]
    assert view.data["factors"][1]["whole"] == "0/3"
    assert view.data["factors"][1]["differs"]
    assert view.data["words"] == {name: name for name in NAMES}
    assert view.summary == "e m: 7.75 bits, 3.88 each"
    view.payload()
