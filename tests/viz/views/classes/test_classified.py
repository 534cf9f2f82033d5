"""A small picture with a bar for each class; covered, nothing of the bars is told."""

import json

import numpy as np
import pytest

from viz.stage import kinds
from viz.view import ViewError
from viz.views.classes.classified import classified

WORDS = dict.fromkeys(
    (f"classified_{name}" for name in ("label", "top", "p", "push", "paint", "pixel", "say")), "w"
) | {"classified_summary": "a picture: {title}"}
PIXELS, P = np.eye(8), np.full((3, 10), 0.1234567)


def test_it_is_a_kind_and_holds_picture_and_bars():
    view = classified(PIXELS, P, words=WORDS, colour="v", label=3, title="digit")
    assert view.kind in kinds()
    assert view.summary == "a picture: digit"
    assert (view.data["label"], view.data["classes"]) == (3, 10)
    np.testing.assert_array_equal(view.data["p"], np.float32(P))
    view.payload()


def test_covered_it_has_no_probability():
    view = classified(PIXELS, None, words=WORDS, colour="q", pick="pixels")
    assert view.data["p"] is None
    assert json.dumps(view.payload()).count("b64") == 1


def test_what_is_no_picture_or_no_class_is_refused():
    with pytest.raises(ViewError, match=r"classified\.pixels"):
        classified(PIXELS.ravel(), P, words=WORDS, colour="v")
    with pytest.raises(ViewError, match=r"classified\.label"):
        classified(PIXELS, P, words=WORDS, colour="v", label=10)
