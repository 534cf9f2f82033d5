"""A pair refuses links that cannot be."""

import pytest

from core.data.sentence_pairs import Pair
from core.errors import InputError

ONE, NONE = frozenset({0}), frozenset()


def test_links_are_listed():
    pair = Pair(("书",), ("the", "book"), (NONE, ONE), (ONE, ONE), content=(False, True))
    assert list(pair.links()) == [(1, 0)]


@pytest.mark.parametrize(
    ("sure", "possible", "content", "field"),
    [
        ((), (ONE,), (True,), "sure"),
        ((ONE,), (), (True,), "possible"),
        ((ONE,), (ONE,), (), "content"),
        ((ONE,), (NONE,), (True,), "sure"),
        ((NONE,), (frozenset({1}),), (True,), "possible"),
        ((NONE,), (frozenset({-1}),), (True,), "possible"),
    ],
)
def test_a_bad_link_is_refused(sure, possible, content, field):
    with pytest.raises(InputError) as raised:
        Pair(("书",), ("book",), sure, possible, content=content)
    assert raised.value.field == field
