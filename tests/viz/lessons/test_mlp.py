"""The lesson's picture, told by its data."""

import numpy as np
import pytest

from core.lessons.mlp.lesson import shipped
from core.lessons.mlp.settings import READING, STEPS, Mlp
from ui.text import LANGUAGES, load
from viz.lessons.mlp import stage


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("covered", "first"), [(False, 0), (True, READING)])
def test_it_shows_the_unit_and_covered_only_what_follows_the_input(language, covered, first):
    words = load("mlp", language).labels
    made = stage(shipped(), Mlp(unit=3), words=words, covered=covered)
    curve, number = made.views
    (card,), (series,) = number.data["items"], curve.data["series"]
    for values in (card["values"], card["slots"]["h"], series["values"]):
        np.testing.assert_array_equal(values, shipped().h[first:, 3])
    np.testing.assert_allclose(np.tanh(card["slots"]["a"]), card["slots"]["h"], atol=1e-6)
    assert "3" in card["name"]
    assert made.clock.length == STEPS
