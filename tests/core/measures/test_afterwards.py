"""What a network goes on to say, by hand."""

import pytest

from core.measures.afterwards import KINDS, afterwards


@pytest.mark.parametrize(
    ("signs", "kind"),
    [
        ("two.....", "marks"),
        ("two.eeee", "letter"),
        ("two..two", "again"),
        ("two.twox", "others"),
        ("two.n.n.", "others"),
        ("two", "others"),
        ("two.", "others"),
        ("..a.", "others"),
    ],
)
def test_by_hand(signs, kind):
    assert kind in KINDS
    assert afterwards(signs, ".") == kind
