"""The network that unfolds: what it is given, what is covered, what does not fit; and choices."""

import numpy as np
import pytest

from viz.marks import Scale
from viz.stage import kinds
from viz.view import ViewError
from viz.views.choices import choices
from viz.views.unfold import Back, Layer, Mark, Output, unfold

SCALE = Scale("diverging", -1, 1)
TOKENS = ("the", "cat", "sees")


def made(back=None, steps=3, **options):
    return unfold(
        TOKENS,
        Layer(np.zeros((steps, 4)), 2, SCALE),
        Layer(np.ones((3, 2)), 2, SCALE),
        [Output("cat", 0.5, True), Output("sees"), Output("")],
        back=back,
        marks=[Mark(0), Mark(2, 0.5, False)],
        bars=("influence",),
        names={"x": "input"},
        summary="Three steps.",
        **options,
    )


def test_it_is_a_kind_and_holds_each_step():
    data = made(Back(np.array([0.1, 0.2, 1]), np.array([0.3, 0.4, 1]))).data
    assert "unfold" in kinds()
    np.testing.assert_array_equal(data["back"]["influence"], [0.1, 0.2, 1])
    assert data["layers"]["h"]["size"] == 2
    assert data["outputs"][0] == {"word": "cat", "share": 0.5, "right": True}
    assert data["marks"][1] == {"lag": 2, "guess": 0.5, "right": False}


def test_covered_the_way_back_is_not_in_the_payload():
    assert made().payload()["data"]["back"] is None


def test_steps_that_are_not_one_for_each_token_are_refused():
    with pytest.raises(ViewError, match=r"unfold\.x must have 3 steps, got 2"):
        made(steps=2)


def test_choices_are_codes_with_their_words():
    view = choices("look", {"mlp": "an MLP", "folded": "a loop"}, label="How it is drawn")
    assert view.kind in kinds()
    assert view.data["options"] == [["mlp", "an MLP"], ["folded", "a loop"]]
    assert view.summary == "How it is drawn"
