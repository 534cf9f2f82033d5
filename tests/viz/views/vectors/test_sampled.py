"""A training step holds its text, what each word is taught, and the vector that moves."""

import numpy as np
import pytest

from viz.stage import kinds
from viz.view import ViewError
from viz.views.vectors.sampled import Sampled, Taught, sampled

NAMES = ("asked", "true", "drawn", "sigma", "h", "change", "say", "summary")
WORDS = {f"sampled_{name}": name.upper() for name in NAMES}
TRUE = Taught(word="list", drawn=False, before=0.5, after=0.52)
DRAWN = Taught(word="the", drawn=True, before=0.25, after=0.24)


def step(h=(0.5, -0.25), change=(0, 0.125)):
    line = ["return", "a", "list"]
    vectors = {"h": np.array(h, np.float16), "change": np.array(change)}
    return Sampled(line=line, asked=[0, 1], target=2, taught=[TRUE, DRAWN], **vectors)


def test_it_is_a_kind_and_holds_each_step():
    view = sampled([step(), step()], words=WORDS)
    first = view.data["steps"][0]
    assert view.kind in kinds()
    assert len(view.data["steps"]) == 2
    assert (first["line"], first["asked"], first["target"]) == (["return", "a", "list"], [0, 1], 2)
    assert first["taught"] == [["list", False, 0.5, 0.52], ["the", True, 0.25, 0.24]]
    assert first["h"].tolist() == [0.5, -0.25]
    assert first["change"].tolist() == [0, 0.125]
    assert first["h"].dtype == first["change"].dtype == np.float32
    assert (view.columns, view.summary) == (6, "SUMMARY")


def test_its_words_are_those_that_are_shown_or_said():
    words = sampled([step()], words=WORDS).data["words"]
    assert words == {name: name.upper() for name in NAMES if name != "summary"}


def test_what_is_not_a_number_is_refused_by_its_path():
    with pytest.raises(ViewError) as error:
        sampled([step(), step(h=(np.nan, 0))], words=WORDS).payload()
    assert error.value.path == "sampled.steps[1].h[0]"
