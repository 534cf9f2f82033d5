"""An image that is drawn on, told by its data."""

import pytest

from viz.view import ViewError
from viz.views.images.pixels import pixels

LOOK = {"levels": "012", "say": "{row}", "summary": "an image"}


def test_a_code_is_a_square_of_levels():
    view = pixels("010220001", **LOOK)
    assert (view.data["side"], view.data["code"]) == (3, "010220001")
    view.payload()


@pytest.mark.parametrize("code", ["01022000", "01022000x"])
def test_other_codes_are_refused(code):
    with pytest.raises(ViewError, match=r"pixels\.code"):
        pixels(code, **LOOK)
