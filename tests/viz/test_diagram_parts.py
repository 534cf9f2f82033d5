"""A part of a diagram that cannot be drawn is refused."""

import pytest

from tests.viz.diagrams import node
from viz.view import ViewError


def test_a_node_without_a_size_is_refused():
    with pytest.raises(ViewError, match=r"diagram\.nodes\.a needs a positive size, got 0 × 26"):
        node("a", width=0)
